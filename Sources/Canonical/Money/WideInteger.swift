/// An unsigned integer of 256 bits, as wide as any product of two coefficients.
struct WideInteger {
    private let high: UInt128
    private let low: UInt128

    private init(high: UInt128, low: UInt128) {
        self.high = high
        self.low = low
    }

    /// The full product of two factors.
    init(_ factor: UInt128, times other: UInt128) {
        (high, low) = factor.multipliedFullWidth(by: other)
    }

    /// The value, if it needs no more than 128 bits.
    var narrowed: UInt128? { high == 0 ? low : nil }

    /// The product, or nil if it needs more than 256 bits.
    func multiplied(by factor: UInt128) -> WideInteger? {
        let upper = high.multipliedFullWidth(by: factor)
        let lower = low.multipliedFullWidth(by: factor)
        guard upper.high == 0 else { return nil }
        let (sum, overflow) = upper.low.addingReportingOverflow(lower.high)
        return overflow ? nil : WideInteger(high: sum, low: lower.low)
    }

    /// Divides by a divisor other than zero.
    func quotientAndRemainder(dividingBy divisor: UInt128) -> (quotient: WideInteger, remainder: UInt128) {
        if high == 0 {
            let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
            return (WideInteger(high: 0, low: quotient), remainder)
        }
        // Schoolbook in base 2^128: the remainder of the upper half is below the divisor, so the second step fits.
        let upper = high.quotientAndRemainder(dividingBy: divisor)
        let lower = divisor.dividingFullWidth((upper.remainder, low))
        return (WideInteger(high: upper.quotient, low: lower.quotient), lower.remainder)
    }
}
