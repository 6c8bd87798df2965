extension Order {
    /// The totals with what follows from lines, charges and components beside what was stated.
    ///
    /// A role in which a line or charge has no price has no computed grand total. A difference between the stated and
    /// the computed grand total is listed when a rounding component names it.
    public func computedTotals() -> Totals {
        var totals = totals
        totals.computed = Totals.View()
        totals.differences = []
        for role in Role.allCases where states(role) {
            let sums = RoleTotals(self, role: role)
            totals.computed.lines[role] = Self.entry(sums.lines.value)
            totals.computed.discount[role] = Self.entry(sums.discount.value)
            totals.computed.shipping[role] = Self.entry(sums.shipping.value)
            totals.computed.tax[role] = Self.entry(sums.tax.value)
            totals.computed.duty[role] = Self.entry(sums.duty.value)
            totals.computed.fee[role] = Self.entry(sums.fee.value)
            totals.computed.grand[role] = Self.entry(sums.grand.value)
            guard let stated = totals.stated.grand[role]?.money, let computed = sums.grand.value,
                let difference = stated.exceeding(computed), !difference.isZero,
                difference.isWithin(sums.rounding.value)
            else { continue }
            totals.differences.append(
                Totals.Difference(role: role, money: difference, reason: sums.roundingName ?? "rounding"))
        }
        return totals
    }

    /// Puts the computed totals and the named differences beside the stated ones.
    public mutating func fillComputedTotals() {
        totals = computedTotals()
    }

    /// Whether any amount that totals follow from is stated in a role; most orders have one or two.
    private func states(_ role: Role) -> Bool {
        // Field by field: a call on the whole line or charge would copy it with all its texts.
        for index in lines.indices {
            if lines[index].unitPrice[role] != nil || lines[index].discountedPrice[role] != nil
                || lines[index].total[role] != nil || Self.states(role, lines[index].components)
            {
                return true
            }
        }
        for index in charges.indices {
            if charges[index].price[role] != nil || charges[index].discountedPrice[role] != nil
                || Self.states(role, charges[index].components)
            {
                return true
            }
        }
        return Self.states(role, components)
    }

    private static func states(_ role: Role, _ components: [MoneyComponent]) -> Bool {
        components.indices.contains { components[$0].amounts[role] != nil }
    }

    private static func entry(_ money: Money?) -> Amounts.Entry? {
        money.map { Amounts.Entry($0, origin: .computed) }
    }
}

extension Money {
    /// This stated amount minus an exact one, rounded to where the stated one ends; nil for two currencies.
    ///
    /// A stated total has the decimals of its currency at least, so what lies beyond them cannot be compared.
    func exceeding(_ exact: Money) -> Money? {
        guard currency == exact.currency else { return nil }
        let scale = max(currency.minorUnitDigits, amount.scale)
        // Two amounts of one currency whose difference needs more than 38 digits have none that could be named.
        return try? subtracting(Money(exact.amount.rounded(toScale: scale), currency))
    }

    /// Whether this difference is no larger than what rounding components name.
    func isWithin(_ rounding: Money?) -> Bool {
        guard let rounding, rounding.currency == currency else { return false }
        return amount.magnitude <= rounding.amount.magnitude
    }
}
