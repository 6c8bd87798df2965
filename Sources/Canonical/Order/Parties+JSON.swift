extension Parties: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("buyer", buyer)
        writer.member("billTo", billTo)
        writer.member("shipTo", shipTo)
        writer.member("hub", hub)
        writer.member("importer", importer)
        writer.member("exporter", exporter)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is of another kind; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        buyer = try reader.optionalValue("buyer", Party.self)
        billTo = try reader.optionalValue("billTo", Party.self)
        shipTo = try reader.optionalValue("shipTo", Party.self)
        hub = try reader.optionalValue("hub", Party.self)
        importer = try reader.optionalValue("importer", Party.self)
        exporter = try reader.optionalValue("exporter", Party.self)
    }
}
