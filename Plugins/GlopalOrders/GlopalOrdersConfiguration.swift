import AdapterKit
import Canonical

/// The settings of one installed adapter, read and checked.
struct GlopalOrdersConfiguration: Sendable {
    /// Which orders a store takes.
    enum Environments: String, Sendable {
        case live, test, both

        /// Whether an order of an environment belongs here; one without an environment counts as live.
        func admit(_ environment: String?) -> Bool {
            switch self {
            case .both: true
            case .live: environment == nil || environment == Order.Environment.live.rawValue
            case .test: environment == GlopalAssumptions.testEnvironment
            }
        }
    }

    /// How the merchant's ids stand in the accept call.
    enum ExternalIDs: String, Sendable { case nested, flat }

    /// Where a webhook's sender proves who it is; at least one member is set.
    struct WebhookCredentials: Sendable {
        /// User and password of HTTP Basic.
        var basic: (user: String, password: Secret)?
        /// The shared secret in the query.
        var querySecret: Secret?
        /// The query parameter that carries it.
        var queryParameter: String
    }

    /// Base URL without a slash at its end.
    var endpoint: String
    var apiKey: Secret
    var storeID: String
    var events: [String]
    var pollInterval: Duration
    /// The number of events of a page; nil leaves it to the provider.
    var pageSize: Int?
    var baseCurrency: Currency?
    var environments: Environments
    var isPlugAndPlay: Bool
    var takesRelaxedOrderIDs: Bool
    var externalIDs: ExternalIDs
    var webhook: WebhookCredentials?
    var cancelReasons: [String: String]
    var refundReasons: [String: String]

    /// Reads the settings.
    ///
    /// - Throws: `SettingsProblems` with every contradiction.
    init(_ settings: Settings) throws(SettingsProblems) {
        var problems: [SettingsProblems.Problem] = []
        let url = settings.string("endpoint") ?? ""
        endpoint = url.hasSuffix("/") ? String(url.dropLast()) : url
        apiKey = settings.secret("api_key") ?? Secret("")
        storeID = settings.string("store_id") ?? ""
        events = settings.strings("events")
        pollInterval = settings.duration("poll.every") ?? .seconds(GlopalAssumptions.shortestLivePollInterval)
        pageSize = settings.integer("page_size")
        baseCurrency = settings.string("base_currency").flatMap { Currency($0) }
        environments = settings.string("environment").flatMap(Environments.init) ?? .live
        isPlugAndPlay = settings.boolean("plug_and_play") ?? false
        takesRelaxedOrderIDs = settings.boolean("relaxed_order_ids") ?? false
        externalIDs = settings.string("external_ids").flatMap(ExternalIDs.init) ?? .nested
        webhook = Self.webhook(settings, &problems)
        cancelReasons = Dictionary(settings.stringMap("cancel_reasons").map { ($0.name, $0.value) }) { $1 }
        refundReasons = Dictionary(settings.stringMap("refund_reasons").map { ($0.name, $0.value) }) { $1 }
        if settings.string("base_currency") != nil, baseCurrency == nil {
            problems.append(
                .init(path: "base_currency", message: "is no currency code", help: "three capital letters, e.g. GBP"))
        }
        checkIdentity(&problems)
        checkEvents(&problems)
        checkPolling(&problems)
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    private func checkIdentity(_ problems: inout [SettingsProblems.Problem]) {
        if endpoint.isEmpty {
            problems.append(.init(path: "endpoint", message: "is missing", help: "your account manager hands it out"))
        }
        if apiKey.isEmpty {
            problems.append(.init(path: "api_key", message: "is empty", help: "keys begin with GL."))
        }
        if storeID.isEmpty { problems.append(.init(path: "store_id", message: "is empty")) }
    }

    private func checkEvents(_ problems: inout [SettingsProblems.Problem]) {
        typealias Event = GlopalAssumptions.Event
        if events.isEmpty {
            problems.append(
                .init(path: "events", message: "names no event, so nothing would ever be asked for", help: Event.ready))
        } else if events.contains(Event.ready) || events.contains(Event.received), !events.contains(Event.cancelled) {
            problems.append(
                .init(
                    path: "events", message: "imports orders but never hears that one was cancelled",
                    help: "add \(Event.cancelled)"))
        }
    }

    private func checkPolling(_ problems: inout [SettingsProblems.Problem]) {
        let shortest = Duration.seconds(GlopalAssumptions.shortestLivePollInterval)
        if pollInterval <= .zero {
            problems.append(.init(path: "poll.every", message: "must be longer than nothing", help: "1m"))
        } else if pollInterval < shortest, environments != .test, !isLoopback {
            problems.append(
                .init(
                    path: "poll.every", message: "asks a live store more than once a minute",
                    help: "1m or longer; shorter is possible on loopback and with environment: test"))
        }
    }

    /// Whether the endpoint is on this machine, which is a simulator.
    private var isLoopback: Bool {
        guard let start = endpoint.firstRange(of: "://")?.upperBound else { return false }
        let authority = endpoint[start...].prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }

    private static func webhook(
        _ settings: Settings, _ problems: inout [SettingsProblems.Problem]
    ) -> WebhookCredentials? {
        let user = settings.string("webhook.user")
        let password = settings.secret("webhook.password")
        let querySecret = settings.secret("webhook.query_secret")
        if (user == nil) != (password == nil) {
            problems.append(
                .init(
                    path: "webhook", message: "has a user or a password, but not both",
                    help: "give user and password, or query_secret"))
        }
        if password?.isEmpty == true || querySecret?.isEmpty == true || user?.isEmpty == true {
            problems.append(.init(path: "webhook", message: "has an empty credential, which everybody knows"))
        }
        var basic: (user: String, password: Secret)?
        if let user, let password { basic = (user, password) }
        guard basic != nil || querySecret != nil else { return nil }
        return WebhookCredentials(
            basic: basic, querySecret: querySecret,
            queryParameter: settings.string("webhook.query_parameter") ?? GlopalAssumptions.defaultSecretParameter)
    }
}
