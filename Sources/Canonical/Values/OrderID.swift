/// The gateway's own id of an order: time-sortable, opaque.
public struct OrderID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 26 characters of Crockford base 32, the first ten of them the milliseconds since 1970.
    public let value: String
    /// Wraps an id that was made before.
    public init(_ value: String) { self.value = value }
    /// The id's text.
    public var description: String { value }
    /// Orders ids by their text, which is by the time they were made.
    public static func < (lhs: OrderID, rhs: OrderID) -> Bool { lhs.value < rhs.value }
}
