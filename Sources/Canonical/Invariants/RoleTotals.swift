/// What lines, charges and components of one order come to in one role.
///
/// A line or charge that is valued in other roles only makes the grand total of this role unknowable, not smaller; a
/// component that is stated in other roles only does not belong to this one.
struct RoleTotals {
    let role: Role
    private(set) var lines = MoneySum()
    private(set) var discount = MoneySum()
    private(set) var shipping = MoneySum()
    private(set) var tax = MoneySum()
    private(set) var duty = MoneySum()
    private(set) var fee = MoneySum()
    /// Without rounding, which stands beside it as a named difference.
    private(set) var grand = MoneySum()
    /// How much of a difference is named by rounding components, a magnitude.
    private(set) var rounding = MoneySum()
    /// What the first rounding component calls itself.
    private(set) var roundingName: String?

    init(_ order: Order, role: Role) {
        self.role = role
        // Through a buffer or by position, here and below: a loop over the values would copy each with all its texts.
        order.lines.withUnsafeBufferPointer { lines in
            for index in lines.indices { add(lines[index]) }
        }
        for index in order.charges.indices { add(order.charges[index]) }
        collect(order.components)
        addToGrand(order.components, [.discount, .tax, .duty, .fee])
        name(order.components)
    }

    private mutating func add(_ line: Line) {
        collect(line.components)
        guard !line.isWithoutAmounts else { return }
        if let gross = line.gross(in: role) { lines.add(gross) } else { lines.fail() }
        if let total = line.total[role]?.money {
            grand.add(total)
        } else if let net = line.net(in: role) {
            grand.add(net.rounded())
            name(line.components)
        } else {
            grand.fail()
        }
        addToGrand(line.components, [.duty, .fee])
    }

    private mutating func add(_ charge: Charge) {
        collect(charge.components)
        guard !charge.price.isEmpty || !charge.discountedPrice.isEmpty else { return }
        let discounted = charge.discountedPrice[role]?.money
        guard let price = discounted ?? charge.price[role]?.money else {
            shipping.fail()
            grand.fail()
            return
        }
        shipping.add(charge.price[role]?.money ?? price)
        grand.add(price)
        addToGrand(charge.components, discounted == nil ? [.discount, .tax, .duty, .fee] : [.tax, .duty, .fee])
        name(charge.components)
    }

    /// Sums what the parts of the total are, included or not.
    private mutating func collect(_ components: [MoneyComponent]) {
        components.withUnsafeBufferPointer { components in
            for index in components.indices {
                guard let money = components[index].amounts[role]?.money else { continue }
                switch components[index].kind {
                case .discount: discount.add(money)
                case .tax: tax.add(money)
                case .duty: duty.add(money)
                case .fee: fee.add(money)
                case .reconcileOnly, .rounding: break
                }
            }
        }
    }

    private mutating func addToGrand(_ components: [MoneyComponent], _ kinds: [MoneyComponent.Kind]) {
        for index in components.indices where !components[index].isIncluded && kinds.contains(components[index].kind) {
            let money = components[index].amounts[role]?.money
            if components[index].kind == .discount { grand.subtract(money) } else { grand.add(money) }
        }
    }

    private mutating func name(_ components: [MoneyComponent]) {
        for index in components.indices where components[index].kind == .rounding {
            guard let money = components[index].amounts[role]?.money else { continue }
            rounding.add(money.isNegative ? money.negated : money)
            roundingName = roundingName ?? components[index].title ?? components[index].code ?? "rounding"
        }
    }
}

extension Line {
    /// Whether no role has a price or a total; such a line adds nothing.
    var isWithoutAmounts: Bool { unitPrice.isEmpty && discountedPrice.isEmpty && total.isEmpty }

    /// Quantity × unit price, exact; nil when the role has no price.
    func gross(in role: Role) -> Money? {
        // A product beyond 38 digits is no price; there is nothing to compare with then.
        (unitPrice[role] ?? discountedPrice[role]).flatMap { try? $0.money.multiplied(by: quantity) }
    }

    /// Quantity × unit price − discounts + taxes not included, exact and before rounding.
    func net(in role: Role) -> Money? {
        var sum = MoneySum()
        guard let gross = gross(in: role) else { return nil }
        sum.add(gross)
        // A price that is discounted already is not discounted again.
        let isDiscounted = unitPrice[role] == nil
        for index in components.indices where !components[index].isIncluded {
            let money = components[index].amounts[role]?.money
            if components[index].kind == .discount, !isDiscounted { sum.subtract(money) }
            if components[index].kind == .tax { sum.add(money) }
        }
        return sum.value
    }
}
