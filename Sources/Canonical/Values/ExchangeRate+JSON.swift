extension ExchangeRate: CanonicalJSON {
    /// Writes the rate as text, spelled as it was stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("from", from.code)
        writer.member("to", to.code)
        writer.member("rate", rate)
        writer.member("kind", kind)
        writer.member("source", source)
        writer.member("time", time)
        writer.endObject()
    }

    /// Reads a rate.
    ///
    /// - Throws: ``JSONReadError`` if a currency or the rate is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            from: try reader.currency("from"), to: try reader.currency("to"), rate: try reader.exact("rate"),
            kind: try reader.optionalString("kind"), source: try reader.optionalString("source"),
            time: try reader.optionalValue("time", Instant.self))
    }
}
