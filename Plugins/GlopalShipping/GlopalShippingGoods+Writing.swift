import Canonical

extension GlopalShippingGoods {
    typealias Name = GlopalShippingAssumptions.Name

    /// Writes the products of an order that is created from scratch.
    func writeProducts(to writer: inout JSONWriter) {
        writeProducts(to: &writer) { item, writer in
            writer.field(Name.quantity, whole: item.quantity)
            writer.field(Name.unitPrice, item.unitPrice)
            writer.field(Name.declaredValue, item.declaredValue)
            writer.weight(item.line.weight)
        }
    }

    /// Writes the products of a calculation.
    func writeQuotedProducts(to writer: inout JSONWriter) {
        writeProducts(to: &writer) { item, writer in
            writer.field(Name.quotedQuantity, whole: item.quantity)
            writer.field(Name.quotedPrice, item.declaredValue)
        }
    }

    private func writeProducts(to writer: inout JSONWriter, _ amounts: (Item, inout JSONWriter) -> Void) {
        writer.key(Name.products)
        writer.array { writer in
            for item in items {
                writer.object { writer in
                    writeIdentity(of: item, to: &writer)
                    writer.field(Name.hsCode, item.hsCode)
                    writer.field(Name.originCountry, item.line.originCountry)
                    amounts(item, &writer)
                }
            }
        }
    }

    /// Writes what says which product it is.
    ///
    /// Source: classification (found): `title`, `description`, `category`, `materials`, `gender`; the last three are taken
    /// from the line's attributes of the same names.
    func writeIdentity(of item: Item, to writer: inout JSONWriter) {
        writer.field(Name.lineID, item.line.id)
        writer.field(Name.sku, item.line.sku)
        writer.field(Name.title, item.line.name)
        let attributes = item.line.attributes
        writer.field(Name.description, attributes.first { $0.name == Name.description }?.value)
        for name in [Name.category, Name.materials] {
            let values = attributes.filter { $0.name == name }.map(\.value)
            guard !values.isEmpty else { continue }
            writer.key(name)
            writer.array { writer in for value in values { writer.string(value) } }
        }
        writer.field(Name.gender, attributes.first { $0.name == Name.gender }?.value)
    }

    /// Writes the order's totals, those that it states in the goods' currency, else those that follow from it.
    ///
    /// Once a quantity was cancelled they are of goods that are not shipped any more, so only shipping is left of them.
    func writeAmounts(of order: Order, to writer: inout JSONWriter) {
        let isPart = Self.isPart(of: order)
        writer.key(Name.amounts)
        writer.object { writer in
            for (name, member) in Self.totals where !isPart || member == \.shipping {
                writer.field(name, total(member, of: order))
            }
        }
    }

    /// The totals with their names in a message.
    private static var totals: [(String, KeyPath<Totals.View, Amounts>)] {
        [
            (Name.products, \.lines), (Name.discount, \.discount), (Name.shipping, \.shipping), (Name.duty, \.duty),
            (Name.tax, \.tax), (Name.total, \.grand),
        ]
    }

    private func total(_ member: KeyPath<Totals.View, Amounts>, of order: Order) -> ExactDecimal? {
        amount(order.totals.stated[keyPath: member]) ?? amount(order.totals.computed[keyPath: member])
    }

    /// What became of every amount of the order in a message that states values and totals.
    func ledger(of order: Order) -> Ledger {
        let isPart = Self.isPart(of: order)
        return ledger(of: order) { place, _ in
            carries(place) && (!isPart || !place.hasPrefix("totals.") || place == "totals.stated.shipping")
        }
    }

    /// Whether less than what was ordered is left to ship.
    private static func isPart(of order: Order) -> Bool { order.lines.contains { !$0.counters.cancelled.isZero } }

