import CryptoExtras
import FoundationEssentials

/// Signs the bearer tokens of notifications with a key of its own.
///
/// Source: contract 1.3 (found): RS256, an issuer; the other claims are assumed.
struct GlobalENotificationKey: Sendable {
    private let key: _RSA.Signing.PrivateKey

    /// - Throws: The error of the generator, which has none to fear.
    init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// The public half, as the merchant's settings take it.
    var publicPEM: String { key.publicKey.pemRepresentation }

    /// A token that is good for five minutes.
    func token(issuer: String, at now: Timestamp) throws -> String {
        let claims: Document = [
            "iss": .text(issuer), "iat": Document(Int(now.seconds)), "exp": Document(Int(now.seconds + 300)),
        ]
        let head: Document = ["alg": "RS256", "typ": "JWT"]
        let text = Self.base64URL(Array(head.json.utf8)) + "." + Self.base64URL(Array(claims.json.utf8))
        let signature = try key.signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5)
        return text + "." + Self.base64URL(Array(signature.rawRepresentation))
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
