/// Whether a key has a value, has `null`, or is not there: three things.
public enum JSONPresence: Sendable, Hashable {
    /// The object has no such key.
    case absent
    /// The key is there and its value is `null`.
    case null
    /// The key is there and has a value.
    case value
}
