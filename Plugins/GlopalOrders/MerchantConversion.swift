import AdapterKit
import Canonical

/// Adds the merchant's amounts beside the stated ones, by the rate in the order.
///
/// Source: Order API 2.3.2 (stated: divide every amount by `exchange_rates.{base}.rate`, never another day's rate).
/// Rounding after dividing, and the sharing of what rounding leaves, are assumed.
struct MerchantConversion {
    let base: Currency
    /// Units of the order's currency for one unit of the base currency; nil when both are the same.
    let rate: ExactDecimal?

    /// Finds the rate.
    ///
    /// - Throws: `TranslationProblem` when there is none: no amount is converted by a guess.
    init(from currency: Currency, to base: Currency, rates: [ExchangeRate]) throws(TranslationProblem) {
        self.base = base
        let stated = rates.first { $0.from == base && $0.to == currency }?.rate
        guard base != currency else {
            if let stated, stated != 1 {
                throw TranslationProblem(
                    code: "glopal.rate", pointer: "/exchange_rates/\(base.code)/rate",
                    message: "the rate of a currency to itself is not 1")
            }
            rate = nil
            return
        }
        guard let stated else {
            throw TranslationProblem(
                code: "glopal.rate", pointer: "/exchange_rates/\(base.code)/rate",
                message: "the order has no rate above zero for the base currency \(base.code)")
        }
        rate = stated
    }

    /// Fills the merchant role of every amount; the parts of the grand total sum to it.
    ///
    /// - Throws: `TranslationProblem` when an exact result has no room.
    func apply(to order: inout Order) throws(TranslationProblem) {
        order.currencies[.merchant] = base
        for index in order.lines.indices {
            try fill(&order.lines[index].unitPrice)
            try fill(&order.lines[index].total)
            try fill(&order.lines[index].components)
        }
        for index in order.charges.indices {
            try fill(&order.charges[index].price)
            try fill(&order.charges[index].components)
        }
        try fill(&order.components)
        try fill(&order.totals.stated)
        for index in order.refunds.indices { try fill(&order.refunds[index].amounts) }
        guard rate != nil else { return }
        try share(&order)
        for index in order.lines.indices { nameRounding(&order.lines[index]) }
    }

    /// One amount in the base currency, rounded to its minor unit.
    ///
    /// - Throws: `TranslationProblem` when the quotient has no room.
    func converted(_ amount: ExactDecimal, extraDigits: Int = 0) throws(TranslationProblem) -> ExactDecimal {
        guard let rate else { return amount }
        return try GlopalDocument.calculate(at: "/exchange_rates/\(base.code)/rate") { () throws(ArithmeticFailure) in
            try amount.divided(
                by: rate, scale: base.minorUnitDigits + extraDigits, rule: GlopalAssumptions.rounding)
        }
    }

    private func fill(_ amounts: inout Amounts) throws(TranslationProblem) {
        guard let stated = amounts.customer, amounts.merchant == nil else { return }
        amounts.merchant = Amounts.Entry(Money(try converted(stated.money.amount), base), origin: .converted)
    }

    private func fill(_ view: inout Totals.View) throws(TranslationProblem) {
        try fill(&view.lines)
        try fill(&view.discount)
        try fill(&view.shipping)
        try fill(&view.tax)
        try fill(&view.duty)
        try fill(&view.fee)
        try fill(&view.grand)
    }

    private func fill(_ components: inout [MoneyComponent]) throws(TranslationProblem) {
        // A rounding belongs to one role: the other role's rounding is its own.
        for index in components.indices where components[index].kind != .rounding {
            try fill(&components[index].amounts)
        }
    }

    /// Shares the converted total among its parts by the largest remainder, so that nothing is lost to rounding.
    private func share(_ order: inout Order) throws(TranslationProblem) {
        let parts = ConversionPart.parts(of: order)
        var exact: [ExactDecimal] = []
        var stated: [ExactDecimal] = []
        for part in parts {
            guard let amount = part.amounts(in: order).customer?.money.amount else { continue }
            let signed = part.isSubtracted ? amount.negated : amount
            stated.append(signed)
            exact.append(try converted(signed, extraDigits: 10))
        }
        guard !exact.isEmpty else { return }
        let sum = try GlopalDocument.calculate(at: "/totals") { () throws(ArithmeticFailure) in
            try ExactDecimal.sum(stated)
        }
        let shares = try GlopalDocument.calculate(at: "/totals") { [exact] () throws(ArithmeticFailure) in
            try ExactDecimal.largestRemainder(
                total: total(of: sum), parts: exact, scale: base.minorUnitDigits)
        }
        for (part, share) in zip(parts, shares) {
            part.set(Money(part.isSubtracted ? share.negated : share, base), in: &order)
        }
        try nameDifference(sum, in: &order)
    }

    private func total(of sum: ExactDecimal) throws(ArithmeticFailure) -> ExactDecimal {
        guard let rate else { return sum }
        return try sum.divided(by: rate, scale: base.minorUnitDigits, rule: GlopalAssumptions.rounding)
    }

    /// Where the stated total is rounded against its parts, the converted one is too, by its own amount.
    private func nameDifference(_ sum: ExactDecimal, in order: inout Order) throws(TranslationProblem) {
        guard let index = order.components.firstIndex(where: { $0.kind == .rounding }),
            let grand = order.totals.stated.grand.merchant?.money.amount
        else { return }
        let difference = try GlopalDocument.calculate(at: "/totals") { () throws(ArithmeticFailure) in
            try grand.subtracting(total(of: sum))
        }
        order.components[index].amounts.merchant = Amounts.Entry(Money(difference, base), origin: .computed)
    }

    /// Names what a line's converted total has beside its converted parts.
    private func nameRounding(_ line: inout Line) {
        guard let statedPrice = line.unitPrice.customer, let price = line.unitPrice.merchant,
            let statedTotal = line.total.customer, let total = line.total.merchant,
            // A line whose stated amounts do not add up has more than a rounding, and must show it.
            let stated = net(line, statedPrice.money, \.customer), stated == statedTotal.money.amount,
            let computed = net(line, price.money, \.merchant),
            let difference = try? total.money.amount.subtracting(computed), !difference.isZero
        else { return }
        line.components.append(
            MoneyComponent(
                kind: .rounding,
                amounts: Amounts(merchant: Amounts.Entry(Money(difference, base), origin: .computed)),
                title: "rounding of the conversion"))
    }

    private func net(_ line: Line, _ price: Money, _ role: KeyPath<Amounts, Amounts.Entry?>) -> ExactDecimal? {
        var parts: [ExactDecimal] = []
        // A product beyond 38 digits has no rounding that could be named.
        guard let gross = try? price.amount.multiplied(by: line.quantity) else { return nil }
        parts.append(gross)
        for component in line.components where !component.isIncluded {
            guard let amount = component.amounts[keyPath: role]?.money.amount else { continue }
            if component.kind == .discount { parts.append(amount.negated) }
            if component.kind == .tax { parts.append(amount) }
        }
        return try? ExactDecimal.sum(parts).rounded(toScale: price.currency.minorUnitDigits)
    }
}
