import Canonical

/// The sums of an order's stated amounts, to find out how they add up to the stated total.
///
/// That amounts are in the order's currency is stated; whether prices include tax and duty is not. The stated total
/// decides among the readings in `GlopalAssumptions.readings`.
struct GlopalPriceSums {
    private let currency: Currency
    private let owners: [[MoneyComponent]]

    /// Gathers lines and charges, before components of the order as a whole are added.
    init(_ order: Order, _ currency: Currency) {
        self.currency = currency
        owners = order.lines.map(\.components) + order.charges.map(\.components)
    }

    /// The sum of the components of one kind, customer role; zero for none.
    static func sum(_ components: [MoneyComponent], _ kind: MoneyComponent.Kind) -> ExactDecimal {
        let amounts = components.filter { $0.kind == kind }.compactMap { $0.amounts.customer?.money.amount }
        // Beyond 38 digits nothing adds up anyway; the total then counts as unexplained.
        return (try? ExactDecimal.sum(amounts)) ?? 0
    }

    /// Adds what the totals state beyond lines and shipping as components of the order as a whole.
    func addOrderComponents(to order: inout Order) {
        let stated = order.totals.stated
        for (kind, amounts) in [
            (MoneyComponent.Kind.discount, stated.discount), (.tax, stated.tax), (.duty, stated.duty),
        ] {
            guard let total = amounts.customer?.money.amount else { continue }
            let parts = Self.sum(owners.flatMap { $0 }, kind)
            guard let rest = try? total.subtracting(parts), rest > 0 else { continue }
            // Nothing of it is on a line, so the stated amount itself is the order's; else only the rest is.
            let entry = parts.isZero ? amounts.customer : Amounts.Entry(Money(rest, currency), origin: .computed)
            order.components.append(MoneyComponent(kind: kind, amounts: Amounts(customer: entry)))
        }
        if !stated.fee.isEmpty {
            order.components.append(
                MoneyComponent(kind: .fee, amounts: stated.fee, code: GlopalAssumptions.Field.extra))
        }
    }

    /// The first reading of the prices that gives the stated grand total; nil when none does.
    func reading(of order: Order) -> GlopalAssumptions.PriceReading? {
        guard let grand = order.totals.stated.grand.customer?.money.amount else { return nil }
        return GlopalAssumptions.readings.first { total(order, $0) == grand }
    }

    /// Marks taxes and duties as included or not, and says so on the order where it is certain.
    func mark(_ reading: GlopalAssumptions.PriceReading, in order: inout Order) {
        func mark(_ components: inout [MoneyComponent]) {
            for index in components.indices {
                switch components[index].kind {
                case .tax: components[index].isIncluded = reading.taxIncluded
                case .duty: components[index].isIncluded = reading.dutyIncluded
                default: break
                }
            }
        }
        for index in order.lines.indices { mark(&order.lines[index].components) }
        for index in order.charges.indices { mark(&order.charges[index].components) }
        mark(&order.components)
        guard self.reading(of: order) == reading else { return }
        let all = owners.flatMap { $0 } + order.components
        if !Self.sum(all, .tax).isZero { order.commercial.taxIncluded = reading.taxIncluded }
        if !Self.sum(all, .duty).isZero { order.commercial.dutyIncluded = reading.dutyIncluded }
    }

    /// Names a difference that is no larger than rounding as such; a larger one is left for a person to see.
    func nameRounding(in order: inout Order) {
        order.fillComputedTotals()
        guard let stated = order.totals.stated.grand.customer?.money.amount,
            let computed = order.totals.computed.grand.customer?.money.amount,
            let difference = try? stated.subtracting(computed), !difference.isZero
        else { return }
        let units = GlopalAssumptions.roundingTolerance * (order.lines.count + order.charges.count)
        guard let limit = try? ExactDecimal(coefficient: Int128(units), scale: currency.minorUnitDigits),
            difference.magnitude <= limit
        else { return }
        order.components.append(
            MoneyComponent(
                kind: .rounding,
                amounts: Amounts(customer: Amounts.Entry(Money(difference, currency), origin: .computed)),
                title: "rounding of the stated total"))
    }

    private func total(_ order: Order, _ reading: GlopalAssumptions.PriceReading) -> ExactDecimal? {
        var parts: [ExactDecimal] = []
        for line in order.lines {
            guard let price = line.unitPrice.customer?.money.amount else { return nil }
            // A sum beyond 38 digits equals no stated total.
            guard let gross = try? price.multiplied(by: line.quantity) else { return nil }
            parts.append(gross)
        }
        parts += order.charges.compactMap { $0.price.customer?.money.amount }
        let all = owners.flatMap { $0 } + order.components
        parts.append(Self.sum(all, .discount).negated)
        parts.append(Self.sum(all, .fee))
        if !reading.taxIncluded { parts.append(Self.sum(all, .tax)) }
        if !reading.dutyIncluded { parts.append(Self.sum(all, .duty)) }
        return try? ExactDecimal.sum(parts)
    }
}
