/// A moment in UTC, counted in milliseconds since 1970.
package struct Timestamp: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    /// Takes milliseconds since 1970-01-01T00:00:00Z.
    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    package var seconds: Int64 {
        (milliseconds - remainder) / 1000
    }

    /// The moment as ISO 8601, UTC, with milliseconds and `Z`.
    ///
    /// Source: contract A4, `event_at` (found: F1, F3).
    package var text: String {
        let days = (seconds - secondOfDay) / 86_400
        let date = Self.civil(days)
        let clock = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map { Self.padded($0, 2) }
        return "\(Self.padded(date.year, 4))-\(Self.padded(date.month, 2))-\(Self.padded(date.day, 2))T"
            + clock.joined(separator: ":") + ".\(Self.padded(remainder, 3))Z"
    }

    /// The moment as HTTP headers have it, as `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// Source: RFC 9110, section 5.6.7 (stated).
    package var httpDate: String {
        let days = (seconds - secondOfDay) / 86_400
        let date = Self.civil(days)
        let weekday = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][Int(((days + 4) % 7 + 7) % 7)]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let clock = [secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60].map { Self.padded($0, 2) }
        return "\(weekday), \(Self.padded(date.day, 2)) \(months[Int(date.month) - 1]) \(Self.padded(date.year, 4)) "
            + clock.joined(separator: ":") + " GMT"
    }

    /// Earlier comes first.
    package static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }

    private var remainder: Int64 { (milliseconds % 1000 + 1000) % 1000 }
    private var secondOfDay: Int64 { (seconds % 86_400 + 86_400) % 86_400 }

    /// Turns days since 1970 into a date of the Gregorian calendar, by eras of 400 years that start in March.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Timestamp {
    /// A moment that much later, to the millisecond.
    static func + (moment: Self, duration: Duration) -> Self {
        let parts = duration.components
        return Timestamp(
            milliseconds: moment.milliseconds + parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
    }
}
