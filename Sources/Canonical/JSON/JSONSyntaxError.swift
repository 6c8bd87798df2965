/// Why bytes are no JSON document that the gateway takes, and where.
///
/// Carries a place and no content, so it may be logged.
public struct JSONSyntaxError: Error, Sendable, Hashable {
    /// What is wrong.
    public let code: Code
    /// The offset of the first wrong byte, counted from 0.
    public let offset: Int
    /// The line of that byte, counted from 1.
    public let line: Int
    /// The place of that byte in its line, in bytes, counted from 1.
    public let column: Int
    /// One sentence that says what is wrong.
    public var message: String { code.message }

    init(_ failure: JSONTokenizer.Failure, in bytes: [UInt8]) {
        code = failure.code
        offset = failure.offset
        var line = 1
        var lineStart = 0
        for index in 0..<min(failure.offset, bytes.count) {
            let endsLine = bytes[index] == 0x0A || (bytes[index] == 0x0D && !bytes[(index + 1)...].starts(with: [0x0A]))
            guard endsLine else { continue }
            line += 1
            lineStart = index + 1
        }
        self.line = line
        self.column = failure.offset - lineStart + 1
    }
}

extension JSONSyntaxError {
    /// What is wrong with a document.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// No byte, or nothing but white space.
        case emptyInput
        /// More bytes than the limit.
        case tooLarge
        /// More nesting than the limit.
        case tooDeep
        /// More values than the limit.
        case tooManyNodes
        /// The document ends inside a value.
        case unexpectedEnd
        /// A byte that cannot stand here.
        case unexpectedByte
        /// Something follows the end of the document.
        case trailingBytes
        /// A byte sequence in a text is no UTF-8.
        case invalidUTF8
        /// A control character in a text is not escaped.
        case controlCharacter
        /// A backslash introduces no escape of JSON.
        case invalidEscape
        /// An escape is half of a surrogate pair without the other.
        case loneSurrogate
        /// A number is not spelled as JSON wants it.
        case invalidNumber
        /// A number has a longer spelling than the limit.
        case numberTooLong
        /// A key occurs for the second time in its object.
        case duplicateKey
    }
}

extension JSONSyntaxError.Code {
    /// One sentence that says what is wrong.
    var message: String {
        switch self {
        case .emptyInput: "the document is empty"
        case .tooLarge: "the document is larger than allowed"
        case .tooDeep: "objects and arrays are nested deeper than allowed"
        case .tooManyNodes: "the document has more values than allowed"
        case .unexpectedEnd: "the document ends inside a value"
        case .unexpectedByte: "this byte cannot stand here"
        case .trailingBytes: "something follows the end of the document"
        case .invalidUTF8: "this text is not UTF-8"
        case .controlCharacter: "a control character in a text has to be escaped"
        case .invalidEscape: "this is no escape that JSON knows"
        case .loneSurrogate: "this escape is half of a surrogate pair"
        case .invalidNumber: "a number cannot be spelled like this"
        case .numberTooLong: "this number has more digits than allowed"
        case .duplicateKey: "this key occurs twice in its object"
        }
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// The message with its place.
    public var description: String { "line \(line), column \(column) (byte \(offset)): \(message)" }
}
