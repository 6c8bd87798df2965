import AdapterKit
import Canonical

extension MappedConfiguration {
    /// The settings that the mapped form has beside those of the canonical one.
    static let declarations: [SettingDeclaration] = [
        SettingDeclaration(
            "auth", .group(authentication),
            summary: "How the OMS knows us, in the mapped form: one kind at most, and `tls` beside it."),
        SettingDeclaration(
            "computed_headers", .map(.program),
            summary: "Header fields whose values programs compute from `config`, once at the start.",
            example: "{ X-Context: '{company: 1} | tojson | base64url' }"),
        SettingDeclaration(
            "config", .map(.string), summary: "Texts that every program sees as `.config`; no secrets.",
            example: "{ shop: \"1\" }"),
        SettingDeclaration(
            "mapping", .group(mapping),
            summary: "Requests and programs for an OMS with an interface of its own: the mapped form."),
    ]

    private static let authentication: [SettingDeclaration] = [
        SettingDeclaration("bearer", .secret, summary: "Sent as `Authorization: Bearer`.", example: "${env:OMS_KEY}"),
        SettingDeclaration(
            "basic",
            .group([
                SettingDeclaration("user", .string, isRequired: true, summary: "The user's name."),
                SettingDeclaration(
                    "password", .secret, isRequired: true, summary: "The user's password.",
                    example: "${env:OMS_PASSWORD}"),
            ]), summary: "Sent as `Authorization: Basic`."),
        SettingDeclaration(
            "api_key",
            .group([
                SettingDeclaration(
                    "header", .string, isRequired: true, summary: "The header field.", example: "X-Api-Key"),
                SettingDeclaration(
                    "value", .secret, isRequired: true, summary: "Its value.", example: "${env:OMS_KEY}"),
            ]), summary: "A key in a header field of its own."),
        SettingDeclaration(
            "oauth2", .group(oauth2), summary: "OAuth 2 client credentials; the token is kept in memory."),
        SettingDeclaration("login", .group(login), summary: "A request that gives the token of a session."),
        SettingDeclaration("tls", .group(tls), summary: "Mutual TLS: the certificate that we show."),
    ]

    private static let oauth2: [SettingDeclaration] = [
        SettingDeclaration(
            "token_url", .url, isRequired: true, summary: "Where tokens are given.",
            example: "https://login.example/oauth/token"),
        SettingDeclaration("client_id", .string, isRequired: true, summary: "Who we are."),
        SettingDeclaration(
            "client_secret", .secret, isRequired: true, summary: "How we show it.",
            example: "${env:OMS_CLIENT_SECRET}"),
        SettingDeclaration("scope", .string, summary: "What we ask for, words with blanks between."),
        SettingDeclaration(
            "client_auth", .choice(["basic", "body"]),
            summary: "Where id and secret go: the Authorization header (basic, unless said otherwise) or the body."),
    ]

    private static let login: [SettingDeclaration] = [
        SettingDeclaration("method", .choice(["POST", "PUT", "GET"]), summary: "POST unless said otherwise."),
        SettingDeclaration(
            "path", .program, isRequired: true, summary: "Below the endpoint; a template.", example: "/session"),
        SettingDeclaration(
            "secrets", .map(.secret), summary: "What the programs of this step, and no others, see as `.secrets`.",
            example: "{ password: \"${env:OMS_PASSWORD}\" }"),
        SettingDeclaration("body", .program, summary: "Makes the request's body from `.config` and `.secrets`."),
        SettingDeclaration(
            "encoding", .choice(["json", "form"]), summary: "How the body is written: json unless said otherwise."),
        SettingDeclaration(
            "token", .program, isRequired: true, summary: "Reads the token, a text, from `.answer`.",
            example: ".answer.body.token"),
        SettingDeclaration("header", .string, summary: "Where the token is sent: Authorization unless said otherwise."),
        SettingDeclaration("prefix", .string, summary: "What stands before it: `Bearer ` unless said otherwise."),
        SettingDeclaration("lifetime", .duration, summary: "How long a token is used: 30m unless said otherwise."),
    ]

