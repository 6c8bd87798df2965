/// The gateway's own id of a delivery: time-sortable, opaque.
public struct DeliveryID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 26 characters of Crockford base 32, the first ten of them the milliseconds since 1970.
    public let value: String
    /// Wraps an id that was made before.
    public init(_ value: String) { self.value = value }
    /// The id's text.
    public var description: String { value }
    /// Orders ids by their text, which is by the time they were made.
    public static func < (lhs: DeliveryID, rhs: DeliveryID) -> Bool { lhs.value < rhs.value }
}
