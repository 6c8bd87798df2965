/// Reads one JSON text from bytes that outlive it.
struct DocumentReader {
    private let bytes: UnsafeRawBufferPointer
    private let depth: Int
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer, depth: Int) {
        self.bytes = bytes
        self.depth = depth
    }

    /// Reads the whole text.
    ///
    /// - Throws: `DocumentError` at the first mistake.
    mutating func document() throws -> Document {
        let value = try value(level: 0)
        skipSpace()
        guard place == bytes.count else { throw mistake("the end") }
        return value
    }

    private mutating func value(level: Int) throws -> Document {
        guard level <= depth else { throw mistake("at most \(depth) levels") }
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(level: level)
        case UInt8(ascii: "["): return try list(level: level)
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func object(level: Int) throws -> Document {
        place += 1
        var members: [Document.Member] = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            let name = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw mistake("':'") }
            members.append(.init(name, try value(level: level + 1)))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw mistake("',' or '}'") }
        }
    }

    private mutating func list(level: Int) throws -> Document {
        place += 1
        var elements: [Document] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .list(elements) }
        while true {
            elements.append(try value(level: level + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .list(elements) }
            guard take(UInt8(ascii: ",")) else { throw mistake("',' or ']'") }
        }
    }

    private mutating func string() throws -> String {
        guard take(UInt8(ascii: "\"")) else { throw mistake("a string") }
        var text: [UInt8] = []
        var start = place
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                text.append(contentsOf: bytes[start..<place])
                place += 1
                guard let string = String(validating: text, as: UTF8.self) else { throw mistake("valid UTF-8") }
                return string
            case UInt8(ascii: "\\"):
                text.append(contentsOf: bytes[start..<place])
                place += 1
                try escape(into: &text)
                start = place
            case 0..<0x20: throw mistake("no control character")
            default: place += 1
            }
        }
        throw mistake("'\"'")
    }

    private mutating func escape(into text: inout [UInt8]) throws {
        guard let byte = peek else { throw mistake("an escape") }
        place += 1
        switch byte {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "u"): text.append(contentsOf: Array(String(Character(try escapedScalar())).utf8))
        default: throw mistake("a known escape")
        }
    }

    private mutating func escapedScalar() throws -> Unicode.Scalar {
        let high = try fourDigits()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw mistake("a surrogate pair")
        }
        let low = try fourDigits()
        guard (0xDC00..<0xE000).contains(low),
            let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
        else { throw mistake("a low surrogate") }
        return scalar
    }

    private mutating func fourDigits() throws -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw mistake("a hexadecimal digit")
            }
            value = value << 4 | UInt32(digit)
            place += 1
        }
        return value
    }

    private mutating func number() throws -> String {
        let start = place
        _ = take(UInt8(ascii: "-"))
        let leadingZero = peek == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !(leadingZero && whole > 1) else { throw mistake("a value") }
        if take(UInt8(ascii: ".")) {
            guard digits() > 0 else { throw mistake("a digit") }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
            guard digits() > 0 else { throw mistake("a digit") }
        }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func word(_ word: StaticString, _ document: Document) throws -> Document {
        let length = word.utf8CodeUnitCount
        let matches =
            place + length <= bytes.count
            && word.withUTF8Buffer { bytes[place..<(place + length)].elementsEqual($0) }
        guard matches else { throw mistake("'\(word)'") }
        place += length
        return document
    }

    private var peek: UInt8? {
        place < bytes.count ? bytes[place] : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private func mistake(_ expected: String) -> DocumentError {
        DocumentError(expected: expected, offset: place)
    }
}
