import AdapterKit
import Canonical

/// The settings of one installed adapter, read and checked.
struct GlopalShippingConfiguration: Sendable {
    typealias Endpoint = GlopalShippingAssumptions.Endpoint

    /// How a return is handled and paid unless the return says otherwise.
    struct Returns: Sendable {
        var payer: String
        var isFullPayment: Bool
        var isFlatFee: Bool
        var isImmediate: Bool
    }

    /// Base URL without a slash at its end.
    let endpoint: String
    let login: String
    let alias: String?
    /// The login's secret access key, or the alias's when there is one.
    let secret: Secret
    let version: String
    /// Where goods leave from, ISO 3166-1 alpha-2.
    let fromCountry: String
    /// The term of orders that state none.
    let incoterm: CommercialTerms.Incoterm?
    let hubCode: String?
    let serviceLevel: String?
    let labelFormat: String
    let checksProhibitions: Bool
    let checksAddresses: Bool
    /// Whether truth values go out as 0 and 1 instead of `false` and `true`.
    let numericBooleans: Bool
    let wrapped: Set<Endpoint>
    let pollInterval: Duration
    let shipper: GlopalShippingAddress?
    let returns: Returns

    /// Reads the settings.
    ///
    /// - Throws: `SettingsProblems` with every contradiction.
    init(_ settings: Settings) throws(SettingsProblems) {
        var problems: [SettingsProblems.Problem] = []
        let url = settings.string("endpoint") ?? GlopalShippingAssumptions.defaultEndpoint
        endpoint = url.hasSuffix("/") ? String(url.dropLast()) : url
        login = settings.string("login") ?? ""
        alias = settings.string("alias")
        secret = settings.secret("secret") ?? Secret("")
        version = settings.string("version") ?? GlopalShippingAssumptions.defaultVersion
        fromCountry = settings.string("from_country") ?? ""
        incoterm = settings.string("incoterm").flatMap { CommercialTerms.Incoterm(rawValue: $0) }
        hubCode = settings.string("hub_code")
        serviceLevel = settings.string("service_level")
        labelFormat = settings.string("label_format") ?? "PDF"
        checksProhibitions = settings.boolean("check_prohibitions") ?? true
        checksAddresses = settings.boolean("check_addresses") ?? false
        numericBooleans = settings.string("booleans") == "numeric"
        wrapped = Set(settings.strings("wrap_args").compactMap { Endpoint(rawValue: $0) })
        pollInterval = settings.duration("poll.every") ?? .seconds(900)
        shipper = GlopalShippingAddress(shipper: settings)
        returns = Returns(
            payer: settings.string("returns.payer") ?? "customer",
            isFullPayment: settings.boolean("returns.full_payment") ?? false,
            isFlatFee: settings.boolean("returns.flat_fee") ?? false,
            isImmediate: settings.boolean("returns.immediate") ?? true)
        check(&problems)
        guard problems.isEmpty else { throw SettingsProblems(problems) }
    }

    private func check(_ problems: inout [SettingsProblems.Problem]) {
        let name = "lower-case letters, digits and hyphens, as Glopal set it up"
        if !GlopalShippingHeader.login.matches(login) {
            problems.append(.init(path: "login", message: "is no login", help: "3 to 255 \(name)"))
        }
        if let alias, !GlopalShippingHeader.alias.matches(alias) {
            problems.append(.init(path: "alias", message: "is no alias", help: "3 to 50 \(name)"))
        }
        if secret.isEmpty {
            problems.append(
                .init(path: "secret", message: "is empty", help: "the secret access key; the alias's own with an alias")
            )
        }
        if !GlopalShippingHeader.version.matches(version) {
            problems.append(
                .init(path: "version", message: "is no version", help: "always two decimals, such as \"0.68\""))
        }
        if !GlopalShippingAddress.isCountry(fromCountry) {
            problems.append(.init(path: "from_country", message: "is no country code", help: "two capitals, e.g. GB"))
        }
        if let shipper, shipper.country.map({ !GlopalShippingAddress.isCountry($0) }) ?? false {
            problems.append(.init(path: "shipper.country", message: "is no country code", help: "two capitals"))
        }
        checkPolling(&problems)
    }

    private func checkPolling(_ problems: inout [SettingsProblems.Problem]) {
        if pollInterval <= .zero {
            problems.append(.init(path: "poll.every", message: "must be longer than nothing", help: "15m"))
        } else if pollInterval < .seconds(GlopalShippingAssumptions.shortestPollInterval), !isLoopback {
            problems.append(
                .init(
                    path: "poll.every", message: "asks for tracking more than once a minute",
                    help: "1m or longer; shorter is possible on loopback"))
        }
    }

    /// Whether the endpoint is on this machine, which is a simulator.
    private var isLoopback: Bool {
        guard let start = endpoint.firstRange(of: "://")?.upperBound else { return false }
        let authority = endpoint[start...].prefix { $0 != "/" }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return host == "localhost" || host == "[::1]" || host.hasPrefix("127.")
    }
}
