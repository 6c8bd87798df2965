extension Order {
    /// Rule 3: an amount that we converted follows from the amount beside it and a rate of the order.
    ///
    /// A grand total is rounded once, half up. Its parts are shared out by the largest remainder, so each of them may
    /// differ from its own rounding, but by less than one minor unit.
    func checkConversions(_ violations: inout [InvariantViolation]) {
        forEachAmounts { amounts, path in
            for role in Role.allCases {
                guard let entry = amounts[role], entry.origin == .converted else { continue }
                let problem = problem(of: entry.money, role, amounts, isWhole: path == .grandTotal)
                guard let problem else { continue }
                violations.append(
                    InvariantViolation(
                        rule: .conversion, pointer: "\(path.pointer)/\(role.rawValue)", role: role,
                        message: problem.message, difference: problem.difference))
            }
        }
    }

    private func problem(
        of converted: Money, _ role: Role, _ amounts: Amounts, isWhole: Bool
    ) -> (message: String, difference: Money?)? {
        let sources = Role.allCases.compactMap { other in
            other == role || amounts[other]?.origin == .converted ? nil : amounts[other]?.money
        }
        guard !sources.isEmpty else { return ("a converted amount has no stated one beside it", nil) }
        var nearest: Money?
        for source in sources {
            for expected in conversions(of: source, to: converted.currency) {
                // Beyond 38 digits the two are far apart, and this rate is not the one.
                guard let difference = try? converted.subtracting(expected.rounded()),
                    let distance = try? converted.subtracting(expected)
                else { continue }
                if difference.isZero || (!isWhole && distance.isLessThanOneMinorUnit) { return nil }
                nearest = nearest ?? difference
            }
        }
        guard let nearest else { return ("no rate of the order leads to this amount's currency", nil) }
        return ("the converted amount \(converted) is not its source times the order's rate", nearest)
    }

    /// What the order's rates make of an amount, with ten decimals beyond the currency's minor unit.
    private func conversions(of source: Money, to currency: Currency) -> [Money] {
        if source.currency == currency { return [source] }
        let scale = currency.minorUnitDigits + 10
        return rates.compactMap { rate in
            // A result beyond 38 digits matches no amount, so this rate leads nowhere.
            if rate.from == source.currency, rate.to == currency {
                return (try? source.amount.multiplied(by: rate.rate, scale: scale)).map { Money($0, currency) }
            }
            guard rate.to == source.currency, rate.from == currency else { return nil }
            return (try? source.amount.divided(by: rate.rate, scale: scale)).map { Money($0, currency) }
        }
    }
}

extension Money {
    /// Whether the amount is closer to zero than one minor unit of its currency.
    var isLessThanOneMinorUnit: Bool { amount.rounded(toScale: currency.minorUnitDigits, rule: .down).isZero }
}
