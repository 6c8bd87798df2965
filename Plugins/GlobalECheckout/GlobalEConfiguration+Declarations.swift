import AdapterKit

extension GlobalEConfiguration {
    /// The settings of an entry in `adapters.yaml`.
    static let declarations: [SettingDeclaration] =
        connection + notifications + vocabulary + GlobalEOutboundDeclaration.settings

    private static let connection: [SettingDeclaration] = [
        SettingDeclaration(
            "merchant_guid", .secret, isRequired: true,
            summary: "The merchant's GUID; it is the API token, and differs between test and live.",
            example: "${env:GLOBALE_MERCHANT_GUID}"),
        SettingDeclaration(
            "base_url", .url, isRequired: true, summary: "The endpoint of Global-e's API.",
            example: "https://api.global-e.com"),
        SettingDeclaration(
            "documents_base_url", .url,
            summary: "Where additional required documents are asked for; base_url unless given.",
            example: "https://api-acme-prod.global-e.com"),
        SettingDeclaration(
            "api_user", .string, summary: "User of the token call; with it, calls carry a token.", example: "acme-api"),
        SettingDeclaration(
            "api_password", .secret, summary: "Password of the token call.", example: "${env:GLOBALE_API_PASSWORD}"),
        SettingDeclaration(
            "environment", .choice(["live", "test"]), default: "live",
            summary: "Whether the orders are real; the GUID and the address decide that at Global-e."),
    ]

    private static let notifications: [SettingDeclaration] = [
        SettingDeclaration(
            "notifications_jwt_public_key", .string,
            summary: "Global-e's public RSA key (PEM); with it, notifications must carry a valid token.",
            example: "${env:GLOBALE_PUBLIC_KEY}"),
        SettingDeclaration(
            "notifications_jwt_issuer", .string, summary: "The issuer that the notifications' tokens must name."),
        SettingDeclaration(
            "allowed_ips", .list(.string),
            summary: "Addresses and ranges that notifications may come from; from everywhere unless given.",
            example: "[203.0.113.0/24]"),
        SettingDeclaration(
            "trusted_proxies", .list(.string),
            summary: "Proxies in front of the gateway whose X-Forwarded-For is believed for allowed_ips.",
            example: "[10.0.0.0/8]"),
    ]

    private static let vocabulary: [SettingDeclaration] = [
        SettingDeclaration(
            "statuses", .map(.choice(StatusMeaning.allCases.map(\.rawValue))),
            summary: "The status codes agreed with Global-e and what they mean, in any case; the first of a meaning is "
                + "the one sent.",
            example: "{canceled: cancelled, processing: ready}"),
        SettingDeclaration(
            "reasons", .map(.string),
            summary: "The reason codes agreed with Global-e and our reasons for them, in any case.",
            example: "{\"1010\": customer-request, \"5\": out-of-stock}"),
    ]
}
