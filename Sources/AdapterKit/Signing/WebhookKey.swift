/// A key of Standard Webhooks that cannot be printed.
public struct WebhookKey: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// Why a secret is no key; says nothing about the secret itself.
    public enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
        /// It does not begin with `whsec_`.
        case noPrefix
        /// What follows the prefix is not base64.
        case notBase64
        /// The key has so many bytes instead of 24 to 64.
        case length(Int)

        /// One sentence for the person who wrote the settings.
        public var description: String {
            switch self {
            case .noPrefix: "a signing key begins with whsec_"
            case .notBase64: "what follows whsec_ is not base64"
            case .length(let count): "a signing key has 24 to 64 bytes, this one has \(count)"
            }
        }
    }

    /// Lengths of a key in bytes.
    ///
    /// Source: Standard Webhooks 1.0.0, "Signature scheme" (stated).
    public static let lengths = 24...64

    let bytes: [UInt8]

    /// Reads `whsec_` followed by the key in base64.
    ///
    /// - Throws: ``Problem``; refuse the settings with its text.
    public init(_ secret: Secret) throws(Problem) {
        let text = secret.revealed
        guard text.hasPrefix("whsec_") else { throw .noPrefix }
        guard let bytes = Base64.decoded(text.dropFirst(6)) else { throw .notBase64 }
        guard Self.lengths.contains(bytes.count) else { throw .length(bytes.count) }
        self.bytes = bytes
    }

    /// Always `***`.
    public var description: String { "***" }
    /// Always `***`.
    public var debugDescription: String { "***" }
    /// Shows nothing of the key to reflection.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Compares in constant time.
    public static func == (lhs: WebhookKey, rhs: WebhookKey) -> Bool { ConstantTime.equal(lhs.bytes, rhs.bytes) }
}
