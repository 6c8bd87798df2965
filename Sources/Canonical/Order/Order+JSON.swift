extension Order: CanonicalJSON {
    /// Writes the whole order; groups of which nothing is stated are left out.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", unlessEmpty: id.value)
        if version != 0 { writer.member("version", version) }
        writer.member("environment", environment)
        writer.member("references", references)
        writer.member("links", links)
        if origin != Origin(adapter: "") { writer.member("origin", origin) }
        if commercial != CommercialTerms() { writer.member("commercial", commercial) }
        writeCurrencies(to: &writer)
        writer.member("rates", rates)
        if parties != Parties() { writer.member("parties", parties) }
        writer.member("lines", lines)
        writer.member("components", components)
        writer.member("charges", charges)
        writer.member("payments", payments)
        if totals != Totals() { writer.member("totals", totals) }
        writer.member("shipments", shipments)
        writer.member("refunds", refunds)
        writer.member("returns", returns)
        writer.member("documents", documents)
        writer.member("notes", notes)
        if axes != Axes() { writer.member("axes", axes) }
        writer.member("holds", holds)
        writeExtensions(to: &writer)
        writer.member("residue", residue)
        writer.endObject()
    }

    /// Reads an order; without an id or an origin those are empty until a fact's envelope gives them.
    ///
    /// Members that nobody knows stay unread; ``FactContent`` keeps them in the residue.
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(id: OrderID(try reader.optionalString("id") ?? ""), origin: Origin(adapter: ""))
        version = try reader.optionalInt("version") ?? 0
        environment = try reader.optionalCode("environment") ?? environment
        references = try reader.list("references", Reference.self)
        links = try reader.list("links", OrderLink.self)
        origin = try reader.optionalValue("origin", Origin.self) ?? origin
        commercial = try reader.optionalValue("commercial", CommercialTerms.self) ?? commercial
        currencies = try Self.readCurrencies(reader)
        rates = try reader.list("rates", ExchangeRate.self)
        parties = try reader.optionalValue("parties", Parties.self) ?? parties
        lines = try reader.list("lines", Line.self)
        components = try reader.list("components", MoneyComponent.self)
        charges = try reader.list("charges", Charge.self)
        payments = try reader.list("payments", Payment.self)
        totals = try reader.optionalValue("totals", Totals.self) ?? totals
        shipments = try reader.list("shipments", Shipment.self)
        refunds = try reader.list("refunds", Refund.self)
        returns = try reader.list("returns", Return.self)
        documents = try reader.list("documents", Document.self)
        notes = try reader.list("notes", Note.self)
        axes = try reader.optionalValue("axes", Axes.self) ?? axes
        holds = try reader.list("holds", Hold.self)
        extensions = try Self.readExtensions(reader)
        residue = try reader.list("residue", Residue.self)
    }

    private func writeCurrencies(to writer: inout JSONWriter) {
        guard !currencies.isEmpty else { return }
        writer.key("currencies")
        writer.beginObject()
        writer.member("merchant", currencies[.merchant]?.code)
        writer.member("customer", currencies[.customer]?.code)
        writer.member("settlement", currencies[.settlement]?.code)
        writer.member("customs", currencies[.customs]?.code)
        writer.endObject()
    }

    private static func readCurrencies(_ reader: JSONReader) throws(JSONReadError) -> [Role: Currency] {
        guard let object = try reader.optionalObject("currencies") else { return [:] }
        var currencies: [Role: Currency] = [:]
        for role in Role.allCases where object.presence(role.rawValue) == .value {
            currencies[role] = try object.currency(role.rawValue)
        }
        return currencies
    }

    /// An object has every key once; where two extensions share a name, the later one is written.
    private func writeExtensions(to writer: inout JSONWriter) {
        guard !extensions.isEmpty else { return }
        writer.key("extensions")
        writer.beginObject()
        for (position, item) in extensions.enumerated() {
            guard !extensions[(position + 1)...].contains(where: { $0.name == item.name }) else { continue }
            writer.key(item.name)
            writer.raw(item.value)
        }
        writer.endObject()
    }

    private static func readExtensions(_ reader: JSONReader) throws(JSONReadError) -> [Extension] {
        guard let object = try reader.optionalObject("extensions") else { return [] }
        var extensions: [Extension] = []
        try object.forEachMember { (name, value) throws(JSONReadError) in
            extensions.append(Extension(name: name, value: JSONText(validated: value.asRaw())))
        }
        return extensions
    }
}
