import Crypto

/// Who calls, as far as headers tell.
struct ShippingDoor: Sendable {
    let login: String
    let alias: String?
    let signature: String
    let timestamp: String
    /// The timestamp in microseconds since 1970.
    let moment: Int64

    /// Reads the headers.
    ///
    /// - Throws: `ShippingRefusal`, 401 for a header that is missing and the invalid status for one off its pattern.
    init(_ request: IncomingRequest) throws {
        login = try Self.header("x-login", of: request, ShippingPattern.isLogin)
        alias = try Self.optional("x-alias", of: request, ShippingPattern.isAlias)
        signature = try Self.header("x-signature", of: request, ShippingPattern.isSignature)
        timestamp = try Self.header("x-timestamp", of: request, ShippingPattern.isTimestamp)
        moment = ShippingPattern.microseconds(timestamp) ?? 0
        _ = try Self.optional("x-version", of: request, ShippingPattern.isVersion)
    }

    /// Checks signature and time.
    ///
    /// Source: contract B3, B4: lower-case hex of HMAC-SHA256 over `login@timestamp`.
    /// - Throws: `ShippingRefusal`, 401 or, for a blocked account, 403.
    func open(
        _ accounts: [GlopalShippingAccount], at now: Timestamp, _ assumptions: GlopalShippingSimulatorAssumptions
    ) throws {
        guard let account = accounts.first(where: { $0.login == login }) else {
            throw ShippingRefusal.unauthorized("unknown_login", "the login is not known", field: "x-login")
        }
        var secret = account.secret
        if let alias {
            guard let own = account.aliases[alias] else {
                throw ShippingRefusal.unauthorized("unknown_alias", "the alias is not known", field: "x-alias")
            }
            secret = own
        }
        let signed = assumptions.aliasIsSigned ? alias ?? login : login
        guard signature == Self.signature(secret: secret, login: signed, timestamp: timestamp) else {
            throw ShippingRefusal.unauthorized("bad_signature", "the signature does not fit", field: "x-signature")
        }
        guard abs(moment - now.milliseconds * 1000) <= assumptions.clockWindow * 1_000_000 else {
            throw ShippingRefusal.unauthorized(
                "timestamp_outside_window", "the timestamp is too far from our clock", field: "x-timestamp")
        }
        guard !account.isBlocked else {
            throw ShippingRefusal(.status(403), [.init("account_blocked", "the account is blocked")])
        }
    }

    static func signature(secret: String, login: String, timestamp: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(login)@\(timestamp)".utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return code.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private static func header(
        _ name: String, of request: IncomingRequest, _ fits: (String) -> Bool
    ) throws -> String {
        guard let text = try optional(name, of: request, fits) else {
            throw ShippingRefusal.unauthorized("missing_header", "\(name) is missing", field: name)
        }
        return text
    }

    private static func optional(
        _ name: String, of request: IncomingRequest, _ fits: (String) -> Bool
    ) throws -> String? {
        guard let text = request.header(name) else { return nil }
        guard fits(text) else { throw ShippingRefusal.invalid(name, "\(name) does not fit its pattern") }
        return text
    }
}
