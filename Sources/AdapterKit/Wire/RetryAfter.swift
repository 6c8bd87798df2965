public import Canonical
public import HTTPTypes

/// How long a system asks us to wait before we try again.
///
/// Source: RFC 9110, section 10.2.3 (stated): whole seconds or a date.
public enum RetryAfter {
    /// The longest wait that is believed, in seconds; a typing error must not park an order for a year.
    public static let maximumSeconds = 86_400

    /// The wait that a `Retry-After` value asks for; nil when it is neither seconds nor a date.
    ///
    /// A date in the past gives zero, a longer wait than ``maximumSeconds`` gives that.
    public static func duration(_ value: some StringProtocol, at now: Instant) -> Duration? {
        if let seconds = seconds(value) { return seconds }
        guard let moment = HTTPDate.instant(value) else { return nil }
        return min(max(moment.since(now), .zero), .seconds(maximumSeconds))
    }

    /// The wait that an answer asks for; nil when it asks for none.
    ///
    /// A date is measured from the answer's own `Date`, which spares the difference of two clocks, else from `now`.
    public static func duration(in headers: HTTPFields, at now: Instant? = nil) -> Duration? {
        guard let value = headers[.retryAfter].map(trimmed) else { return nil }
        if let seconds = seconds(value) { return seconds }
        guard let reference = headers[.date].map(trimmed).flatMap({ HTTPDate.instant($0) }) ?? now else { return nil }
        return duration(value, at: reference)
    }

    private static func seconds(_ value: some StringProtocol) -> Duration? {
        guard !value.isEmpty, value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return nil
        }
        return .seconds(min(Int(value) ?? maximumSeconds, maximumSeconds))
    }

    private static func trimmed(_ text: String) -> Substring {
        text.drop { $0 == " " || $0 == "\t" }.suffixTrimmed
    }
}

extension Substring {
    fileprivate var suffixTrimmed: Substring {
        var text = self
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
