import Crypto

/// HMAC (RFC 2104) over bytes.
public enum HMACSignature {
    /// The hash function of a signature.
    public enum Algorithm: String, Sendable, Hashable, CaseIterable {
        case sha256
        /// For systems that know nothing newer: collisions of SHA-1 do not break HMAC, but choose another if there is one.
        case sha1
        case sha512
    }

    /// The bytes of the signature: 32, 20 or 64 of them.
    public static func code(_ algorithm: Algorithm, _ message: [UInt8], key: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return switch algorithm {
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
        case .sha1: Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: message, using: key))
        }
    }

    /// The 32 bytes of the signature.
    public static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }
}
