import AdapterKit
import Canonical
import HTTPTypes

/// The time that an answer asks to wait.
///
/// Source: RFC 9110, sections 10.2.3 and 5.6.7 (seconds, or an HTTP date).
enum RetryAfter {
    /// The wait in the answer's `Retry-After`; nil when there is none that can be read.
    ///
    /// A date is taken relative to the answer's own `Date`, so that a skewed clock does not matter, else to `now`.
    static func delay(in response: WireResponse, now: Instant?) -> Duration? {
        guard let text = response.headers[.retryAfter] else { return nil }
        if let seconds = Int(text), (0...31_536_000).contains(seconds) { return .seconds(seconds) }
        guard let target = moment(text), let now = response.headers[.date].flatMap(moment) ?? now else { return nil }
        return max(.zero, target.since(now))
    }

    /// The moment of an HTTP date such as `Thu, 15 Jan 2026 09:30:00 GMT`.
    private static func moment(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT",
            let month = months.firstIndex(of: String(parts[2])), parts[1].count == 2
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        // A date that cannot be read asks for nothing.
        return try? Instant(rfc3339: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
