/// One amount in both currencies, each as a whole number of its minor units.
package struct GlobalEAmount: Sendable, Equatable {
    /// Minor units of the end customer's currency.
    package var customer: Int64
    /// Minor units of the merchant's currency.
    package var merchant: Int64

    /// Pairs the two.
    package init(customer: Int64, merchant: Int64) {
        self.customer = customer
        self.merchant = merchant
    }

    /// Nothing.
    package static let zero = GlobalEAmount(customer: 0, merchant: 0)

    static func + (left: Self, right: Self) -> Self {
        .init(customer: left.customer + right.customer, merchant: left.merchant + right.merchant)
    }

    static func - (left: Self, right: Self) -> Self {
        .init(customer: left.customer - right.customer, merchant: left.merchant - right.merchant)
    }

    static func * (amount: Self, count: Int64) -> Self {
        .init(customer: amount.customer * count, merchant: amount.merchant * count)
    }

    static func += (left: inout Self, right: Self) { left = left + right }

    /// That many per cent, rounded down in each currency.
    func percent(_ percent: Int64) -> Self {
        .init(customer: customer * percent / 100, merchant: merchant * percent / 100)
    }

    /// Each part at most that of the other.
    func capped(at limit: Self) -> Self {
        .init(customer: min(customer, limit.customer), merchant: min(merchant, limit.merchant))
    }
}

extension Sequence {
    /// The sum of an amount over all elements.
    func sum(_ amount: (Element) -> GlobalEAmount) -> GlobalEAmount {
        reduce(.zero) { $0 + amount($1) }
    }
}
