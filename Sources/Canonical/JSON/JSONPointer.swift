/// The way from the root of a document to one value, after RFC 6901.
public struct JSONPointer: Sendable, Hashable {
    /// Keys and positions from the root on, not escaped.
    public let tokens: [String]

    /// Makes a pointer of keys and positions that are not escaped; none names the root.
    public init(_ tokens: [String] = []) {
        self.tokens = tokens
    }

    /// The whole document.
    public static let root = JSONPointer()

    /// Reads the text form: empty, or every token after a slash.
    ///
    /// - Throws: ``JSONPointerSyntaxError`` if the text is no pointer; the writer of the text has to correct it.
    public init(parsing text: String) throws(JSONPointerSyntaxError) {
        guard !text.isEmpty else {
            self.init()
            return
        }
        guard text.utf8.first == 0x2F else { throw .slashMissing }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
            tokens.append(try Self.unescape(part))
        }
        self.init(tokens)
    }

    /// The pointer to a member of the object that this one names.
    public func appending(_ key: String) -> JSONPointer { JSONPointer(tokens + [key]) }

    /// The pointer to an element of the array that this one names, counted from 0.
    public func appending(_ position: Int) -> JSONPointer { JSONPointer(tokens + [String(position)]) }

    /// The pointer that continues with another one.
    public func appending(_ other: JSONPointer) -> JSONPointer { JSONPointer(tokens + other.tokens) }

    /// The pointer to the container, or nil for the root.
    public var parent: JSONPointer? { tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast())) }

    /// Says whether this is the whole document.
    public var isRoot: Bool { tokens.isEmpty }

    /// A token as a position in an array: digits without a leading zero.
    static func position(_ token: String) -> Int? {
        guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 }), token == "0" || token.utf8.first != 0x30 else { return nil }
        return Int(token)
    }

    private static func unescape(_ part: some Sequence<UInt8>) throws(JSONPointerSyntaxError) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in part {
            if isEscaped {
                guard byte == 0x30 || byte == 0x31 else { throw .invalidEscape }
                bytes.append(byte == 0x30 ? 0x7E : 0x2F)
                isEscaped = false
            } else if byte == 0x7E {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        guard !isEscaped else { throw .invalidEscape }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension JSONPointer: CustomStringConvertible {
    /// The text form, such as `/lines/0/sku`, with `~` and `/` inside tokens escaped.
    public var description: String {
        var bytes: [UInt8] = []
        for token in tokens {
            bytes.append(0x2F)
            for byte in token.utf8 {
                switch byte {
                case 0x7E: bytes += [0x7E, 0x30]
                case 0x2F: bytes += [0x7E, 0x31]
                default: bytes.append(byte)
                }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
