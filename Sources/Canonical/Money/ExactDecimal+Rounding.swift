extension ExactDecimal {
    /// The nearest value with exactly this many decimal places.
    ///
    /// A value with fewer places is filled with zeros; where 38 digits do not hold them, it stays as it is.
    /// - Parameters:
    ///   - scale: decimal places, 0 to 38; what lies outside is taken as the nearer end.
    ///   - rule: how a value between two neighbours is settled.
    /// - Returns: the rounded value, spelled plainly.
    public func rounded(toScale scale: Int, rule: RoundingRule = .halfUp) -> ExactDecimal {
        let wanted = min(max(scale, 0), Self.maximumDigits)
        guard wanted < self.scale else { return widened(toScale: wanted) }
        let divisor = PowersOfTen.power(self.scale - wanted)
        var (quotient, remainder) = coefficient.magnitude.quotientAndRemainder(dividingBy: divisor)
        if rule.growsMagnitude(quotientIsOdd: quotient & 1 == 1, remainder: remainder, divisor: divisor) {
            quotient += 1
        }
        // At least one digit was cut off, so one more unit still fits into 38 digits.
        let rounded = Int128(quotient)
        return ExactDecimal(uncheckedCoefficient: isNegative ? -rounded : rounded, scale: wanted)
    }

    /// The quotient, rounded once, to exactly this many decimal places.
    ///
    /// All intermediate values are exact, so a rate of 28 digits loses nothing.
    /// - Parameters:
    ///   - divisor: any value but zero.
    ///   - scale: decimal places, 0 to 38.
    ///   - rule: how a value between two neighbours is settled.
    /// - Returns: the rounded quotient.
    /// - Throws: ``ArithmeticFailure`` if the divisor is zero, the scale is out of range or the quotient needs more
    ///   than 38 digits; hold what depends on it.
    public func divided(
        by divisor: ExactDecimal, scale: Int, rule: RoundingRule = .halfUp
    ) throws(ArithmeticFailure) -> ExactDecimal {
        guard (0...Self.maximumDigits).contains(scale) else { throw .scaleOutOfRange(scale) }
        guard !divisor.isZero else { throw .divisionByZero }
        let isNegative = self.isNegative != divisor.isNegative
        let shift = divisor.scale - self.scale + scale
        var denominator = divisor.coefficient.magnitude
        var numerator = WideInteger(coefficient.magnitude, times: PowersOfTen.power(min(max(shift, 0), 38)))
        if shift > Self.maximumDigits {
            // More than 256 bits over a divisor of 127 bits cannot come back into 38 digits.
            let factor = PowersOfTen.power(min(shift - Self.maximumDigits, Self.maximumDigits))
            guard let widened = numerator.multiplied(by: factor) else { throw .overflow }
            numerator = widened
        } else if shift < 0 {
            let product = WideInteger(denominator, times: PowersOfTen.power(-shift))
            // A denominator above 2^128 is more than twice any numerator here: the quotient rounds to zero.
            guard let narrowed = product.narrowed else { return ExactDecimal(uncheckedCoefficient: 0, scale: scale) }
            denominator = narrowed
        }
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        guard var magnitude = quotient.narrowed, magnitude < Self.limit else { throw .overflow }
        if rule.growsMagnitude(quotientIsOdd: magnitude & 1 == 1, remainder: remainder, divisor: denominator) {
            magnitude += 1
        }
        return try ExactDecimal(magnitude: magnitude, isNegative: isNegative, scale: scale)
    }

    /// The product, rounded once, to exactly this many decimal places.
    ///
    /// All intermediate values are exact, so a rate of 28 digits loses nothing.
    /// - Parameters:
    ///   - factor: any value.
    ///   - scale: decimal places, 0 to 38.
    ///   - rule: how a value between two neighbours is settled.
    /// - Returns: the rounded product.
    /// - Throws: ``ArithmeticFailure`` if the scale is out of range or the product needs more than 38 digits; hold
    ///   what depends on it.
    public func multiplied(
        by factor: ExactDecimal, scale: Int, rule: RoundingRule = .halfUp
    ) throws(ArithmeticFailure) -> ExactDecimal {
        guard (0...Self.maximumDigits).contains(scale) else { throw .scaleOutOfRange(scale) }
        let isNegative = self.isNegative != factor.isNegative
        var product = WideInteger(coefficient.magnitude, times: factor.coefficient.magnitude)
        var excess = self.scale + factor.scale - scale
        guard excess > 0 else {
            guard let magnitude = product.multiplied(by: PowersOfTen.power(-excess))?.narrowed else { throw .overflow }
            return try ExactDecimal(magnitude: magnitude, isNegative: isNegative, scale: scale)
        }
        var hasTail = false
        if excess > Self.maximumDigits {
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: Self.limit)
            (product, hasTail, excess) = (quotient, remainder != 0, excess - Self.maximumDigits)
        }
        let divisor = PowersOfTen.power(excess)
        let (quotient, remainder) = product.quotientAndRemainder(dividingBy: divisor)
        guard var magnitude = quotient.narrowed, magnitude < Self.limit else { throw .overflow }
        if rule.growsMagnitude(
            quotientIsOdd: magnitude & 1 == 1, remainder: remainder, divisor: divisor, hasTail: hasTail)
        {
            magnitude += 1
        }
        return try ExactDecimal(magnitude: magnitude, isNegative: isNegative, scale: scale)
    }

    private func widened(toScale scale: Int) -> ExactDecimal {
        let (units, overflow) = coefficient.multipliedReportingOverflow(
            by: Int128(PowersOfTen.power(scale - self.scale)))
        guard !overflow, units.magnitude < Self.limit else { return self }
        return ExactDecimal(uncheckedCoefficient: units, scale: scale)
    }
}
