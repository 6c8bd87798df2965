extension Refund: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("state", state)
        writer.member("initiator", initiator)
        writer.member("reason", reason)
        writer.member("note", note)
        writer.member("isFull", isFull, unless: false)
        writer.member("amounts", amounts)
        writer.member("lines", lines)
        writer.member("components", components)
        writer.member("liability", liability)
        writer.member("claim", claim)
        writer.member("createdAt", createdAt)
        writer.endObject()
    }

    /// Reads a refund, requested unless it says otherwise.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        id = try reader.optionalString("id")
        state = try reader.optionalCode("state") ?? .known(.requested)
        initiator = try reader.optionalCode("initiator")
        reason = try reader.optionalString("reason")
        note = try reader.optionalString("note")
        isFull = try reader.optionalBool("isFull") ?? false
        amounts = try reader.amounts("amounts")
        lines = try reader.list("lines", Shipment.LineQuantity.self)
        components = try reader.list("components", MoneyComponent.self)
        liability = try reader.optionalValue("liability", Liability.self)
        claim = try reader.optionalValue("claim", Claim.self)
        createdAt = try reader.optionalValue("createdAt", Instant.self)
    }
}

extension Refund.Liability: CanonicalJSON {
    /// Writes both shares.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("merchant", merchant)
        writer.member("provider", provider)
        writer.endObject()
    }

    /// Reads both shares.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            merchant: try reader.value("merchant", Money.self), provider: try reader.value("provider", Money.self))
    }
}

extension Refund.Claim: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", type)
        writer.member("text", text)
        writer.member("amount", amount)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            type: try reader.string("type"), text: try reader.optionalString("text"),
            amount: try reader.optionalValue("amount", Money.self))
    }
}
