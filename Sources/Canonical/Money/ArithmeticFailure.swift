/// Why an exact calculation has no result.
public enum ArithmeticFailure: Error, Sendable, Hashable {
    /// The exact result needs more than 38 decimal digits.
    case overflow
    /// The divisor, or the sum of all weights, is zero.
    case divisionByZero
    /// The wanted number of decimal places is outside 0 to 38.
    case scaleOutOfRange(Int)
    /// The total has more decimal places than its parts may have.
    case totalIsFinerThanScale(Int)
    /// A total other than zero has to be split into no parts at all.
    case nothingToShareAmong
    /// A weight is below zero, so a share of the total has no meaning.
    case negativeWeight
}

extension ArithmeticFailure: CustomStringConvertible {
    /// One sentence that a person on call can act on.
    public var description: String {
        switch self {
        case .overflow: "the exact result needs more than \(ExactDecimal.maximumDigits) digits"
        case .divisionByZero: "the divisor is zero"
        case .scaleOutOfRange(let scale):
            "\(scale) decimal places were asked for, 0 to \(ExactDecimal.maximumDigits) are possible"
        case .totalIsFinerThanScale(let scale): "the total does not fit into \(scale) decimal places"
        case .nothingToShareAmong: "an amount other than zero cannot be shared among no parts"
        case .negativeWeight: "a weight is below zero"
        }
    }
}
