extension ExactDecimal {
    /// The exact sum, with the decimal places of the finer value.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public func adding(_ other: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        let scale = max(self.scale, other.scale)
        let (sum, overflow) = try units(atScale: scale).addingReportingOverflow(other.units(atScale: scale))
        guard !overflow else { throw .overflow }
        return try ExactDecimal(magnitude: sum.magnitude, isNegative: sum < 0, scale: scale)
    }

    /// The exact difference, with the decimal places of the finer value.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public func subtracting(_ other: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        try adding(other.negated)
    }

    /// The exact product, with the decimal places of both factors together.
    ///
    /// Trailing zeros are given up only where the product would not fit otherwise.
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; round, or hold what depends on it.
    public func multiplied(by other: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        var product = WideInteger(coefficient.magnitude, times: other.coefficient.magnitude)
        var scale = self.scale + other.scale
        while scale > 0, scale > Self.maximumDigits || product.narrowed.map({ $0 >= Self.limit }) ?? true {
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { break }
            (product, scale) = (quotient, scale - 1)
        }
        guard let magnitude = product.narrowed, scale <= Self.maximumDigits else { throw .overflow }
        return try ExactDecimal(magnitude: magnitude, isNegative: isNegative != other.isNegative, scale: scale)
    }

    /// The exact sum of two values.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public static func + (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        try left.adding(right)
    }

    /// The exact difference of two values.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public static func - (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        try left.subtracting(right)
    }

    /// The exact product of two values.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public static func * (left: ExactDecimal, right: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        try left.multiplied(by: right)
    }

    /// The value with its sign turned.
    public static prefix func - (value: ExactDecimal) -> ExactDecimal {
        value.negated
    }

    /// The exact sum of all values, zero for none.
    ///
    /// - Throws: ``ArithmeticFailure/overflow`` if it needs more than 38 digits; hold what depends on it.
    public static func sum(_ values: some Sequence<ExactDecimal>) throws(ArithmeticFailure) -> ExactDecimal {
        var total = ExactDecimal.zero
        for value in values { total = try total.adding(value) }
        return total
    }

    /// The coefficient as it is at a scale that is not coarser than the value's own.
    func units(atScale scale: Int) throws(ArithmeticFailure) -> Int128 {
        guard scale != self.scale else { return coefficient }
        let (units, overflow) = coefficient.multipliedReportingOverflow(
            by: Int128(PowersOfTen.power(scale - self.scale)))
        guard !overflow else { throw .overflow }
        return units
    }
}
