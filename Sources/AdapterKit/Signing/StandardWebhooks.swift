public import Canonical
import Crypto
public import HTTPTypes

/// Signs and verifies messages by the rules of Standard Webhooks.
///
/// A message has an id that stays the same over every attempt, the time of the attempt, and HMAC-SHA256 signatures over
/// `id.timestamp.body`. While a key is replaced both are given: we sign with each, and take what either has signed, so
/// the other side may change over whenever it likes.
///
/// Source: Standard Webhooks 1.0.0, "Webhook headers" and "Signature scheme" (stated); the tolerance of five minutes is
/// that of its reference libraries (derived).
public struct StandardWebhooks: Sendable, Equatable {
    /// Carries the message's id.
    public static let idHeader = name("webhook-id")
    /// Carries the attempt's time, whole seconds since 1970.
    public static let timestampHeader = name("webhook-timestamp")
    /// Carries `v1,` with the signature in base64; several, separated by spaces.
    public static let signatureHeader = name("webhook-signature")
    /// Signatures that are looked at in one message; more are refused, so that a header cannot buy time.
    public static let maximumSignatures = 8

    /// The current key first, then the one that it replaces.
    private let keys: [WebhookKey]
    /// How far a message's time may lie before or after ours.
    private let tolerance: Duration

    /// Signs and verifies with a key, and with the one that it replaces as long as that is given.
    public init(key: WebhookKey, previous: WebhookKey? = nil, tolerance: Duration = .seconds(300)) {
        keys = [key] + (previous.map { [$0] } ?? [])
        self.tolerance = tolerance
    }

    /// Sets the three headers for one attempt; earlier values are replaced.
    ///
    /// - Parameters:
    ///   - request: The request whose body is final.
    ///   - id: The message's id, the same for every attempt.
    ///   - now: The time of this attempt; fractions of a second are cut off.
    public func sign(_ request: inout WireRequest, id: String, at now: Instant) {
        let timestamp = String(now.microseconds / 1_000_000)
        let signatures = keys.map { signature(id: id, timestamp: timestamp, body: request.body, key: $0) }
        request.headers[Self.idHeader] = id
        request.headers[Self.timestampHeader] = timestamp
        request.headers[Self.signatureHeader] = signatures.joined(separator: " ")
    }

    /// Refuses a message that neither key has signed, or not within the tolerance.
    ///
    /// - Returns: The message's id.
    /// - Throws: ``VerificationFailure``; answer 401 and say nothing about why.
    @discardableResult
    public func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) -> String {
        let id = try field(Self.idHeader, of: request)
        let timestamp = try field(Self.timestampHeader, of: request)
        let stated = try field(Self.signatureHeader, of: request).split(separator: " ")
        guard let moment = Self.moment(timestamp) else {
            throw VerificationFailure(reason: "webhook-timestamp is no whole number of seconds")
        }
        let age = now.since(moment)
        guard age <= tolerance, age >= .zero - tolerance else {
            throw VerificationFailure(reason: "webhook-timestamp is too far from the present")
        }
        guard stated.count <= Self.maximumSignatures else {
            throw VerificationFailure(reason: "webhook-signature has too many signatures")
        }
        var isGenuine = false
        for key in keys {
            let expected = signature(id: id, timestamp: timestamp, body: request.body, key: key)
            // No way out at the first match: the time must not tell which key or place it was.
            for signature in stated where ConstantTime.equal(signature.utf8, expected.utf8) { isGenuine = true }
        }
        guard isGenuine else { throw VerificationFailure(reason: "no signature fits the message and a key") }
        return id
    }

    /// `v1,` and the signature in base64.
    private func signature(id: String, timestamp: String, body: [UInt8], key: WebhookKey) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: key.bytes))
        code.update(data: Array("\(id).\(timestamp).".utf8))
        code.update(data: body)
        return "v1," + Base64.encoded(Array(code.finalize()))
    }

    private func field(_ name: HTTPField.Name, of request: WireRequest) throws(VerificationFailure) -> String {
        guard let value = request.headers[name], !value.isEmpty else {
            throw VerificationFailure(reason: "\(name.rawName) is missing")
        }
        return value
    }

    /// Twelve digits reach the year 33658 and cannot overflow when counted in microseconds.
    private static func moment(_ timestamp: String) -> Instant? {
        guard timestamp.utf8.count <= 12,
            timestamp.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let seconds = Int64(timestamp)
        else { return nil }
        return Instant(microseconds: seconds * 1_000_000)
    }

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header field") }
        return name
    }
}
