extension Return: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("rma", rma)
        writer.member("state", state)
        writer.member("lines", lines)
        writer.member("carrier", carrier)
        writer.member("trackingNumber", trackingNumber)
        writer.member("trackingUrl", trackingURL)
        writer.member("requestedAt", requestedAt)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(id: try reader.string("id"))
        rma = try reader.optionalString("rma")
        state = try reader.optionalCode("state")
        lines = try reader.list("lines", Shipment.LineQuantity.self)
        carrier = try reader.optionalString("carrier")
        trackingNumber = try reader.optionalString("trackingNumber")
        trackingURL = try reader.optionalString("trackingUrl")
        requestedAt = try reader.optionalValue("requestedAt", Instant.self)
    }
}
