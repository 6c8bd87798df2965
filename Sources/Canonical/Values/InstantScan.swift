/// One pass over the text of a moment.
struct InstantScan {
    private let text: UnsafeBufferPointer<UInt8>
    private var at = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// Microseconds since 1970 and whether a zone was named.
    mutating func run() throws(InstantSyntaxError) -> (microseconds: Int64, hadZone: Bool) {
        let days = try readDate()
        guard at < text.count else { return (try Self.microseconds(days * 86_400, 0), false) }
        try skip { $0 == 0x54 || $0 == 0x74 || $0 == 0x20 }
        let (secondOfDay, fraction) = try readTime()
        let offset = try readZone()
        guard at == text.count else { throw .unexpectedByte(offset: at) }
        return (try Self.microseconds(days * 86_400 + secondOfDay - (offset ?? 0), fraction), offset != nil)
    }

    private mutating func readDate() throws(InstantSyntaxError) -> Int64 {
        // Years outside 0 to 9999 have a sign and six digits, as our own spelling of far moments has.
        let sign = at < text.count && (text[at] == 0x2B || text[at] == 0x2D) ? text[at] : 0
        if sign != 0 { at += 1 }
        let year = try readNumber(digits: sign == 0 ? 4 : 6)
        try skip { $0 == 0x2D }
        let month = Int(try readNumber(digits: 2))
        guard (1...12).contains(month) else { throw .outOfRange(.month) }
        try skip { $0 == 0x2D }
        let day = Int(try readNumber(digits: 2))
        let date = CivilDate(year: sign == 0x2D ? -year : year, month: month, day: day)
        guard day >= 1, day <= date.daysInMonth else { throw .outOfRange(.day) }
        return date.daysSince1970
    }

    private mutating func readTime() throws(InstantSyntaxError) -> (second: Int64, microseconds: Int64) {
        let hour = try readNumber(digits: 2)
        guard hour < 24 else { throw .outOfRange(.hour) }
        try skip { $0 == 0x3A }
        let minute = try readNumber(digits: 2)
        guard minute < 60 else { throw .outOfRange(.minute) }
        try skip { $0 == 0x3A }
        let second = try readNumber(digits: 2)
        // 60 is a leap second: the moment is the first of the next minute.
        guard second <= 60 else { throw .outOfRange(.second) }
        var fraction: Int64 = 0
        if at < text.count, text[at] == 0x2E {
            at += 1
            fraction = try readFraction()
        }
        return (hour * 3_600 + minute * 60 + second, fraction)
    }

    /// The first six digits; further ones are skipped.
    private mutating func readFraction() throws(InstantSyntaxError) -> Int64 {
        let start = at
        var value: Int64 = 0
        while at < text.count, text[at] &- 0x30 < 10 {
            if at - start < 6 { value = value * 10 + Int64(text[at] - 0x30) }
            at += 1
        }
        guard at > start else { throw failure() }
        for _ in 0..<max(0, 6 - (at - start)) { value *= 10 }
        return value
    }

    /// Seconds east of UTC, nil without a zone.
    private mutating func readZone() throws(InstantSyntaxError) -> Int64? {
        guard at < text.count else { return nil }
        let mark = text[at]
        at += 1
        if mark == 0x5A || mark == 0x7A { return 0 }
        guard mark == 0x2B || mark == 0x2D else { throw .unexpectedByte(offset: at - 1) }
        let hours = try readNumber(digits: 2)
        var minutes: Int64 = 0
        if at < text.count {
            if text[at] == 0x3A { at += 1 }
            minutes = try readNumber(digits: 2)
        }
        guard hours < 24, minutes < 60 else { throw .outOfRange(.zone) }
        let offset = hours * 3_600 + minutes * 60
        return mark == 0x2D ? -offset : offset
    }

    private mutating func readNumber(digits: Int) throws(InstantSyntaxError) -> Int64 {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard at < text.count, text[at] &- 0x30 < 10 else { throw failure() }
            value = value * 10 + Int64(text[at] - 0x30)
            at += 1
        }
        return value
    }

    private mutating func skip(_ matches: (UInt8) -> Bool) throws(InstantSyntaxError) {
        guard at < text.count, matches(text[at]) else { throw failure() }
        at += 1
    }

    private func failure() -> InstantSyntaxError {
        at < text.count ? .unexpectedByte(offset: at) : .unexpectedEnd
    }

    private static func microseconds(_ seconds: Int64, _ fraction: Int64) throws(InstantSyntaxError) -> Int64 {
        // Wide, because the whole seconds of the earliest moment lie below what 64 bits hold.
        guard let sum = Int64(exactly: Int128(seconds) * 1_000_000 + Int128(fraction)) else { throw .outOfRange(.day) }
        return sum
    }
}
