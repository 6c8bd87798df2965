import Canonical

/// One amount that counts into an order's grand total, by its place.
///
/// A line's total carries its discounts and taxes; its duty stands beside it. What prices include already counts once.
enum ConversionPart {
    case line(Int)
    case lineComponent(Int, Int, isSubtracted: Bool)
    case charge(Int)
    case chargeComponent(Int, Int, isSubtracted: Bool)
    case component(Int, isSubtracted: Bool)

    /// Whether the amount lowers the total.
    var isSubtracted: Bool {
        switch self {
        case .line, .charge: false
        case .lineComponent(_, _, let isSubtracted), .chargeComponent(_, _, let isSubtracted),
            .component(_, let isSubtracted):
            isSubtracted
        }
    }

    /// All amounts of an order that count into its grand total and are stated for the customer.
    static func parts(of order: Order) -> [ConversionPart] {
        var parts: [ConversionPart] = []
        for (index, line) in order.lines.enumerated() {
            parts.append(.line(index))
            for place in counted(line.components, [.duty, .fee]) {
                parts.append(.lineComponent(index, place, isSubtracted: false))
            }
        }
        for (index, charge) in order.charges.enumerated() {
            parts.append(.charge(index))
            for place in counted(charge.components, [.discount, .tax, .duty, .fee]) {
                let isSubtracted = charge.components[place].kind == .discount
                parts.append(.chargeComponent(index, place, isSubtracted: isSubtracted))
            }
        }
        for place in counted(order.components, [.discount, .tax, .duty, .fee]) {
            parts.append(.component(place, isSubtracted: order.components[place].kind == .discount))
        }
        return parts.filter { $0.amounts(in: order).customer != nil }
    }

    /// The amounts at this place.
    func amounts(in order: Order) -> Amounts {
        switch self {
        case .line(let index): order.lines[index].total
        case .lineComponent(let index, let place, _): order.lines[index].components[place].amounts
        case .charge(let index): order.charges[index].price
        case .chargeComponent(let index, let place, _): order.charges[index].components[place].amounts
        case .component(let place, _): order.components[place].amounts
        }
    }

    /// Sets the merchant's amount at this place.
    func set(_ money: Money, in order: inout Order) {
        let entry = Amounts.Entry(money, origin: .converted)
        switch self {
        case .line(let index): order.lines[index].total.merchant = entry
        case .lineComponent(let index, let place, _): order.lines[index].components[place].amounts.merchant = entry
        case .charge(let index): order.charges[index].price.merchant = entry
        case .chargeComponent(let index, let place, _):
            order.charges[index].components[place].amounts.merchant = entry
        case .component(let place, _): order.components[place].amounts.merchant = entry
        }
    }

    private static func counted(_ components: [MoneyComponent], _ kinds: Set<MoneyComponent.Kind>) -> [Int] {
        components.indices.filter { !components[$0].isIncluded && kinds.contains(components[$0].kind) }
    }
}
