extension Amounts: CanonicalJSON {
    /// Writes an object by role; a role that is absent is not written.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("merchant", merchant)
        writer.member("customer", customer)
        writer.member("settlement", settlement)
        writer.member("customs", customs)
        writer.endObject()
    }

    /// Reads an object by role.
    ///
    /// - Throws: ``JSONReadError`` if an amount is wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            merchant: try reader.optionalValue("merchant", Entry.self),
            customer: try reader.optionalValue("customer", Entry.self),
            settlement: try reader.optionalValue("settlement", Entry.self),
            customs: try reader.optionalValue("customs", Entry.self))
    }
}

extension Amounts.Entry: CanonicalJSON {
    /// Writes the amount, with its origin beside it unless it is stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        money.writeMembers(to: &writer)
        if origin != .stated { writer.member("origin", origin.rawValue) }
        writer.endObject()
    }

    /// Reads an amount and its origin, stated if there is none.
    ///
    /// - Throws: ``JSONReadError`` if the amount or the origin is wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        let money = try Money(reading: reader)
        self.init(money, origin: try reader.optionalChoice("origin", Amounts.Origin.self) ?? .stated)
    }
}
