extension JSONTokenizer {
    /// Finds the closing quote of a text and validates all before it.
    @inline(__always)
    func scanString(from start: Int, escapeFlag: UInt8, flags: inout UInt8) throws(Failure) -> Int {
        var at = start
        while true {
            while at + 8 <= count {
                let marks = JSONBytes.stringMarks(JSONBytes.word(base, at))
                guard marks == 0 else {
                    at += marks.trailingZeroBitCount >> 3
                    break
                }
                at += 8
            }
            guard at < count else { throw Failure(code: .unexpectedEnd, offset: count) }
            let byte = base[at]
            if byte == 0x22 { return at }
            if byte == 0x5C {
                flags |= escapeFlag
                at = try scanEscape(from: at)
            } else if byte >= 0x80 {
                at = try scanMultibyte(from: at)
            } else if byte < 0x20 {
                throw Failure(code: .controlCharacter, offset: at)
            } else {
                at += 1
            }
        }
    }

    @inline(never)
    private func scanEscape(from start: Int) throws(Failure) -> Int {
        switch peek(start + 1) {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            return start + 2
        case 0x75:
            let source = UnsafeBufferPointer(start: base, count: count)
            guard let unit = JSONEscapes.codeUnit(source, at: start + 2) else { throw badEscape(start) }
            guard (0xD800...0xDFFF).contains(unit) else { return start + 6 }
            guard unit < 0xDC00, peek(start + 6) == 0x5C, peek(start + 7) == 0x75,
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
        while at < count, base[at] >= 0x80 {
            let second = peek(at + 1)
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
            guard length > 0, length < 3 || isTrail(peek(at + 2)), length < 4 || isTrail(peek(at + 3)) else {
                throw Failure(code: .invalidUTF8, offset: at)
            }
            at += length
        }
        return at
    }

    @inline(__always)
    private func isTrail(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Finds the end of a number and validates its spelling.
    @inline(__always)
    func scanNumber(from start: Int) throws(Failure) -> Int {
        var at = base[start] == 0x2D ? start + 1 : start
        let first = peek(at)
        guard first &- 0x30 < 10 else { throw badNumber(at) }
        at = skipDigits(at + 1)
        // A leading zero stands alone: `01` is two numbers, and nobody can say which one was meant.
        let wholeEnd = at
        if first == 0x30, wholeEnd > start + (base[start] == 0x2D ? 2 : 1) { throw badNumber(wholeEnd - 1) }
        if peek(at) == 0x2E {
            guard peek(at + 1) &- 0x30 < 10 else { throw badNumber(at + 1) }
            at = skipDigits(at + 2)
        }
        if peek(at) | 0x20 == 0x65 {
            at += peek(at + 1) == 0x2B || peek(at + 1) == 0x2D ? 2 : 1
            guard peek(at) &- 0x30 < 10 else { throw badNumber(at) }
            at = skipDigits(at + 1)
        }
        guard at - start <= limits.maximumNumberLength else { throw Failure(code: .numberTooLong, offset: start) }
        return at
    }

    @inline(__always)
    private func skipDigits(_ start: Int) -> Int {
        var at = start
        while at < count, base[at] &- 0x30 < 10 { at += 1 }
        return at
    }

    private func badNumber(_ at: Int) -> Failure {
        Failure(code: at < count ? .invalidNumber : .unexpectedEnd, offset: at)
    }

    @inline(__always)
    func scanLiteral(from start: Int, _ literal: StaticString) throws(Failure) -> Int {
        for index in 1..<literal.utf8CodeUnitCount where peek(start + index) != literal.utf8Start[index] {
            throw unexpected(start + index)
        }
        return start + literal.utf8CodeUnitCount
    }
}
