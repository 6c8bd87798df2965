/// Why a value could not be read as what it has to be, and where.
///
/// The message names kinds and limits, never the value, so it may be logged.
public struct JSONReadError: Error, Sendable, Hashable {
    /// What is wrong.
    public let code: Code
    /// The way to the value, or to where it should be.
    public let pointer: JSONPointer
    /// One sentence that says what was wanted.
    public let message: String
    /// The offset in bytes of the value, or of the container that lacks it.
    public let offset: Int

    /// Makes an error of its parts.
    public init(code: Code, pointer: JSONPointer, message: String, offset: Int) {
        self.code = code
        self.pointer = pointer
        self.message = message
        self.offset = offset
    }

    /// What is wrong with a value.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The key is not there.
        case missing
        /// The value is `null` and must not be.
        case null
        /// The value is of another kind.
        case wrongType
        /// The number is not whole, too large, or has more than 38 digits.
        case badNumber
        /// The value is of the right kind and cannot be right.
        case badValue
    }
}

extension JSONReadError: CustomStringConvertible {
    /// The place and the message.
    public var description: String {
        "\(pointer.isRoot ? "the document" : pointer.description) (byte \(offset)): \(message)"
    }
}
