import Canonical

/// What makes Global-e's amounts add up.
enum GlobalEReconciliation {
    /// The merchant's price of shipping before discounts, which is not stated: what was paid and the discounts on it.
    static func computeShippingPrice(_ order: inout Order) {
        guard let paid = order.charges.first?.discountedPrice.merchant?.money else { return }
        var amounts = [paid.amount]
        for component in order.charges[0].components where component.kind == .discount {
            // Without the merchant's amount of a discount nothing can be computed.
            guard let amount = component.amounts.merchant?.money.amount else { return }
            amounts.append(amount)
        }
        guard let sum = try? ExactDecimal.sum(amounts) else { return }
        order.charges[0].price.merchant = Amounts.Entry(Money(sum, paid.currency), origin: .computed)
    }

    /// Names the difference between the stated total and its parts where a documented rule gives it.
    ///
    /// Rules: markups balance a negative shipping price (replacement orders); discounts on duties, and hidden ones, are
    /// taken off amounts that the total does not hold. A difference that no rule gives stays unnamed, for a person.
    static func nameDifference(_ order: inout Order) {
        let totals = order.computedTotals()
        guard let stated = totals.stated.grand.customer?.money, let computed = totals.computed.grand.customer?.money,
            let difference = try? stated.amount.subtracting(computed.amount), !difference.isZero
        else { return }
        let markups = sum(order) { $0.kind == .reconcileOnly && $0.code.map(isDiscountType) == true }
        let duties = sum(order) { $0.kind == .discount && isOutsideTheTotal($0) }
        let rules = [
            (markups, "markups that are for reconciliation only"),
            (duties, "discounts on duties that the total does not hold"),
            (try? markups.adding(duties), "markups and discounts on duties that the total does not hold"),
        ]
        for (amount, reason) in rules {
            guard let amount, amount == difference else { continue }
            order.components.append(
                MoneyComponent(
                    kind: .rounding,
                    amounts: Amounts(customer: Amounts.Entry(Money(difference, stated.currency), origin: .computed)),
                    code: "reconciliation", title: reason, isVisibleToBuyer: false))
            return
        }
    }

    private static func sum(_ order: Order, _ isCounted: (MoneyComponent) -> Bool) -> ExactDecimal {
        let all = order.lines.flatMap(\.components) + order.charges.flatMap(\.components) + order.components
        // A sum beyond 38 digits names no difference.
        return (try? ExactDecimal.sum(all.filter(isCounted).compactMap { $0.amounts.customer?.money.amount })) ?? 0
    }

    /// Codes of markups and discounts are numbers, those of our other components are words.
    private static func isDiscountType(_ code: String) -> Bool { Int(code) != nil }

    private static func isOutsideTheTotal(_ component: MoneyComponent) -> Bool {
        component.code == GlobalEAssumptions.dutiesDiscount || !component.isVisibleToBuyer
            || GlobalEAssumptions.hiddenDiscountNames.contains(component.title?.lowercased() ?? "")
    }
}
