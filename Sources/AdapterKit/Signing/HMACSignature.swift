import Crypto

/// HMAC-SHA256 (RFC 2104) over bytes.
public enum HMACSignature {
    /// The 32 bytes of the signature.
    public static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key)))
    }
}
