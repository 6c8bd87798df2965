import AdapterKit

extension MerchantOMSConfiguration {
    /// The settings of an entry in `adapters.yaml`.
    static let declarations: [SettingDeclaration] = [
        SettingDeclaration(
            "endpoint", .url, isRequired: true, summary: "Where the OMS listens.", example: "https://oms.example"),
        SettingDeclaration(
            "path", .string, default: defaultPath, summary: "Where below the endpoint facts are posted to."),
        SettingDeclaration(
            "signing_key", .secret,
            summary: "Signs what we send: whsec_ and 24 to 64 bytes in base64; needed without `mapping`.",
            example: "${env:OMS_SIGNING_KEY}"),
        SettingDeclaration(
            "previous_signing_key", .secret, summary: "The key that signing_key replaces; both sign while it is given.",
            example: "${env:OMS_PREVIOUS_SIGNING_KEY}"),
        SettingDeclaration(
            "inbound_key", .secret, summary: "Verifies what the OMS sends; without it the OMS can send nothing.",
            example: "${env:OMS_INBOUND_KEY}"),
        SettingDeclaration(
            "previous_inbound_key", .secret, summary: "The key that inbound_key replaces; taken while it is given.",
            example: "${env:OMS_PREVIOUS_INBOUND_KEY}"),
        SettingDeclaration(
            "tolerance", .duration, default: "5m", summary: "How far the clock of the OMS may differ, up to 1h."),
        SettingDeclaration(
            "time_limit", .duration, default: "10s", summary: "How long to wait for the OMS to answer."),
        SettingDeclaration(
            "scope", .string, summary: "The store that the OMS's ids belong to, when unique per store only.",
            example: "acme-eu"),
        SettingDeclaration(
            "headers", .map(.secret),
            summary: "Further header fields, e.g. for a proxy.",
            example: "{ x-api-key: \"${env:OMS_API_KEY}\" }"),
        SettingDeclaration(
            "send_residue", .boolean, default: "false",
            summary: "Whether orders hold the parts of messages that no field had a place for."),
    ]
}
