extension Money: CanonicalJSON {
    /// Writes `{"amount":"19.90","currency":"EUR"}`: text, so that no reader rounds it.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    func writeMembers(to writer: inout JSONWriter) {
        writer.key("amount")
        writer.decimalText(amount)
        writer.key("currency")
        writer.currency(currency)
    }

    /// Reads an amount in text and its currency; an amount that is a JSON number is taken with its spelling.
    ///
    /// - Throws: ``JSONReadError`` if either is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(amount: try reader.exact("amount"), currency: try reader.currency("currency"))
    }
}
