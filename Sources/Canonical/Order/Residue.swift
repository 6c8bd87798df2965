/// What a translator did not read of a message; personal data unless told otherwise.
public struct Residue: Sendable, Hashable {
    /// The installed adapter whose message it was.
    public var adapter: String
    /// Where it stood in the message, an RFC 6901 pointer.
    public var pointer: String
    /// The raw value, spelling kept.
    public var value: JSONText

    /// Creates a residue.
    public init(adapter: String, pointer: String, value: JSONText) {
        self.adapter = adapter
        self.pointer = pointer
        self.value = value
    }
}
