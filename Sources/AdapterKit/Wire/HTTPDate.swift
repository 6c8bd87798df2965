public import Canonical

/// The three spellings of a moment in HTTP header fields.
///
/// Source: RFC 9110, section 5.6.7 (stated): a recipient takes all three, the obsolete two included.
public enum HTTPDate {
    /// The moment that a header field's value names; nil when it is none of the three forms.
    public static func instant(_ text: some StringProtocol) -> Instant? {
        let parts = text.split { $0 == " " || $0 == "," || $0 == "-" }
        switch parts.count {
        case 6 where parts[5] == "GMT":
            return instant(day: parts[1], month: parts[2], year: parts[3], time: parts[4])
        case 5:
            return instant(day: parts[2], month: parts[1], year: parts[4], time: parts[3])
        default: return nil
        }
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func instant(
        day: some StringProtocol, month: some StringProtocol, year: some StringProtocol, time: some StringProtocol
    ) -> Instant? {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false)
        guard clock.count == 3, let hour = number(clock[0], below: 24), let minute = number(clock[1], below: 60),
            // 60 is a leap second.
            let second = number(clock[2], below: 61), let month = months.firstIndex(where: { $0 == month }),
            let day = number(day, below: 32), day > 0, let year = fullYear(year)
        else { return nil }
        let days = Self.days(year: year, month: month + 1, day: day)
        return Instant(microseconds: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000_000)
    }

    /// Two digits mean 1970 to 2069: the obsolete form was given up long before that window ends.
    private static func fullYear(_ text: some StringProtocol) -> Int? {
        guard let year = number(text, below: 10_000) else { return nil }
        switch text.utf8.count {
        case 4: return year
        case 2: return year < 70 ? 2_000 + year : 1_900 + year
        default: return nil
        }
    }

    private static func number(_ text: some StringProtocol, below limit: Int) -> Int? {
        guard (1...4).contains(text.utf8.count) else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number < limit ? number : nil
    }

    /// Days since 1970-01-01 in the Gregorian calendar; years are counted from March, so that February ends them.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
