/// The bytes of a document with a margin of zeros behind them.
///
/// NUL can stand nowhere in a document, so the margin stops every loop and no read has to ask whether it is in bounds.
/// Two words in size: it travels in registers, while a copy of the whole tokenizer would not.
struct JSONSource {
    typealias Failure = JSONTokenizer.Failure

    /// Bytes of zero behind the document, as far as any look-ahead goes.
    static let margin = 16

    let base: UnsafePointer<UInt8>
    let count: Int

    @inline(__always)
    subscript(_ at: Int) -> UInt8 { base[at] }

    @inline(never)
    func unexpected(_ at: Int) -> Failure {
        Failure(code: at < count ? .unexpectedByte : .unexpectedEnd, offset: at)
    }

    @inline(__always)
    func skipSpace(_ start: Int) -> Int {
        base[start] > 0x20 ? start : skipRun(start)
    }

    @inline(never)
    private func skipRun(_ start: Int) -> Int {
        var at = start
        while true {
            // Indented documents are mostly runs of spaces.
            while JSONBytes.word(base, at) == 0x2020_2020_2020_2020 { at &+= 8 }
            switch base[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at &+= 1
            default: return at
            }
        }
    }

    /// Finds the closing quote of a text and validates all before it.
    @inline(__always)
    func scanString(from start: Int) throws(Failure) -> (end: Int, hasEscapes: Bool) {
        var at = start
        var hasEscapes = false
        while true {
            let marks = JSONBytes.stringMarks(JSONBytes.word(base, at))
            guard marks != 0 else {
                at &+= 8
                continue
            }
            at &+= marks.trailingZeroBitCount &>> 3
            let byte = base[at]
            if byte == 0x22 { return (at, hasEscapes) }
            if byte == 0x5C {
                hasEscapes = true
                at = try scanEscape(from: at)
            } else if byte >= 0x80 {
                at = try scanMultibyte(from: at)
            } else {
                throw Failure(code: at < count ? .controlCharacter : .unexpectedEnd, offset: at)
            }
        }
    }

    @inline(never)
    private func scanEscape(from start: Int) throws(Failure) -> Int {
        switch self[start + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            return start + 2
        case 0x75:
            let source = UnsafeBufferPointer(start: base, count: count)
            guard let unit = JSONEscapes.codeUnit(source, at: start + 2) else { throw badEscape(start) }
            guard (0xD800...0xDFFF).contains(unit) else { return start + 6 }
            guard unit < 0xDC00, self[start + 6] == 0x5C, self[start + 7] == 0x75,
                let low = JSONEscapes.codeUnit(source, at: start + 8), (0xDC00...0xDFFF).contains(low)
            else { throw Failure(code: .loneSurrogate, offset: start) }
            return start + 12
        default:
            throw badEscape(start)
        }
    }

    private func badEscape(_ start: Int) -> Failure {
        Failure(code: start + 1 < count ? .invalidEscape : .unexpectedEnd, offset: start + 1 < count ? start : count)
    }

    /// Validates a run of bytes outside ASCII after Unicode 15, table 3-7.
    @inline(never)
    private func scanMultibyte(from start: Int) throws(Failure) -> Int {
        var at = start
        while base[at] >= 0x80 {
            let second = self[at + 1]
            let length: Int
            switch base[at] {
            case 0xC2...0xDF: length = isTrail(second) ? 2 : 0
            case 0xE0: length = (0xA0...0xBF).contains(second) ? 3 : 0
            case 0xED: length = (0x80...0x9F).contains(second) ? 3 : 0
            case 0xE1...0xEF: length = isTrail(second) ? 3 : 0
            case 0xF0: length = (0x90...0xBF).contains(second) ? 4 : 0
            case 0xF1...0xF3: length = isTrail(second) ? 4 : 0
            case 0xF4: length = (0x80...0x8F).contains(second) ? 4 : 0
            default: length = 0
            }
            guard length > 0, length < 3 || isTrail(self[at + 2]), length < 4 || isTrail(self[at + 3]) else {
                throw Failure(code: .invalidUTF8, offset: at)
            }
            at += length
        }
        return at
    }

    @inline(__always)
    private func isTrail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Finds the end of a number and validates its spelling.
    @inline(never)
    func scanNumber(from start: Int, maximumLength: Int) throws(Failure) -> Int {
        var at = base[start] == 0x2D ? start + 1 : start
        let first = self[at]
        guard first &- 0x30 < 10 else { throw badNumber(at) }
        at = skipDigits(at + 1)
        // A leading zero stands alone: `01` is two numbers, and nobody can say which one was meant.
        let wholeEnd = at
        if first == 0x30, wholeEnd > start + (base[start] == 0x2D ? 2 : 1) { throw badNumber(wholeEnd - 1) }
        if self[at] == 0x2E {
            guard self[at + 1] &- 0x30 < 10 else { throw badNumber(at + 1) }
            at = skipDigits(at + 2)
        }
        if self[at] | 0x20 == 0x65 {
            at += self[at + 1] == 0x2B || self[at + 1] == 0x2D ? 2 : 1
            guard self[at] &- 0x30 < 10 else { throw badNumber(at) }
            at = skipDigits(at + 1)
        }
        guard at - start <= maximumLength else { throw Failure(code: .numberTooLong, offset: start) }
        return at
    }

    @inline(__always)
    private func skipDigits(_ start: Int) -> Int {
        var at = start
        while base[at] &- 0x30 < 10 { at &+= 1 }
        return at
    }

    private func badNumber(_ at: Int) -> Failure {
        Failure(code: at < count ? .invalidNumber : .unexpectedEnd, offset: at)
    }

    @inline(__always)
    func scanLiteral(from start: Int, _ literal: StaticString) throws(Failure) -> Int {
        let length = literal.utf8CodeUnitCount
        guard JSONBytes.areEqual(base + start, literal.utf8Start, count: length) else {
            throw badLiteral(start, literal)
        }
        return start &+ length
    }

    @inline(never)
    private func badLiteral(_ start: Int, _ literal: StaticString) -> Failure {
        var at = start
        while base[at] == literal.utf8Start[at - start] { at += 1 }
        return unexpected(at)
    }

    /// The hash of a key with escapes, which is the hash of the key without them.
    @inline(never)
    func escapedHash(_ start: Int, _ end: Int) -> UInt16 {
        JSONEscapes.decoded(UnsafeBufferPointer(start: base + start, count: end - start)).withUnsafeBytes { bytes in
            JSONKeyHash.of(bytes.baseAddress ?? UnsafeRawPointer(base), count: bytes.count)
        }
    }
}
