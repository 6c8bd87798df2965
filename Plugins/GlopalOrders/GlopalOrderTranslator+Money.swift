import Canonical

extension GlopalOrderTranslator {
    /// Reads lines, shipping and totals, and finds out whether prices include tax and duty.
    ///
    /// - Throws: `JSONReadError` for an amount or quantity that is none; money is never guessed.
    func readMoney(_ root: JSONReader, _ currency: Currency, into order: inout Order) throws(JSONReadError) {
        var readers: [JSONReader] = []
        if let items = try root.optionalArray(Field.items) {
            for item in items {
                order.lines.append(try line(item, order.lines, currency))
                readers.append(item)
            }
        }
        if let shipping = try root.optionalObject(Field.shipping) {
            order.charges = [try charge(shipping, currency)]
        }
        if let totals = try root.optionalObject(Field.totals) {
            order.totals.stated = try view(totals, currency)
        }
        let sums = GlopalPriceSums(order, currency)
        sums.addOrderComponents(to: &order)
        let reading = sums.reading(of: order) ?? GlopalAssumptions.fallbackReading
        sums.mark(reading, in: &order)
        for (index, reader) in readers.enumerated() {
            try readTotal(reader, reading, currency, into: &order.lines[index])
        }
        sums.nameRounding(in: &order)
    }

    private func line(_ reader: JSONReader, _ known: [Line], _ currency: Currency) throws(JSONReadError) -> Line {
        try reader.asObject()
        let quantity = try reader.decimal(Field.quantity)
        guard quantity > 0 else {
            throw reader.fail(.badValue, at: Field.quantity, "a quantity above zero was wanted")
        }
        let stated = reader.filledText(Field.lineID)
        // Two lines with one id would be one line to every reader; a position tells them apart.
        let isTaken = known.contains { $0.id == stated }
        var line = Line(id: isTaken ? "#\(known.count + 1)" : stated ?? "#\(known.count + 1)", quantity: quantity)
        if let stated {
            line.references = [Reference(system: adapter, scope: storeID, kind: .line, value: stated)]
        }
        line.sku = reader.text(Field.sku)
        line.name = reader.text(Field.lineName)
        line.unitPrice = try reader.amounts(Field.unitPrice, currency) ?? Amounts()
        line.components = try components(reader, [.discount, .tax, .duty], currency)
        line.hsCode = reader.text(Field.hsCode)
        line.originCountry = reader.text(Field.originCountry)
        return line
    }

    private func charge(_ reader: JSONReader, _ currency: Currency) throws(JSONReadError) -> Charge {
        var charge = Charge(kind: .known(.shipping))
        charge.method = reader.text(Field.shippingMethod)
        charge.carrier = reader.text(Field.shippingCarrier)
        charge.price = try reader.amounts(Field.shippingAmount, currency) ?? Amounts()
        charge.components = try components(reader, [.tax, .duty], currency)
        return charge
    }

    private func components(
        _ reader: JSONReader, _ kinds: [MoneyComponent.Kind], _ currency: Currency
    ) throws(JSONReadError) -> [MoneyComponent] {
        var components: [MoneyComponent] = []
        for kind in kinds {
            let name = kind == .discount ? Field.discount : kind == .tax ? Field.tax : Field.duty
            guard let amounts = try reader.amounts(name, currency) else { continue }
            components.append(MoneyComponent(kind: kind, amounts: amounts))
        }
        return components
    }

    private func view(_ reader: JSONReader, _ currency: Currency) throws(JSONReadError) -> Totals.View {
        var view = Totals.View()
        view.lines = try reader.amounts(Field.items, currency) ?? Amounts()
        view.discount = try reader.amounts(Field.discount, currency) ?? Amounts()
        view.shipping = try reader.amounts(Field.shipping, currency) ?? Amounts()
        view.tax = try reader.amounts(Field.tax, currency) ?? Amounts()
        view.duty = try reader.amounts(Field.duty, currency) ?? Amounts()
        view.fee = try reader.amounts(Field.extra, currency) ?? Amounts()
        view.grand = try reader.amounts(Field.grandTotal, currency) ?? Amounts()
        return view
    }

    /// Reads a line's total where it means what ours means: price, discount and the tax not included, without duty.
    ///
    /// What the provider counts into it is not documented. A total that follows from the line's parts in another way is
    /// left in the residue, and ours is computed; one that follows in no way is taken as stated.
    private func readTotal(
        _ reader: JSONReader, _ reading: GlopalAssumptions.PriceReading, _ currency: Currency, into line: inout Line
    ) throws(JSONReadError) {
        let expected = line.computedTotal(currency)
        let stated = try peek(reader, Field.lineTotal)
        guard let expected else {
            line.total = try reader.amounts(Field.lineTotal, currency) ?? Amounts()
            return
        }
        if let stated, stated == expected || !line.otherTotals(currency).contains(stated) {
            line.total = try reader.amounts(Field.lineTotal, currency) ?? Amounts()
        } else {
            line.total.customer = Amounts.Entry(Money(expected, currency).rounded(), origin: .computed)
        }
    }

    /// An amount without counting it as read.
    private func peek(_ reader: JSONReader, _ key: String) throws(JSONReadError) -> ExactDecimal? {
        guard let member = reader.member(key), member.kind != .null else { return nil }
        if let value = member.node.decimalValue { return value }
        return try reader.optionalDecimal(key)
    }
}

extension Line {
    /// Quantity × price − discounts + taxes not included, customer role; nil without a price.
    func computedTotal(_ currency: Currency) -> ExactDecimal? {
        guard let base = base() else { return nil }
        let taxes = components.filter { $0.kind == .tax && !$0.isIncluded }
        return try? ExactDecimal.sum([base] + taxes.compactMap { $0.amounts.customer?.money.amount })
            .rounded(toScale: currency.minorUnitDigits)
    }

    /// The line totals that the same parts give when tax or duty are counted in or not.
    func otherTotals(_ currency: Currency) -> [ExactDecimal] {
        guard let base = base() else { return [] }
        let tax = GlopalPriceSums.sum(components, .tax)
        let duty = GlopalPriceSums.sum(components, .duty)
        // A sum beyond 38 digits is no total that anything could be compared with.
        return [[base], [base, tax], [base, duty], [base, tax, duty]].compactMap {
            try? ExactDecimal.sum($0).rounded(toScale: currency.minorUnitDigits)
        }
    }

    private func base() -> ExactDecimal? {
        // A product beyond 38 digits is no price that anything could be compared with.
        guard let price = unitPrice.customer?.money.amount, let gross = try? price.multiplied(by: quantity) else {
            return nil
        }
        return try? gross.subtracting(GlopalPriceSums.sum(components, .discount))
    }
}
