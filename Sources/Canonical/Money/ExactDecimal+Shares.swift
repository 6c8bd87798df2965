extension ExactDecimal {
    /// Splits a total in proportion to weights so that the shares sum to it.
    ///
    /// Every share is rounded down; the units left over go to the largest remainders, ties to the larger weight, then
    /// to the earlier one.
    /// - Parameters:
    ///   - total: the whole, with no more decimal places than `scale`.
    ///   - weights: zero or more each, not all zero unless the total is.
    ///   - scale: decimal places of each share, 0 to 38.
    /// - Returns: one share for each weight, in its order, of the total's sign.
    /// - Throws: ``ArithmeticFailure`` if the total cannot be split like this; hold what depends on it.
    public static func largestRemainder(
        total: ExactDecimal, weights: [ExactDecimal], scale: Int
    ) throws(ArithmeticFailure) -> [ExactDecimal] {
        let whole = try wholeUnits(of: total, scale: scale)
        guard !weights.contains(where: \.isNegative) else { throw .negativeWeight }
        guard !weights.isEmpty || whole == 0 else { throw .nothingToShareAmong }
        let weightScale = weights.map(\.scale).max() ?? 0
        var units: [UInt128] = []
        var sum: UInt128 = 0
        for weight in weights {
            units.append(try weight.units(atScale: weightScale).magnitude)
            let (next, overflow) = sum.addingReportingOverflow(units[units.count - 1])
            guard !overflow else { throw .overflow }
            sum = next
        }
        guard sum > 0 else {
            guard whole == 0 else { throw .divisionByZero }
            return weights.map { _ in ExactDecimal(uncheckedCoefficient: 0, scale: scale) }
        }
        var shares: [(units: UInt128, remainder: UInt128)] = []
        for unit in units {
            let (quotient, remainder) = WideInteger(whole.magnitude, times: unit).quotientAndRemainder(dividingBy: sum)
            guard let share = quotient.narrowed else { throw .overflow }
            shares.append((share, remainder))
        }
        let order = shares.indices.sorted { left, right in
            (shares[left].remainder, units[left], right) > (shares[right].remainder, units[right], left)
        }
        // Each remainder is below one unit, so fewer units are left over than there are shares.
        let missing = Int(whole.magnitude - shares.reduce(0) { $0 + $1.units })
        for index in order.prefix(missing) { shares[index].units += 1 }
        return try shares.map { (share) throws(ArithmeticFailure) in
            try ExactDecimal(magnitude: share.units, isNegative: total.isNegative, scale: scale)
        }
    }

    /// Rounds parts so that they sum to a stated total.
    ///
    /// Each part is rounded down and the units left over go to the largest remainders, ties to the larger part, then to
    /// the earlier one. A difference of more than one unit for each part is spread over all of them.
    /// - Parameters:
    ///   - total: the whole, with no more decimal places than `scale`.
    ///   - parts: the parts before rounding.
    ///   - scale: decimal places of each rounded part, 0 to 38.
    /// - Returns: the rounded parts, in their order.
    /// - Throws: ``ArithmeticFailure`` if the parts cannot be made to fit; hold what depends on it.
    public static func largestRemainder(
        total: ExactDecimal, parts: [ExactDecimal], scale: Int
    ) throws(ArithmeticFailure) -> [ExactDecimal] {
        let whole = try wholeUnits(of: total, scale: scale)
        guard !parts.isEmpty else {
            guard whole == 0 else { throw .nothingToShareAmong }
            return []
        }
        var floors: [Int128] = []
        var remainders: [ExactDecimal] = []
        var missing = whole
        for part in parts {
            let floor = part.flooredUnits(atScale: scale)
            floors.append(floor)
            remainders.append(try part.subtracting(ExactDecimal(coefficient: floor, scale: scale)))
            let (next, overflow) = missing.subtractingReportingOverflow(floor)
            guard !overflow else { throw .overflow }
            missing = next
        }
        let sizes = parts.map(\.magnitude)
        let order = parts.indices.sorted { left, right in
            (remainders[left], sizes[left], right) > (remainders[right], sizes[right], left)
        }
        let count = Int128(parts.count)
        // Floored division, so that a shortage too is taken from the smallest remainders first.
        let extra = ((missing % count) + count) % count
        let each = (missing - extra) / count
        for (position, index) in order.enumerated() { floors[index] += each + (position < extra ? 1 : 0) }
        return try floors.map { (units) throws(ArithmeticFailure) in
            try ExactDecimal(coefficient: units, scale: scale)
        }
    }

    private static func wholeUnits(of total: ExactDecimal, scale: Int) throws(ArithmeticFailure) -> Int128 {
        guard (0...maximumDigits).contains(scale) else { throw .scaleOutOfRange(scale) }
        let rounded = total.rounded(toScale: scale, rule: .down)
        guard rounded.scale == scale else { throw .overflow }
        guard rounded == total else { throw .totalIsFinerThanScale(scale) }
        return rounded.coefficient
    }

    private func flooredUnits(atScale scale: Int) -> Int128 {
        let truncated = rounded(toScale: scale, rule: .down)
        return isNegative && truncated != self ? truncated.coefficient - 1 : truncated.coefficient
    }
}