    private static let tls: [SettingDeclaration] = [
        SettingDeclaration(
            "certificate", .string, isRequired: true, summary: "Our certificate with those above it, PEM.",
            example: "${file:oms-client.pem}"),
        SettingDeclaration(
            "key", .secret, isRequired: true, summary: "Its private key, PEM, without a pass phrase.",
            example: "${file:oms-client.key}"),
        SettingDeclaration(
            "authority", .string, summary: "Who signed the OMS's certificate, PEM; else those that the machine trusts.",
            example: "${file:oms-ca.pem}"),
    ]

    private static let mapping: [SettingDeclaration] =
        MappedOperation.names.map { name, operation in
            SettingDeclaration(name, .group(Self.operation), summary: operation.declaration.summary)
        } + [SettingDeclaration("inbound", .group(inbound), summary: "What the OMS says, and how it comes here.")]

    private static let operation: [SettingDeclaration] = [
        SettingDeclaration(
            "idempotency", .choice(MappedOperation.Idempotency.allCases.map(\.rawValue)), isRequired: true,
            summary: "What keeps a repetition from taking effect twice: key, natural, lookup or none.",
            example: "lookup"),
        SettingDeclaration(
            "key_header", .string, summary: "Carries the key with `idempotency: key`; Idempotency-Key unless said."),
        SettingDeclaration("steps", .list(.group(step)), isRequired: true, summary: "The requests, done in order."),
        SettingDeclaration(
            "look_up", .list(.group(lookUpStep)),
            summary: "Requests that read whether the operation took effect, for `idempotency: lookup`."),
        SettingDeclaration(
            "emits", .list(.choice(factNames)), summary: "Facts that its answers may state under `facts`.",
            example: "[shipment.dispatched]"),
    ]

