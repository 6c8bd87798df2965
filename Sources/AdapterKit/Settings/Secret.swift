/// A secret text that cannot be printed.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Wraps a secret.
    public init(_ text: String) { self.text = text }

    /// The secret itself, for the one place that signs or sends it.
    public var revealed: String { text }

    /// Whether the secret is empty.
    public var isEmpty: Bool { text.isEmpty }

    /// Always `***`.
    public var description: String { "***" }
    /// Always `***`.
    public var debugDescription: String { "***" }
    /// Shows nothing of the secret to reflection.
    public var customMirror: Mirror { Mirror(self, children: [:]) }

    /// Compares in constant time.
    public static func == (lhs: Secret, rhs: Secret) -> Bool { ConstantTime.equal(lhs.text.utf8, rhs.text.utf8) }
}
