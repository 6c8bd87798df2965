/// Why a calculation with money has no result.
public enum MoneyFailure: Error, Sendable, Hashable {
    /// Two amounts in different currencies have no common sum.
    case differentCurrencies(Currency, Currency)
    /// The amounts themselves could not be calculated exactly.
    case arithmetic(ArithmeticFailure)
}

extension MoneyFailure: CustomStringConvertible {
    /// One sentence that a person on call can act on.
    public var description: String {
        switch self {
        case .differentCurrencies(let left, let right): "an amount in \(left) cannot be combined with one in \(right)"
        case .arithmetic(let failure): failure.description
        }
    }
}
