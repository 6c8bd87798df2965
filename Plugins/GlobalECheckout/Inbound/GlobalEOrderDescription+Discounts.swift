import AdapterKit
import Canonical

extension GlobalEOrderDescription {
    /// Reads or writes discounts, and markups that are for reconciliation only and never shown to the buyer.
    ///
    /// A discount goes to the line that it names, one on shipping to the shipping charge, every other to the order. The
    /// sign is not guaranteed (contract 2.5), so amounts are magnitudes; the spelling keeps the sign for the way out.
    mutating func discounts(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        var position = 0
        for (key, kind) in [("Discounts", MoneyComponent.Kind.discount), ("Markups", .reconcileOnly)] {
            for element in top.elements(key) {
                defer { position += 1 }
                if top.isReading {
                    var component = MoneyComponent(kind: kind, amounts: Amounts())
                    var line: String?
                    try describe(element, &component, &line, order.currencies)
                    component.isVisibleToBuyer = component.isVisibleToBuyer && kind == .discount
                    places.append(Self.add(component, line, to: &order))
                } else if places.indices.contains(position),
                    let (known, line) = Self.component(at: places[position], of: order)
                {
                    var component = known
                    var line = line
                    try describe(element, &component, &line, order.currencies)
                }
            }
        }
    }

    private func describe(
        _ element: GlobalEScribe, _ component: inout MoneyComponent, _ line: inout String?,
        _ currencies: [Role: Currency]
    ) throws(JSONReadError) {
        try element.text("Name", &component.title)
        try element.text("DiscountType", &component.code)
        try element.decimal("VATRate", &component.rate)
        try element.money("Price", &component.amounts.merchant, currencies[.merchant], isMagnitude: true)
        try element.money("InternationalPrice", &component.amounts.customer, currencies[.customer], isMagnitude: true)
        try element.text("ProductCartItemId", &line)
        var source = component.fundedBy.map(\.raw)
        try element.leaf(
            "DiscountSource", &source,
            decode: { $0.looseText.map { GlobalEAssumptions.discountSources[$0.lowercased()] ?? $0 } },
            spell: { source in
                let code = GlobalEAssumptions.discountSources.first { $0.value == source }?.key ?? source
                return [("n", Array(code.utf8)), ("q", GlobalEJSON.quoted(code)), ("s", GlobalEJSON.quoted(source))]
            })
        guard element.isReading, let source else { return }
        component.fundedBy = CodeValue(source)
        component.isVisibleToBuyer = !GlobalEAssumptions.hiddenSources.contains(source)
    }

    /// Puts a component where it belongs and gives the place as a pointer.
    private static func add(_ component: MoneyComponent, _ line: String?, to order: inout Order) -> String {
        if let line,
            let index = order.lines.firstIndex(where: {
                $0.id == line || $0.references.contains { $0.value == line }
            })
        {
            order.lines[index].components.append(component)
            return "/lines/\(index)/components/\(order.lines[index].components.count - 1)"
        }
        if component.code == GlobalEAssumptions.shippingDiscount, component.kind == .discount, !order.charges.isEmpty {
            order.charges[0].components.append(component)
            return "/charges/0/components/\(order.charges[0].components.count - 1)"
        }
        order.components.append(component)
        // The id of a line that the order does not have goes with the place, for nothing else could keep it.
        return "/components/\(order.components.count - 1)" + (line.map { "|\($0)" } ?? "")
    }

    private static func component(at place: String, of order: Order) -> (MoneyComponent, line: String?)? {
        let pieces = place.split(separator: "|", maxSplits: 1)
        let parts = (pieces.first ?? "").split(separator: "/")
        guard let position = parts.last.flatMap({ Int($0) }) else { return nil }
        let owner = parts.count == 4 ? Int(parts[1]) : nil
        switch (parts.first, owner) {
        case ("lines", let owner?):
            guard order.lines.indices.contains(owner), order.lines[owner].components.indices.contains(position) else {
                return nil
            }
            let line = order.lines[owner]
            return (line.components[position], line.references.first { $0.kind == .known(.line) }?.value ?? line.id)
        case ("charges", let owner?):
            guard order.charges.indices.contains(owner), order.charges[owner].components.indices.contains(position)
            else { return nil }
            return (order.charges[owner].components[position], nil)
        default:
            guard order.components.indices.contains(position) else { return nil }
            return (order.components[position], pieces.count == 2 ? String(pieces[1]) : nil)
        }
    }
}
