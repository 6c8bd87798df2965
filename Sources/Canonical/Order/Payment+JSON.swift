extension Payment: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("method", method)
        writer.member("brand", brand)
        writer.member("lastFour", lastFour)
        writer.member("state", state)
        writer.member("amounts", amounts)
        writer.member("transactions", transactions)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        id = try reader.optionalString("id")
        method = try reader.optionalString("method")
        brand = try reader.optionalString("brand")
        lastFour = try reader.optionalString("lastFour")
        state = try reader.optionalCode("state")
        amounts = try reader.amounts("amounts")
        transactions = try reader.texts("transactions")
    }
}
