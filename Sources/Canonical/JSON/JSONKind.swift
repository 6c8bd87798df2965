/// The six kinds of JSON values.
public enum JSONKind: UInt8, Sendable, Hashable, CaseIterable {
    /// Members in an order, each key once.
    case object
    /// Elements in an order.
    case array
    /// Text.
    case string
    /// A decimal number in its own spelling.
    case number
    /// `true` or `false`.
    case bool
    /// `null`, which is neither absent nor zero.
    case null
}

extension JSONKind: CustomStringConvertible {
    /// The word that error messages use.
    public var description: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "text"
        case .number: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }
}
