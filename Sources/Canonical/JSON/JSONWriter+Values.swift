extension JSONWriter {
    /// Writes a text, escaped where JSON demands it and nowhere else.
    public mutating func string(_ value: String) {
        value.withBytes { bytes in
            guard let base = bytes.baseAddress else { return plain(emptyText: ()) }
            let run = Self.plainRun(base, bytes.count, from: 0)
            if run == bytes.count { plain(base, bytes.count) } else { escaped(base, bytes.count, firstRun: run) }
        }
    }

    /// Writes a text if there is one, else `null`.
    public mutating func string(_ value: String?) {
        if let value { string(value) } else { null() }
    }

    /// Writes a number as it is spelled, or plainly if JSON does not know that spelling.
    public mutating func decimal(_ value: ExactDecimal) {
        if let spelling = value.storedSpelling?.text, ExactDecimal.isNumberInJSON(spelling) {
            return append(Array(spelling.utf8))
        }
        write(atMost: ExactDecimal.plainCapacity + 1) { target, hasComma in
            let at = Self.comma(target, hasComma)
            return at + value.writePlain(to: target + at)
        }
    }

    /// Writes a number as text, spelled as it is: `"19.90"`.
    public mutating func decimalText(_ value: ExactDecimal) {
        if let spelling = value.storedSpelling?.text { return string(spelling) }
        write(atMost: ExactDecimal.plainCapacity + 3) { target, hasComma in
            let at = Self.comma(target, hasComma)
            target[at] = 0x22
            let end = at + 1 + value.writePlain(to: target + at + 1)
            target[end] = 0x22
            return end + 1
        }
    }

    /// Writes a currency's three letters as text.
    mutating func currency(_ value: Currency) {
        write(atMost: 6) { target, hasComma in
            let at = Self.comma(target, hasComma)
            target[at] = 0x22
            target[at + 1] = UInt8(truncatingIfNeeded: value.letters >> 16)
            target[at + 2] = UInt8(truncatingIfNeeded: value.letters >> 8)
            target[at + 3] = UInt8(truncatingIfNeeded: value.letters)
            target[at + 4] = 0x22
            return at + 5
        }
    }

    /// Writes a whole number.
    public mutating func int(_ value: Int) {
        decimal(ExactDecimal(value))
    }

    /// Writes `true` or `false`.
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes `null`.
    public mutating func null() {
        literal("null")
    }

    /// Writes bytes that are one JSON value already; they are not checked.
    public mutating func raw(_ bytes: [UInt8]) {
        append(bytes)
    }

    /// Writes bytes that are one JSON value already; they are not checked.
    public mutating func raw(_ bytes: ArraySlice<UInt8>) {
        append(bytes)
    }

    /// Writes a value of a document as it stands there.
    public mutating func raw(_ node: JSONNode) {
        append(node.storage.buffer(node.range))
    }

    /// Writes a kept piece of JSON as it is.
    public mutating func raw(_ text: JSONText) {
        append(text.bytes)
    }

    private mutating func append(_ bytes: some Collection<UInt8>) {
        _ = bytes.withContiguousStorageIfAvailable { source in
            guard let base = source.baseAddress else { return }
            write(atMost: source.count + 1) { target, hasComma in
                let at = Self.comma(target, hasComma)
                (target + at).update(from: base, count: source.count)
                return at + source.count
            }
        }
    }

    private mutating func literal(_ text: StaticString) {
        write(atMost: text.utf8CodeUnitCount + 1) { target, hasComma in
            let at = Self.comma(target, hasComma)
            (target + at).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
            return at + text.utf8CodeUnitCount
        }
    }

    private mutating func plain(emptyText: Void) {
        literal("\"\"")
    }

    @inline(__always)
    private mutating func plain(_ source: UnsafePointer<UInt8>, _ count: Int) {
        write(atMost: count + 3) { target, hasComma in
            let at = Self.comma(target, hasComma)
            target[at] = 0x22
            (target + at + 1).update(from: source, count: count)
            target[at + 1 + count] = 0x22
            return at + count + 2
        }
    }

    @inline(never)
    private mutating func escaped(_ source: UnsafePointer<UInt8>, _ count: Int, firstRun: Int) {
        write(atMost: count * 6 + 3) { target, hasComma in
            var length = Self.comma(target, hasComma)
            target[length] = 0x22
            length += 1
            var at = 0
            while at < count {
                let end = Self.plainRun(source, count, from: at)
                (target + length).update(from: source + at, count: end - at)
                length += end - at
                at = end
                guard at < count else { break }
                length += Self.escape(source[at], to: target + length)
                at += 1
            }
            target[length] = 0x22
            return length + 1
        }
    }

    /// The offset of the next byte that has to be escaped, or the end.
    @inline(__always)
    private static func plainRun(_ source: UnsafePointer<UInt8>, _ count: Int, from start: Int) -> Int {
        var at = start
        while at + 8 <= count {
            let marks = JSONBytes.structureMarks(JSONBytes.word(source, at))
            guard marks == 0 else { return at + marks.trailingZeroBitCount >> 3 }
            at += 8
        }
        while at < count, source[at] >= 0x20, source[at] != 0x22, source[at] != 0x5C { at += 1 }
        return at
    }

    private static func escape(_ byte: UInt8, to target: UnsafeMutablePointer<UInt8>) -> Int {
        target[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: target[1] = byte
        case 0x08: target[1] = 0x62
        case 0x09: target[1] = 0x74
        case 0x0A: target[1] = 0x6E
        case 0x0C: target[1] = 0x66
        case 0x0D: target[1] = 0x72
        default:
            let digits: StaticString = "0123456789abcdef"
            target[1] = 0x75
            target[2] = 0x30
            target[3] = 0x30
            target[4] = digits.utf8Start[Int(byte >> 4)]
            target[5] = digits.utf8Start[Int(byte & 15)]
            return 6
        }
        return 2
    }
}
