/// Orders, made from scratch or from a quote.
///
/// Source: contract B7, B8.
extension ShippingBook {
    /// What a prealert may not repeat, because the quote has it.
    static let quoted = [
        "products", "currency", "incoterm", "from_country_id", "to_country_id", "amounts", "declared_value",
    ]

    /// Makes an order with all that it needs in one request.
    ///
    /// - Throws: `ShippingRefusal`; nothing has changed then.
    mutating func createOrder(_ body: ShippingFields, for login: String) throws -> ShippingOrder {
        let reference = try body.needText("order_reference", 3...255)
        if body.member("transaction_id") != nil {
            throw ShippingRefusal.invalid("transaction_id", "an order from a quote is made by prealert")
        }
        let route = ShippingTariff(
            from: try body.needCountry("from_country_id"), to: try body.needCountry("to_country_id"),
            currency: try body.needCurrency("currency"))
        let incoterm = try Self.incoterm(body, isNeeded: true)
        let products = try ShippingProduct.checked(
            body.needObjects("products").enumerated().map {
                try ShippingProduct(ofOrder: $1, at: $0)
            })
        let parcels = try body.objects("parcels").map { try ShippingParcel($0) }
        if !parcels.isEmpty { try Self.checkCover(parcels, of: products) }
        try Self.checkAmounts(body)
        let content = Self.sorted(body.value)
        if let known = try repeated(reference, of: login, content) { return known }
        let consignee = try consignee(body, to: route.to)
        let order = ShippingOrder(
            login: login, reference: reference, id: "OPS-\(500_000 + nextNumber())", transactionID: nextTransaction(),
            isFromQuote: false, content: content, route: route, incoterm: incoterm, consignee: consignee,
            products: products, announced: parcels, warnings: try screen(products, to: route.to))
        place(order)
        count("create_order", of: Self.key(login, reference))
        return order
    }

    /// Makes an order out of a quote.
    ///
    /// - Throws: `ShippingRefusal`; nothing has changed then.
    mutating func prealert(_ body: ShippingFields, for login: String, at now: Timestamp) throws -> ShippingOrder {
        let reference = try body.needText("order_reference", 3...255)
        let id = try body.needText("transaction_id")
        for name in Self.quoted where body.member(name) != nil {
            throw ShippingRefusal.invalid(name, "comes from the quote and must not be repeated")
        }
        let content = Self.sorted(body.value)
        guard let quote = quotes[id], quote.login == login, quote.isOfOrder else {
            throw ShippingRefusal.refused("unknown_quote", "there is no such quote", field: "transaction_id")
        }
        if let user = quote.usedBy {
            guard user == reference, let known = order(reference, of: login) else {
                throw ShippingRefusal.refused("quote_used", "another order has used the quote", field: "transaction_id")
            }
            return known
        }
        if let known = try repeated(reference, of: login, content) { return known }
        guard quote.isComplete else {
            throw ShippingRefusal.refused(
                "quote_incomplete", "not every product was calculated", field: "transaction_id")
        }
        guard now < quote.endsAt else {
            throw ShippingRefusal.refused("quote_expired", "the quote has expired", field: "transaction_id")
        }
        let consignee = try consignee(body, to: quote.route.to)
        let order = ShippingOrder(
            login: login, reference: reference, id: "OPS-\(500_000 + nextNumber())", transactionID: id,
            isFromQuote: true, content: content, route: quote.route, incoterm: quote.incoterm, consignee: consignee,
            products: quote.products, announced: [], warnings: try screen(quote.products, to: quote.route.to))
        quotes[id]?.usedBy = reference
        place(order)
        count("prealert", of: Self.key(login, reference))
        return order
    }

    static func incoterm(_ fields: ShippingFields, isNeeded: Bool) throws -> String {
        switch try fields.text("incoterm") {
        case .some("DDP"): return "DDP"
        case .some("DAP"), .some("DDU"): return "DAP"
        case .none where !isNeeded: return "DDP"
        case .none: throw fields.missing("incoterm")
        default: throw ShippingRefusal.invalid(fields.place("incoterm"), "must be DDP, DAP or DDU")
        }
    }

    /// The order of that reference if it was made by the same request.
    private func repeated(_ reference: String, of login: String, _ content: Document) throws -> ShippingOrder? {
        guard let known = order(reference, of: login) else { return nil }
        guard known.content == content else {
            throw ShippingRefusal.refused(
                "reference_conflict", "the reference has an order with other content", field: "order_reference")
        }
        return known
    }

    /// The buyer's address, which a carrier can print and no list denies.
    private func consignee(_ body: ShippingFields, to country: String) throws -> ShippingAddress {
        let address = try ShippingAddress(try body.needObject("consignee"))
        guard address.country == country else {
            throw ShippingRefusal.invalid("consignee.country", "must be \(country), where the order goes")
        }
        if settings.assumptions.refusesBeyondLatin1, let field = address.beyondLatin1.first {
            throw ShippingRefusal.refused(
                "not_latin1", "carriers print Latin-1 only", field: "\(address.place).\(field)")
        }
        let denied = denials(address)
        guard denied.isEmpty else { throw ShippingRefusal(.refused, denied) }
        return address
    }

    /// What sanction lists say of an address.
    func denials(_ address: ShippingAddress) -> [ShippingNotice] {
        address.parties.filter { deniedParties.contains(Self.folded($0.name)) }.map {
            .init("denied_party", "the party is on a sanction list", field: "\(address.place).\($0.field)")
        }
    }

    /// The rules that goods meet.
    func prohibitions(_ hsCode: String?, to country: String) -> [GlopalShippingProhibition] {
        guard let hsCode else { return [] }
        return settings.prohibitions.filter { $0.applies(to: hsCode, destination: country) }
    }

    /// The warnings of goods that may be sent.
    private func screen(_ products: [ShippingProduct], to country: String) throws -> [ShippingNotice] {
        let hits = products.flatMap { product in
            prohibitions(product.hsCode, to: country).map { rule in
                (rule.isForbidding, ShippingNotice(rule.code, rule.message, field: product.place))
            }
        }
        let forbidden = hits.filter(\.0).map(\.1)
        guard forbidden.isEmpty else { throw ShippingRefusal(.refused, forbidden) }
        return hits.map(\.1)
    }

    /// Contents have to cover each line's quantity exactly.
    private static func checkCover(_ parcels: [ShippingParcel], of products: [ShippingProduct]) throws {
        var left = Dictionary(uniqueKeysWithValues: products.map { ($0.lineID, $0.quantity) })
        for content in parcels.flatMap({ $0.contents ?? [] }) {
            guard let rest = left[content.lineID] else {
                throw ShippingRefusal.invalid("parcels", "line \(content.lineID) is not in the order")
            }
            left[content.lineID] = rest - content.quantity
        }
        if let wrong = left.filter({ $0.value != 0 }).keys.min() {
            throw ShippingRefusal.invalid("parcels", "the contents do not cover line \(wrong) exactly")
        }
    }

    private static func checkAmounts(_ body: ShippingFields) throws {
        guard let amounts = try body.object("amounts") else { return }
        for member in amounts.value.members ?? [] where member.value.number == nil && !member.value.isNull {
            throw ShippingRefusal.invalid(amounts.place(member.name), "must be a number")
        }
    }

    /// The same value with the members of every object in the sequence of their names.
    private static func sorted(_ value: Document) -> Document {
        switch value {
        case .list(let elements): .list(elements.map { sorted($0) })
        case .object(let members):
            .object(members.map { .init($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
        default: value
        }
    }
}
