import AdapterKit
import Canonical
import HTTPTypes

/// How a message of the OMS shows that it is the OMS's.
enum MappedVerification: Sendable {
    /// A signature with a shared secret.
    struct HMAC: Sendable {
        let header: HTTPField.Name
        let secret: Secret
        let algorithm: HMACSignature.Algorithm
        /// Base64 instead of hexadecimal digits.
        let isBase64: Bool
        let prefix: String
        let content: SignedContent
        /// Says when it was signed; nil when nothing does.
        let timestampHeader: HTTPField.Name?
        /// How far that may be from now, either way.
        let tolerance: Duration
    }

    case standardWebhooks(StandardWebhooks)
    case hmac(HMAC)
    /// `Authorization` is exactly this.
    case header(Secret)

    /// Refuses a message that does not come from the OMS.
    ///
    /// - Throws: ``AdapterKit/VerificationFailure``; answer 401 and nothing more.
    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        switch self {
        case .standardWebhooks(let webhooks): try webhooks.verify(request, at: now)
        case .hmac(let hmac): try hmac.verify(request, at: now)
        case .header(let secret):
            guard let value = request.headers[.authorization] else {
                throw VerificationFailure(reason: "there is no Authorization")
            }
            guard ConstantTime.equal(value.utf8, secret.revealed.utf8) else {
                throw VerificationFailure(reason: "Authorization is not the one that was agreed on")
            }
        }
    }
}

extension MappedVerification.HMAC {
    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard let stated = request.headers[header], stated.hasPrefix(prefix) else {
            throw VerificationFailure(reason: "\(header.rawName) is missing or begins otherwise")
        }
        guard let content = content.bytes(of: request) else {
            throw VerificationFailure(reason: "a header field that is signed is missing")
        }
        let code = HMACSignature.code(algorithm, content, key: Array(secret.revealed.utf8))
        let signature = stated.dropFirst(prefix.count)
        // Compared as the bytes of the code, so that neither padding nor the case of digits matters.
        let bytes = isBase64 ? Base64.decoded(signature) : Hexadecimal.bytes(signature)
        guard let bytes, ConstantTime.equal(bytes, code) else {
            throw VerificationFailure(reason: "the signature does not fit the message and the secret")
        }
        if let timestampHeader { try checkTime(request.headers[timestampHeader] ?? "", at: now) }
    }

    private func checkTime(_ text: String, at now: Instant) throws(VerificationFailure) {
        guard let moment = Self.moment(text) else {
            throw VerificationFailure(reason: "the time of the signature cannot be read")
        }
        let age = now.since(moment)
        guard age <= tolerance, age >= .zero - tolerance else {
            throw VerificationFailure(reason: "the signature was made too far from the present")
        }
    }

    /// Seconds since 1970, or a time of RFC 3339.
    private static func moment(_ text: String) -> Instant? {
        if text.utf8.count <= 12, let seconds = Int64(text) { return Instant(microseconds: seconds * 1_000_000) }
        // A text of another form is refused by the caller.
        return try? Instant(rfc3339: text)
    }
}