    /// What became of every amount of the order in a calculation, which is given values and shipping alone.
    func quoteLedger(of order: Order) -> Ledger {
        ledger(of: order) { place, money in
            if place.hasPrefix("totals") { return place == "totals.stated.shipping" }
            guard let item = items.first(where: { place.hasPrefix("lines[\($0.position)].") }), carries(place) else {
                return false
            }
            // The price that a discount was taken off is not stated, what is left of it is.
            return money.amount == item.declaredValue
        }
    }

    private func ledger(of order: Order, _ isStated: (_ place: String, _ money: Money) -> Bool) -> Ledger {
        var ledger = Ledger()
        order.forEachAmounts { amounts, path in
            for role in Role.allCases {
                guard let money = amounts[role]?.money else { continue }
                let place = path.description
                if role == self.role, money.currency == currency, isStated(place, money) {
                    ledger.record(same: money, role, place)
                } else {
                    let isFolded = role == self.role && isPart(place)
                    ledger.record(missing: money, role, place, cause: isFolded ? .foldedInto : .notExpressible)
                }
            }
        }
        recordDeclaredValues(in: &ledger)
        return ledger
    }

    /// Records where a declared value comes from that nobody stated: the price with its discount folded in, or rounded.
    private func recordDeclaredValues(in ledger: inout Ledger) {
        for item in items where item.origin == .computed && item.exactValue != item.unitPrice {
            ledger.record(
                role, "lines[\(item.position)].declaredValue", input: Money(item.exactValue, currency),
                output: Money(item.declaredValue, currency),
                cause: item.exactValue == item.declaredValue ? .foldedInto : .rounded)
        }
    }

    /// What became of every amount in a message that states none, because the service has them already.
    static func silentLedger(of order: Order) -> Ledger {
        var ledger = Ledger()
        order.forEachAmounts { amounts, path in ledger.record(missing: amounts, path.description) }
        return ledger
    }

    /// Whether a message states the amount as it is.
    private func carries(_ place: String) -> Bool {
        if let member = place.wholeSuffix(after: "totals.stated.") { return member != "fee" }
        return items.contains { item in
            let line = "lines[\(item.position)]."
            if place == line + "unitPrice" { return true }
            if place == line + "customsValue" { return true }
            let isDeclared = item.line.customsValue[role] == nil
            return place == line + "discountedPrice" && isDeclared
        }
    }

    /// Whether the amount counts into one that a message states.
    private func isPart(_ place: String) -> Bool {
        place.contains("components") || place.hasPrefix("charges") || place.hasSuffix("unitPrice")
    }
}

extension String {
    /// What follows a prefix; nil when the text begins otherwise.
    fileprivate func wholeSuffix(after prefix: String) -> Substring? {
        hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}

extension JSONWriter {
    /// Writes a weight given in grams.
    mutating func weight(_ grams: ExactDecimal?) {
        // A weight without room in 38 digits is none.
        guard let grams, let kilograms = try? grams.multiplied(by: ExactDecimal(exactly: "0.001")) else { return }
        typealias Name = GlopalShippingAssumptions.Name
        key(Name.weight)
        object { writer in
            writer.field(Name.value, kilograms.rounded(toScale: 3))
            writer.field(Name.unit, GlopalShippingAssumptions.weightUnit)
        }
    }

    /// Writes a size given in millimetres.
    mutating func dimensions(_ size: Line.Dimensions?) {
        let tenth = ExactDecimal(exactly: "0.1")
        // A length without room in 38 digits is none.
        guard let size, let length = try? size.length.multiplied(by: tenth),
            let width = try? size.width.multiplied(by: tenth), let height = try? size.height.multiplied(by: tenth)
        else { return }
        typealias Name = GlopalShippingAssumptions.Name
        key(Name.dimensions)
        object { writer in
            writer.field(Name.length, length.rounded(toScale: 1))
            writer.field(Name.width, width.rounded(toScale: 1))
            writer.field(Name.height, height.rounded(toScale: 1))
            writer.field(Name.unit, GlopalShippingAssumptions.lengthUnit)
        }
    }
}
