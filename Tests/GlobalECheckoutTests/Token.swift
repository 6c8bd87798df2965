import AdapterTesting
import Canonical
import CryptoExtras
import Foundation
import JWTKit

/// Tokens as Global-e signs them, and as others would.
enum Token {
    private struct Claims: JWTPayload {
        var iss: IssuerClaim
        var exp: ExpirationClaim

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    static func key() throws -> JWTKit.Insecure.RSA.PrivateKey {
        try JWTKit.Insecure.RSA.PrivateKey(pem: _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation)
    }

    static func signed(
        by key: JWTKit.Insecure.RSA.PrivateKey, issuer: String = "global-e", expires seconds: Int64 = 600
    ) async throws -> String {
        let keys = await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256)
        return try await keys.sign(claims(issuer, seconds))
    }

    /// A token of which its header says that nobody signed it.
    static func unsigned() async throws -> String {
        let keys = await JWTKeyCollection().addUnsecuredNone()
        return try await keys.sign(claims("global-e", 600))
    }

    private static func claims(_ issuer: String, _ seconds: Int64) -> Claims {
        let moment = Date(timeIntervalSince1970: TimeInterval(Instant.testMoment.microseconds / 1_000_000 + seconds))
        return Claims(iss: IssuerClaim(value: issuer), exp: ExpirationClaim(value: moment))
    }
}
