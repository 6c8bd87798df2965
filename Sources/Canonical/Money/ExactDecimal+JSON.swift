extension ExactDecimal {
    /// Says whether a spelling of a decimal is also one of a JSON number: no `+`, no leading zero, no bare point.
    static func isNumberInJSON(_ spelling: String) -> Bool {
        let digits = Array(spelling.utf8.drop { $0 == 0x2D })
        guard let first = digits.first, first &- 0x30 < 10 else { return false }
        guard first != 0x30 || digits.count == 1 || digits[1] &- 0x30 >= 10 else { return false }
        guard let point = digits.firstIndex(of: 0x2E) else { return true }
        return point + 1 < digits.count && digits[point + 1] &- 0x30 < 10
    }
}
