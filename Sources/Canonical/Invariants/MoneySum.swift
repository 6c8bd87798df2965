/// A running sum of amounts that should all be in one currency.
struct MoneySum {
    /// The sum so far; nil before the first amount.
    private(set) var money: Money?
    /// Whether an amount was in another currency or the sum had no room; there is no result then.
    private(set) var hasFailed = false

    /// The sum, nil when nothing was added or there is none.
    var value: Money? { hasFailed ? nil : money }

    mutating func add(_ amount: Money?) {
        guard let amount else { return }
        guard let known = money else {
            money = amount
            return
        }
        // Why there is no sum does not matter: without one there is nothing to compare with.
        guard let sum = try? known.adding(amount) else {
            hasFailed = true
            return
        }
        money = sum
    }

    mutating func subtract(_ amount: Money?) { add(amount?.negated) }

    mutating func fail() { hasFailed = true }
}