    private static let request: [SettingDeclaration] = [
        SettingDeclaration(
            "name", .string, isRequired: true, summary: "Letters, digits and _; programs see what it gave under it.",
            example: "customer"),
        SettingDeclaration("when", .program, summary: "Whether the step is needed: true unless said otherwise."),
        SettingDeclaration(
            "method", .choice(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]), isRequired: true,
            summary: "The HTTP method.", example: "POST"),
        SettingDeclaration(
            "path", .program, isRequired: true,
            summary: #"Below the endpoint, with its query; what stands in \(…) is percent-encoded."#,
            example: #"'/orders/\(.order.id)'"#),
        SettingDeclaration("headers", .map(.program), summary: #"Header fields of this request; texts with \(…)."#),
        SettingDeclaration("body", .program, summary: "Makes the request's body; without it there is none."),
        SettingDeclaration(
            "encoding", .choice(["json", "form"]), summary: "How the body is written: json unless said otherwise."),
    ]

    private static let step =
        request + [
            SettingDeclaration(
                "repeatable", .boolean,
                summary: "Whether the request may be sent again when no answer came."),
            SettingDeclaration("answer", .program, summary: "Reads the answer; without it the status alone tells."),
        ]

    private static let lookUpStep =
        request + [
            SettingDeclaration("reads", .boolean, summary: "Promises that a POST changes nothing."),
            SettingDeclaration(
                "judges", .list(.integer(300...599)),
                summary: "Statuses beside 2xx that the program decides about.", example: "[404]"),
            SettingDeclaration(
                "answer", .program, isRequired: true, summary: "Says what became of the operation.",
                example: #"'if .answer.body.id then {outcome: "happened"} else {outcome: "did_not_happen"} end'"#),
        ]

    private static let inbound: [SettingDeclaration] = [
        SettingDeclaration(
            "emits", .list(.choice(factNames)), summary: "The facts that the OMS may state; all it can without it.",
            example: "[shipment.dispatched, order.cancelled]"),
        SettingDeclaration("webhook", .group(webhook), summary: "The OMS calls us."),
        SettingDeclaration("poll", .group(poll), summary: "We ask the OMS for news."),
    ]

    private static let webhook: [SettingDeclaration] = [
        SettingDeclaration(
            "path", .string, isRequired: true, summary: "Below /in/{adapter}/.", example: "events"),
        SettingDeclaration(
            "verify", .group(verification), isRequired: true, summary: "How we know that it is the OMS: one kind."),
        SettingDeclaration(
            "key", .program, isRequired: true, summary: "Names the message: the same key again is the same message.",
            example: ".body.id"),
        SettingDeclaration("facts", .program, isRequired: true, summary: "Makes an array of facts from the message."),
        SettingDeclaration(
            "answer",
            .group([
                SettingDeclaration("status", .integer(200...299), summary: "200 unless said otherwise."),
                SettingDeclaration("body", .string, summary: "Empty unless said otherwise."),
            ]), summary: "What the OMS wants to hear when its message was stored."),
    ]

    private static let verification: [SettingDeclaration] = [
        SettingDeclaration(
            "standard_webhooks",
            .group([
                SettingDeclaration(
                    "key", .secret, isRequired: true, summary: "whsec_ and 24 to 64 bytes in base64.",
                    example: "${env:OMS_INBOUND_KEY}"),
                SettingDeclaration("previous_key", .secret, summary: "The key that `key` replaces."),
            ]), summary: "Signed as Standard Webhooks says."),
        SettingDeclaration(
            "hmac",
            .group([
                SettingDeclaration(
                    "header", .string, isRequired: true, summary: "Carries the signature.", example: "X-Signature"),
                SettingDeclaration(
                    "secret", .secret, isRequired: true, summary: "The key, as text.", example: "${env:OMS_SECRET}"),
                SettingDeclaration(
                    "algorithm", .choice(HMACSignature.Algorithm.allCases.map(\.rawValue)),
                    summary: "sha256 unless said otherwise."),
                SettingDeclaration(
                    "encoding", .choice(["hex", "base64"]), summary: "How it is written: hex unless said otherwise."),
                SettingDeclaration("prefix", .string, summary: "What stands before it.", example: "sha256="),
                SettingDeclaration(
                    "content", .string, summary: "What is signed: {body} unless said otherwise; also {header:NAME}.",
                    example: "\"{header:X-Timestamp}.{body}\""),
                SettingDeclaration(
                    "timestamp_header", .string, summary: "When it was signed: seconds since 1970, or RFC 3339."),
                SettingDeclaration("tolerance", .duration, summary: "How far that may be from now: 5m unless said."),
            ]), summary: "Signed with a shared secret."),
        SettingDeclaration("bearer", .secret, summary: "Sent by the OMS as `Authorization: Bearer`."),
        SettingDeclaration(
            "basic",
            .group([
                SettingDeclaration("user", .string, isRequired: true, summary: "The user's name."),
                SettingDeclaration("password", .secret, isRequired: true, summary: "The user's password."),
            ]), summary: "Sent by the OMS as `Authorization: Basic`."),
    ]

    private static let poll: [SettingDeclaration] = [
        SettingDeclaration(
            "every", .duration, isRequired: true, summary: "How long to wait when there was no more.", example: "30s"),
        SettingDeclaration(
            "path", .program, isRequired: true,
            summary: "A template; it sees `.config`, `.cursor` (null at first) and `.page` (from 1).",
            example: #"'/shipments?after=\(.cursor // "")'"#),
        SettingDeclaration(
            "paging", .choice(MappedPoll.Paging.allCases.map(\.rawValue)), isRequired: true,
            summary: "How one page leads to the next.", example: "cursor"),
        SettingDeclaration(
            "overlap", .duration, summary: "With `paging: timestamp`: how far to go back each time; 60s unless said."),
        SettingDeclaration("items", .program, isRequired: true, summary: "The array of items in `.answer`."),
        SettingDeclaration(
            "next", .program, summary: "From `.answer`: the next cursor, or null at the end."),
        SettingDeclaration(
            "key", .program, isRequired: true, summary: "Names an item: the same key again is the same message.",
            example: ".item.id"),
        SettingDeclaration("facts", .program, isRequired: true, summary: "Makes an array of facts from `.item`."),
    ]

    private static let factNames = FactKind.allCases.filter(OMSMessage.canBe).map(\.rawValue)
}
