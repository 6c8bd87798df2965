/// The gateway's own id of a fact: time-sortable, opaque.
public struct FactID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 26 characters of Crockford base 32, the first ten of them the milliseconds since 1970.
    public let value: String
    /// Wraps an id that was made before.
    public init(_ value: String) { self.value = value }
    /// The id's text.
    public var description: String { value }
    /// Orders ids by their text, which is by the time they were made.
    public static func < (lhs: FactID, rhs: FactID) -> Bool { lhs.value < rhs.value }
}
