extension Order {
    /// All broken invariants of the order, rules 1 to 5; empty for an order that adds up.
    ///
    /// Rules about money hold per role where it states the amounts; nothing is ever compared across roles but by a rate.
    public func check() -> [InvariantViolation] {
        var violations: [InvariantViolation] = []
        checkLineTotals(&violations)
        checkGrandTotals(&violations)
        checkConversions(&violations)
        checkRefunds(&violations)
        checkQuantities(&violations)
        return violations
    }

    private func checkLineTotals(_ violations: inout [InvariantViolation]) {
        for index in lines.indices where !lines[index].total.isEmpty {
            for role in Role.allCases {
                guard let stated = lines[index].total[role]?.money, let computed = lines[index].net(in: role) else {
                    continue
                }
                let rounding = Self.rounding(lines[index].components, role)
                let difference = stated.exceeding(computed)
                if let difference, difference.isZero || difference.isWithin(rounding) { continue }
                violations.append(
                    InvariantViolation(
                        rule: .lineTotal, pointer: "/lines/\(index)/total/\(role.rawValue)", role: role,
                        message: "the stated line total \(stated) is not \(computed), which price, discounts and "
                            + "taxes give, and no rounding names the difference",
                        difference: difference))
            }
        }
    }

    private func checkGrandTotals(_ violations: inout [InvariantViolation]) {
        for role in Role.allCases {
            guard let stated = totals.stated.grand[role]?.money else { continue }
            let sums = RoleTotals(self, role: role)
            guard let computed = sums.grand.value else { continue }
            let difference = stated.exceeding(computed)
            if let difference, difference.isZero || difference.isWithin(sums.rounding.value) { continue }
            violations.append(
                InvariantViolation(
                    rule: .grandTotal, pointer: "/totals/stated/grand/\(role.rawValue)", role: role,
                    message: "the stated total \(stated) is not \(computed), which lines, charges and components "
                        + "give, and no rounding names the difference",
                    difference: difference))
        }
    }

    private func checkQuantities(_ violations: inout [InvariantViolation]) {
        for index in lines.indices {
            let counters = lines[index].counters
            // Where two quantities have no difference in 38 digits, no rule about them can hold.
            let open = (try? lines[index].quantity.subtracting(counters.cancelled)) ?? 0
            if counters.shipped > open {
                violations.append(
                    InvariantViolation(
                        rule: .quantity, pointer: "/lines/\(index)/counters/shipped",
                        message: "\(counters.shipped) shipped, but only \(open) ordered and not cancelled"))
            }
            if counters.returned > counters.shipped {
                violations.append(
                    InvariantViolation(
                        rule: .quantity, pointer: "/lines/\(index)/counters/returned",
                        message: "\(counters.returned) returned, but only \(counters.shipped) shipped"))
            }
        }
    }

    private static func rounding(_ components: [MoneyComponent], _ role: Role) -> Money? {
        var sum = MoneySum()
        for index in components.indices where components[index].kind == .rounding {
            sum.add(components[index].amounts[role].map { $0.money.isNegative ? $0.money.negated : $0.money })
        }
        return sum.value
    }
}
