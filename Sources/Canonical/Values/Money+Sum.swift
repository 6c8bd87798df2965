extension Money {
    /// The exact sum of amounts in one currency; nil for none, for two currencies, and beyond 38 digits.
    static func sum(_ amounts: some Sequence<Money>) -> Money? {
        var total: Money?
        for amount in amounts {
            guard let known = total else {
                total = amount
                continue
            }
            // Why there is no sum does not matter to those who ask here.
            guard let next = try? known.adding(amount) else { return nil }
            total = next
        }
        return total
    }
}
