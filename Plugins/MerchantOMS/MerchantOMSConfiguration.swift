import AdapterKit
import HTTPTypes

/// The settings of one OMS, ready to use.
struct MerchantOMSConfiguration: Sendable {
    /// One further header field of every request.
    struct Header: Sendable {
        var name: HTTPField.Name
        var value: Secret
    }

    /// Where below the endpoint facts are posted to, unless said otherwise.
    static let defaultPath = "/facts"
    /// How far the clock of the OMS may differ, unless said otherwise.
    static let defaultTolerance = Duration.seconds(300)

    /// Where facts are posted to.
    let url: String
    /// Signs what we send.
    let outbound: StandardWebhooks
    /// Verifies what the OMS sends; nil when it may send nothing.
    let inbound: StandardWebhooks?
    /// The store that the OMS's ids belong to.
    let scope: String?
    /// How long to wait for an answer.
    let timeLimit: Duration?
    /// Sent with every request; may hold credentials, so they are set only when a request leaves.
    let headers: [Header]
    /// Whether messages hold what translators did not read.
    let sendsResidue: Bool

    /// - Throws: ``AdapterKit/SettingsProblems`` with everything that cannot be used; refuse the start.
    init(_ settings: Settings) throws(SettingsProblems) {
        var problems: [SettingsProblems.Problem] = []
        url = Self.url(settings, &problems)
        scope = settings.string("scope")
        timeLimit = settings.duration("time_limit")
        sendsResidue = settings.boolean("send_residue") ?? false
        headers = Self.headers(settings, &problems)
        let tolerance = Self.tolerance(settings, &problems)
        let signing = Self.key("signing_key", settings, &problems)
        let previous = Self.key("previous_signing_key", settings, &problems)
        let receiving = Self.key("inbound_key", settings, &problems)
        let previousReceiving = Self.key("previous_inbound_key", settings, &problems)
        Self.compare(signing, previous, receiving, previousReceiving, &problems)
        if previousReceiving != nil, receiving == nil, settings.secret("inbound_key") == nil {
            problems.append(.init(path: "previous_inbound_key", message: "there is no inbound_key that replaces it"))
        }
        for name in MappedConfiguration.declarations.map(\.name) where settings[name] != nil {
            problems.append(
                .init(
                    path: name, message: "without a mapping this has no effect",
                    help: "add `mapping`, or see headers for what a proxy wants"))
        }
        if settings.secret("signing_key") == nil {
            problems.append(
                .init(path: "signing_key", message: "a key is needed: messages are never sent unsigned"))
        }
        guard problems.isEmpty, let signing else { throw SettingsProblems(problems) }
        outbound = StandardWebhooks(key: signing, previous: previous, tolerance: tolerance)
        inbound = receiving.map { StandardWebhooks(key: $0, previous: previousReceiving, tolerance: tolerance) }
    }

    private static func url(_ settings: Settings, _ problems: inout [SettingsProblems.Problem]) -> String {
        var endpoint = settings.string("endpoint") ?? ""
        let path = settings.string("path") ?? defaultPath
        if endpoint.isEmpty {
            problems.append(.init(path: "endpoint", message: "the address of the OMS is needed"))
        }
        if endpoint.contains(where: { $0 == "?" || $0 == "#" }) {
            problems.append(
                .init(path: "endpoint", message: "an address without query is needed", help: "put the query in path"))
        }
        if !path.hasPrefix("/") || path.contains(where: { $0 == "#" || $0 == " " }) {
            problems.append(
                .init(path: "path", message: "a path begins with / and has no # or space", help: "path: /facts"))
        }
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        return endpoint + path
    }

    private static func key(
        _ name: String, _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> WebhookKey? {
        guard let secret = settings.secret(name) else { return nil }
        do throws(WebhookKey.Problem) {
            return try WebhookKey(secret)
        } catch {
            problems.append(
                .init(path: name, message: error.description, help: "whsec_ followed by 32 random bytes in base64"))
            return nil
        }
    }

    /// A key for both directions would let anybody who saw our message send it back as the OMS's own.
    private static func compare(
        _ signing: WebhookKey?, _ previous: WebhookKey?, _ receiving: WebhookKey?, _ previousReceiving: WebhookKey?,
        _ problems: inout [SettingsProblems.Problem]
    ) {
        let ours = [signing, previous].compactMap { $0 }
        for (name, key) in [("inbound_key", receiving), ("previous_inbound_key", previousReceiving)] {
            guard let key, ours.contains(key) else { continue }
            problems.append(
                .init(path: name, message: "the OMS needs a key of its own; this one signs what we send"))
        }
    }

    private static func tolerance(_ settings: Settings, _ problems: inout [SettingsProblems.Problem]) -> Duration {
        let tolerance = settings.duration("tolerance") ?? defaultTolerance
        if tolerance <= .zero || tolerance > .seconds(3_600) {
            problems.append(
                .init(
                    path: "tolerance", message: "a span above zero and up to an hour is needed", help: "tolerance: 5m"))
        }
        return tolerance
    }

    private static func headers(_ settings: Settings, _ problems: inout [SettingsProblems.Problem]) -> [Header] {
        guard case .map(let members) = settings["headers"] else { return [] }
        var headers: [Header] = []
        for (name, value) in members {
            guard let field = HTTPField.Name(name), !reserved.contains(field.canonicalName) else {
                let message = "this is no header field, or one that the gateway sets itself"
                problems.append(.init(path: "headers.\(name)", message: message))
                continue
            }
            guard case .secret(let secret) = value else { continue }
            headers.append(Header(name: field, value: secret))
        }
        return headers
    }

    private static let reserved: Set<String> = [
        "connection", "content-length", "content-type", "expect", "host", "te", "traceparent", "trailer",
        "transfer-encoding", "upgrade", "webhook-id", "webhook-signature", "webhook-timestamp",
    ]
}
