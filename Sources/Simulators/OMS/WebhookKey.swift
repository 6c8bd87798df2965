import Crypto
import FoundationEssentials
import NIOCore

/// A secret of Standard Webhooks; its description never shows it.
///
/// Source: the Standard Webhooks specification (stated): HMAC-SHA256 over `{id}.{timestamp}.{body}`,
/// secrets spelled `whsec_` and base64, signatures `v1,` and base64.
struct WebhookKey: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    var description: String { "whsec_***" }

    /// - Throws: `SimulatorError.configuration` when the secret is not `whsec_` and base64 of at least one byte.
    init(_ secret: String) throws {
        guard secret.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(secret.dropFirst(6))), !bytes.isEmpty
        else { throw SimulatorError.configuration("a webhook secret must be whsec_ and base64") }
        key = SymmetricKey(data: bytes)
    }

    /// The code over one message.
    func code(id: String, timestamp: String, body: ByteBuffer) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("\(id).\(timestamp).".utf8))
        body.withUnsafeReadableBytes { code.update(data: $0) }
        return Array(code.finalize())
    }

    /// The header `webhook-signature` for one message.
    func signature(id: String, timestamp: String, body: ByteBuffer) -> String {
        "v1," + Data(code(id: id, timestamp: timestamp, body: body)).base64EncodedString()
    }
}
