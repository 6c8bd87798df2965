import AdapterKit
import Canonical
import HTTPTypes
import Synchronization

/// Signs each attempt of a call with the login, the moment and the secret.
///
/// Source: order creation (stated): HMAC-SHA256 in lower-case hexadecimal digits over the login, `@` and the timestamp.
/// Path, body and version are not signed.
struct GlopalShippingSigner: Sendable {
    let login: String
    let alias: String?
    let version: String
    /// The alias's own secret where there is an alias; the signed login stays the login (assumed).
    let secret: Secret
    private let timestamps = GlopalShippingTimestamps()

    init(_ configuration: GlopalShippingConfiguration) {
        login = configuration.login
        alias = configuration.alias
        version = configuration.version
        secret = configuration.secret
    }

    /// The request with its five headers, for this very attempt, and the moment that it was signed with.
    ///
    /// - Throws: `ExchangeFailure` without effect when a header breaks its pattern, which a wrong clock does.
    func signed(
        _ request: WireRequest, at now: Instant
    ) throws(ExchangeFailure) -> (request: WireRequest, signedAt: Instant) {
        let moment = timestamps.next(at: now)
        let timestamp = GlopalShippingHeader.timestampText(moment)
        let signature = Self.signature(secret: secret, login: login, timestamp: timestamp)
        let fields: [(GlopalShippingHeader, String?)] = [
            (.login, login), (.alias, alias), (.signature, signature), (.timestamp, timestamp), (.version, version),
        ]
        var request = request
        for (header, value) in fields {
            guard let value else { continue }
            guard header.matches(value) else {
                throw ExchangeFailure(
                    effect: .none, message: "\(header.rawValue) breaks its pattern, so nothing was sent")
            }
            request.headers[header.field] = value
        }
        return (request, Instant(microseconds: moment))
    }

    /// The signature: 64 lower-case hexadecimal digits.
    static func signature(secret: Secret, login: String, timestamp: String) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let code = HMACSignature.sha256(Array("\(login)@\(timestamp)".utf8), key: Array(secret.revealed.utf8))
        return String(decoding: code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

/// Hands out moments, each at most once.
///
/// That a random fraction is advised (stated) suggests that login and timestamp have to be unique (derived).
private final class GlopalShippingTimestamps: Sendable {
    /// Guards the last moment handed out, microseconds since 1970; deliveries sign at the same time.
    private let last = Mutex<Int64>(0)

    /// The moment itself, or the next microsecond that was not used yet.
    ///
    /// Calls at the same time are told apart by going on past the last moment. A clock that was set back by more than
    /// they account for is believed again: a signature in the future is taken as little as one in the past.
    func next(at now: Instant) -> Int64 {
        last.withLock { last in
            let isSetBack = last - now.microseconds > GlopalShippingAssumptions.longestSignedAhead
            last = isSetBack ? now.microseconds : max(now.microseconds, last + 1)
            return last
        }
    }
}
