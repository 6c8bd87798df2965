/// Reads spans of time such as `30s`, as settings and programs spell them.
package enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The span; nil when the text is not a whole number with a unit, or longer than a hundred years.
    package static func read(_ text: String) -> Duration? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        guard number.count == 1 || number.first != "0", let count = Int64(number),
            let unit = units.first(where: { $0.suffix == text.dropFirst(number.count) })
        else { return nil }
        let (milliseconds, overflows) = count.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflows, milliseconds <= 36_525 * 86_400_000 else { return nil }
        return .milliseconds(milliseconds)
    }
}
