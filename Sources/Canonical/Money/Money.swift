/// An exact amount in one currency.
///
/// The amount keeps the spelling it was stated with and is rounded only when asked to be.
public struct Money: Sendable, Hashable {
    /// Major units of ``currency``, exact.
    public var amount: ExactDecimal
    /// The currency of ``amount``.
    public var currency: Currency

    /// Makes an amount, in major units of its currency.
    public init(amount: ExactDecimal, currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// Makes an amount, in major units of its currency.
    public init(_ amount: ExactDecimal, _ currency: Currency) {
        self.init(amount: amount, currency: currency)
    }

    /// Nothing, spelled with the decimal places of the currency.
    public static func zero(_ currency: Currency) -> Money {
        Money(ExactDecimal.zero, currency).rounded()
    }

    /// Says whether the amount is zero.
    public var isZero: Bool { amount.isZero }
    /// Says whether the amount is below zero.
    public var isNegative: Bool { amount.isNegative }
    /// The amount with its sign turned.
    public var negated: Money { Money(amount.negated, currency) }

    /// The exact sum of two amounts in one currency.
    ///
    /// - Throws: ``MoneyFailure`` if the currencies differ or the sum has no room; hold what depends on it.
    public func adding(_ other: Money) throws(MoneyFailure) -> Money {
        try checkCurrency(of: other)
        return try calculated { () throws(ArithmeticFailure) in try amount.adding(other.amount) }
    }

    /// The exact difference of two amounts in one currency.
    ///
    /// - Throws: ``MoneyFailure`` if the currencies differ or the difference has no room; hold what depends on it.
    public func subtracting(_ other: Money) throws(MoneyFailure) -> Money {
        try checkCurrency(of: other)
        return try calculated { () throws(ArithmeticFailure) in try amount.subtracting(other.amount) }
    }

    /// The exact product of the amount and a factor without a unit.
    ///
    /// - Throws: ``MoneyFailure/arithmetic(_:)`` if the product has no room; hold what depends on it.
    public func multiplied(by factor: ExactDecimal) throws(MoneyFailure) -> Money {
        try calculated { () throws(ArithmeticFailure) in try amount.multiplied(by: factor) }
    }

    /// The amount rounded to the minor unit of its currency.
    public func rounded(rule: RoundingRule = .halfUp) -> Money {
        Money(amount.rounded(toScale: currency.minorUnitDigits, rule: rule), currency)
    }

    private func checkCurrency(of other: Money) throws(MoneyFailure) {
        guard currency == other.currency else { throw .differentCurrencies(currency, other.currency) }
    }

    private func calculated(
        _ calculation: () throws(ArithmeticFailure) -> ExactDecimal
    ) throws(MoneyFailure) -> Money {
        do throws(ArithmeticFailure) {
            return Money(try calculation(), currency)
        } catch {
            throw .arithmetic(error)
        }
    }
}

extension Money: CustomStringConvertible {
    /// The amount as it is spelled, then the currency, such as `5.10 EUR`.
    public var description: String { "\(amount) \(currency)" }
}
