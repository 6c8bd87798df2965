import AdapterKit
import Canonical

extension GlobalEOrderDescription {
    /// Reads or writes the products.
    ///
    /// A product of which nothing is left (quantity 0) is no line of the order and stays in the residue.
    func lines(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        let products = top.elements("Products") { node in
            let quantity = node.members.first { $0.key.lowercased() == "quantity" }?.value
            return quantity?.looseDecimal?.isZero != true
        }
        for (index, product) in products.enumerated() {
            if top.isReading { order.lines.append(Line(id: "#\(index + 1)", quantity: 0)) }
            guard order.lines.indices.contains(index) else { break }
            let taken = Set(order.lines[..<index].map(\.id))
            try identity(product, &order.lines[index], taken)
            try prices(product, &order.lines[index], order.currencies)
            try details(product, &order.lines[index])
            try breakdowns(product, &order.lines[index], order.currencies)
        }
        if top.isReading { nameWholePrices(products, &order) }
    }

    /// `CartItemId` is the key that refunds and dispatches use (contract 2.4).
    private func identity(
        _ product: GlobalEScribe, _ line: inout Line, _ taken: Set<String>
    ) throws(JSONReadError) {
        var id = line.references.first { $0.kind == .known(.line) }?.value
        try product.text("CartItemId", &id)
        if product.isReading, let id {
            line.references = [Reference(system: adapter, kind: .line, value: id)]
            // Two lines with one id would be one line to every reader; a position tells them apart.
            if !taken.contains(id) { line.id = id }
        }
        // A replacement names the replaced line here, which may be its own id; that is no bundle.
        let isBundled = product.isReading ? taken.contains(product.peek("ParentCartItemId")?.looseText ?? "") : true
        if isBundled { try product.text("ParentCartItemId", &line.bundleParent) }
        try product.text("Sku", &line.sku, .code)
        for key in ["ProductName", "Name"] where !product.isReading || line.name == nil {
            try product.text(key, &line.name)
        }
        var quantity: ExactDecimal? = product.isReading ? nil : line.quantity
        try product.decimal("Quantity", &quantity, isNeeded: true)
        guard product.isReading else { return }
        guard let quantity, quantity > 0 else { throw product.fail("Quantity", "a quantity above zero was wanted") }
        line.quantity = quantity
    }

    private func prices(
        _ product: GlobalEScribe, _ line: inout Line, _ currencies: [Role: Currency]
    ) throws(JSONReadError) {
        let merchant = currencies[.merchant]
        let customer = currencies[.customer]
        try product.money("Price", &line.unitPrice.merchant, merchant)
        try product.money("InternationalPrice", &line.unitPrice.customer, customer)
        try product.money("ListPrice", &line.listPrice.merchant, merchant)
        try product.money("InternationalListPrice", &line.listPrice.customer, customer)
        try product.money("DiscountedPrice", &line.discountedPrice.merchant, merchant)
        try product.money("InternationalDiscountedPrice", &line.discountedPrice.customer, customer)
        try product.money("DiscountedPriceForCustoms", &line.customsValue.merchant, merchant)
        try product.money("InternationalDiscountedPriceForCustoms", &line.customsValue.customer, customer)
    }

    private func details(_ product: GlobalEScribe, _ line: inout Line) throws(JSONReadError) {
        try product.text("GenericHSCode", &line.hsCode)
        try product.text("OriginCountryCode", &line.originCountry)
        try product.text("GiftMessage", &line.giftMessage)
        try product.flag("IsBackOrdered", &line.isBackOrdered)
        try product.moment("BackOrderDate", &line.backOrderDate)
        try attributes(product, &line.options)
        if let metadata = product.object("MetaData") { try attributes(metadata, &line.attributes) }
    }

    private func attributes(_ scribe: GlobalEScribe, _ values: inout [Attribute]) throws(JSONReadError) {
        let elements = scribe.elements("Attributes") { node in
            node.members.contains { $0.key.lowercased() == "attributekey" && $0.value.looseText != nil }
        }
        for (index, element) in elements.enumerated() {
            var name: String? = values.indices.contains(index) && !scribe.isReading ? values[index].name : nil
            var value: String? = values.indices.contains(index) && !scribe.isReading ? values[index].value : nil
            try element.text("AttributeKey", &name)
            try element.text("AttributeValue", &value)
            if scribe.isReading, let name { values.append(Attribute(name: name, value: value ?? "")) }
        }
    }

    /// Rates and breakdowns are parts of prices and totals that count already.
    private func breakdowns(
        _ product: GlobalEScribe, _ line: inout Line, _ currencies: [Role: Currency]
    ) throws(JSONReadError) {
        for (key, code) in [("VATRate", "vat"), ("CustomerVATRate", "customer-vat")] {
            var rate = line.components.first { $0.code == code }?.rate
            try product.decimal(key, &rate)
            guard product.isReading, let rate else { continue }
            line.components.append(
                MoneyComponent(kind: .tax, amounts: Amounts(), code: code, rate: rate, isIncluded: true))
        }
        for (key, role) in [("DTBreakdown", Role.merchant), ("InternationalDTBreakdown", .customer)] {
            guard let breakdown = product.object(key) else { continue }
            try shares(breakdown, role, currencies[role], "line", &line.components)
        }
    }

    /// What a line costs as a whole wins over price times quantity; the difference is a rounding of its own.
    private func nameWholePrices(_ products: [GlobalEScribe], _ order: inout Order) {
        for (index, product) in products.enumerated() where order.lines.indices.contains(index) {
            guard let whole = product.peek("LineItemInternationalPrice")?.looseDecimal,
                let price = order.lines[index].unitPrice.customer?.money,
                let gross = try? price.amount.multiplied(by: order.lines[index].quantity),
                let difference = try? whole.subtracting(gross), !difference.isZero
            else { continue }
            order.components.append(
                MoneyComponent(
                    kind: .rounding,
                    amounts: Amounts(customer: Amounts.Entry(Money(difference, price.currency), origin: .computed)),
                    title: "rounding of the line's price"))
        }
    }
}
