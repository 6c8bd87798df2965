extension Charge: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", kind)
        writer.member("method", method)
        writer.member("carrier", carrier)
        writer.member("service", service)
        writer.member("deliverFrom", deliverFrom)
        writer.member("deliverTo", deliverTo)
        writer.member("price", price)
        writer.member("discountedPrice", discountedPrice)
        writer.member("components", components)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(kind: try reader.code("kind"))
        method = try reader.optionalString("method")
        carrier = try reader.optionalString("carrier")
        service = try reader.optionalString("service")
        deliverFrom = try reader.optionalValue("deliverFrom", Instant.self)
        deliverTo = try reader.optionalValue("deliverTo", Instant.self)
        price = try reader.amounts("price")
        discountedPrice = try reader.amounts("discountedPrice")
        components = try reader.list("components", MoneyComponent.self)
    }
}
