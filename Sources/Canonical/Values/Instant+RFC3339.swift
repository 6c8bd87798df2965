extension Instant {
    /// Reads a moment such as `2026-01-31T09:00:00.250Z` and keeps the spelling.
    ///
    /// Also taken: a space for the `T`, offsets such as `+02:00`, `+0200` and `+02`, no zone (UTC is assumed and
    /// ``hadZone`` is false), a date alone. A fraction beyond six digits is cut off; ``raw`` still has it.
    /// - Throws: ``InstantSyntaxError`` with the place of the first mistake; the same text will never be taken.
    public init(rfc3339 text: some StringProtocol) throws(InstantSyntaxError) {
        var spelling = String(text)
        let outcome = spelling.withUTF8 { bytes in
            var scan = InstantScan(bytes)
            return Result { () throws(InstantSyntaxError) in try scan.run() }
        }
        let (microseconds, hadZone) = try outcome.get()
        self.init(microseconds: microseconds, raw: spelling, hadZone: hadZone)
    }

    /// The moment in UTC, such as `2026-01-31T09:00:00Z`; with three or six decimals of a second if they are not zero.
    public var rfc3339: String {
        let (seconds, fraction) = microseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000)
        let (days, second) = seconds.flooredQuotientAndRemainder(dividingBy: 86_400)
        let date = CivilDate(daysSince1970: days)
        return String(unsafeUninitializedCapacity: 32) { buffer in
            var digits = DigitWriter(target: buffer)
            if !(0...9_999).contains(date.year) { digits.put(date.year < 0 ? 0x2D : 0x2B) }
            digits.put(Int(date.year.magnitude), width: (0...9_999).contains(date.year) ? 4 : 6)
            digits.put(0x2D)
            digits.put(date.month, width: 2)
            digits.put(0x2D)
            digits.put(date.day, width: 2)
            digits.put(0x54)
            digits.put(Int(second / 3_600), width: 2)
            digits.put(0x3A)
            digits.put(Int(second / 60 % 60), width: 2)
            digits.put(0x3A)
            digits.put(Int(second % 60), width: 2)
            if fraction != 0 {
                digits.put(0x2E)
                let hasMicroseconds = fraction % 1_000 != 0
                digits.put(Int(hasMicroseconds ? fraction : fraction / 1_000), width: hasMicroseconds ? 6 : 3)
            }
            digits.put(0x5A)
            return digits.count
        }
    }

    /// The source's own spelling if there is one, else ours.
    public var spelling: String { raw ?? rfc3339 }

    private struct DigitWriter {
        let target: UnsafeMutableBufferPointer<UInt8>
        var count = 0

        init(target: UnsafeMutableBufferPointer<UInt8>) { self.target = target }

        mutating func put(_ byte: UInt8) {
            target[count] = byte
            count += 1
        }

        mutating func put(_ value: Int, width: Int) {
            var rest = value
            for position in stride(from: count + width - 1, through: count, by: -1) {
                target[position] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            count += width
        }
    }
}

extension Int64 {
    fileprivate func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
