/// A span of time as settings and programs spell it: a whole number with `ms`, `s`, `m`, `h` or `d`.
enum SpanText {
    /// The span, up to a day; nil when the text is none.
    static func duration(_ text: String) -> Duration? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 9, let count = Int(digits) else { return nil }
        let span: Duration
        switch text.dropFirst(digits.count) {
        case "ms": span = .milliseconds(count)
        case "s": span = .seconds(count)
        case "m": span = .seconds(count * 60)
        case "h": span = .seconds(count * 3_600)
        case "d": span = .seconds(count * 86_400)
        default: return nil
        }
        return min(span, .seconds(86_400))
    }
}
