extension Shipment: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("direction", direction)
        writer.member("carrier", carrier)
        writer.member("service", service)
        writer.member("trackingNumber", trackingNumber)
        writer.member("trackingUrl", trackingURL)
        writer.member("status", status)
        writer.member("shippedAt", shippedAt)
        writer.member("deliveredAt", deliveredAt)
        writer.member("parcels", parcels)
        writer.member("exceptions", exceptions)
        writer.endObject()
    }

    /// Reads a shipment, outbound unless it says otherwise.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        id = try reader.optionalString("id")
        direction = try reader.optionalCode("direction") ?? .known(.outbound)
        carrier = try reader.optionalString("carrier")
        service = try reader.optionalString("service")
        trackingNumber = try reader.optionalString("trackingNumber")
        trackingURL = try reader.optionalString("trackingUrl")
        status = try reader.optionalString("status")
        shippedAt = try reader.optionalValue("shippedAt", Instant.self)
        deliveredAt = try reader.optionalValue("deliveredAt", Instant.self)
        parcels = try reader.list("parcels", Parcel.self)
        exceptions = try reader.list("exceptions", Exception.self)
    }
}

extension Shipment.LineQuantity: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("line", line)
        writer.member("sku", sku)
        writer.member("quantity", quantity)
        writer.member("reason", reason)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            line: try reader.optionalString("line"), sku: try reader.optionalString("sku"),
            quantity: try reader.exact("quantity"), reason: try reader.optionalString("reason"))
    }
}

extension Shipment.Parcel: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("trackingNumber", trackingNumber)
        writer.member("trackingUrl", trackingURL)
        writer.member("lines", lines)
        writer.member("weight", weight)
        writer.member("dimensions", dimensions)
        writer.member("documents", documents)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        id = try reader.optionalString("id")
        trackingNumber = try reader.optionalString("trackingNumber")
        trackingURL = try reader.optionalString("trackingUrl")
        lines = try reader.list("lines", Shipment.LineQuantity.self)
        weight = try reader.optionalExact("weight")
        dimensions = try reader.optionalValue("dimensions", Line.Dimensions.self)
        documents = try reader.list("documents", Document.self)
    }
}

extension Shipment.Exception: CanonicalJSON {
    /// Writes what happened, and to which quantity.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", kind)
        writer.member("line", line)
        writer.endObject()
    }

    /// Reads what happened, and to which quantity.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(kind: try reader.code("kind"), line: try reader.value("line", Shipment.LineQuantity.self))
    }
}
