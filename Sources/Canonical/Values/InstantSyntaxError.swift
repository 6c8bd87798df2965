/// Why a text names no moment.
public enum InstantSyntaxError: Error, Sendable, Hashable {
    /// The text ends where more is needed.
    case unexpectedEnd
    /// The byte at this offset, counted from 0, cannot stand there.
    case unexpectedByte(offset: Int)
    /// A month, day, hour, minute, second or zone does not exist.
    case outOfRange(Field)

    /// The part of a moment that is out of range.
    public enum Field: String, Sendable, Hashable { case month, day, hour, minute, second, zone }
}

extension InstantSyntaxError: CustomStringConvertible {
    /// One sentence that names the place but never the text.
    public var description: String {
        switch self {
        case .unexpectedEnd: "the moment ends where a digit or a separator is needed"
        case .unexpectedByte(let offset): "the byte at offset \(offset) does not belong to a moment"
        case .outOfRange(let field): "the \(field.rawValue) of the moment does not exist"
        }
    }
}
