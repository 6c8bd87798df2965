/// A typed addition of one adapter.
public struct Extension: Sendable, Hashable {
    /// `ext.<adapter type>.<name>`.
    public var name: String
    /// Its value as JSON.
    public var value: JSONText

    /// Creates an extension value.
    public init(name: String, value: JSONText) {
        self.name = name
        self.value = value
    }
}
