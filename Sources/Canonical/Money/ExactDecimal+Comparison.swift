extension ExactDecimal: Comparable {
    /// Equal by value: `5.1` equals `5.10`.
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.storedScale == right.storedScale { return left.coefficient == right.coefficient }
        return order(left, right) == 0
    }

    /// Ordered by value, whatever the spelling.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.storedScale == right.storedScale { return left.coefficient < right.coefficient }
        return order(left, right) < 0
    }

    /// Says whether both have the same spelling, so `5.1` differs from `5.10`.
    public func isSpelledLike(_ other: ExactDecimal) -> Bool {
        if storedSpelling == nil, other.storedSpelling == nil {
            return coefficient == other.coefficient && storedScale == other.storedScale
        }
        return description == other.description
    }

    private static func order(_ left: ExactDecimal, _ right: ExactDecimal) -> Int {
        if left.coefficient.signum() != right.coefficient.signum() {
            return left.coefficient < right.coefficient ? -1 : 1
        }
        let sign = left.coefficient < 0 ? -1 : 1
        let shift = left.scale - right.scale
        // Where the finer scale does not fit, the value that had to be widened is the larger magnitude.
        if shift < 0 {
            let (widened, overflow) = left.coefficient.multipliedReportingOverflow(
                by: Int128(PowersOfTen.power(-shift)))
            return overflow ? sign : sign3(widened, right.coefficient)
        }
        let (widened, overflow) = right.coefficient.multipliedReportingOverflow(by: Int128(PowersOfTen.power(shift)))
        return overflow ? -sign : sign3(left.coefficient, widened)
    }

    private static func sign3(_ left: Int128, _ right: Int128) -> Int {
        left == right ? 0 : left < right ? -1 : 1
    }
}

extension ExactDecimal: Hashable {
    /// Hashes the value without its trailing zeros, so equal values hash alike.
    public func hash(into hasher: inout Hasher) {
        let (coefficient, scale) = withoutTrailingZeros
        hasher.combine(coefficient)
        hasher.combine(scale)
    }

    private var withoutTrailingZeros: (coefficient: Int128, scale: Int) {
        guard coefficient != 0 else { return (0, 0) }
        var (digits, places) = (coefficient, scale)
        while places > 0 {
            let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            (digits, places) = (quotient, places - 1)
        }
        return (digits, places)
    }
}
