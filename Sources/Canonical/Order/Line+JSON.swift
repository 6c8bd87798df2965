extension Line: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id)
        writer.member("references", references)
        writer.member("sku", sku)
        writer.member("name", name)
        writer.member("options", options)
        writer.member("quantity", quantity)
        writer.member("unitPrice", unitPrice)
        writer.member("listPrice", listPrice)
        writer.member("discountedPrice", discountedPrice)
        writer.member("customsValue", customsValue)
        writer.member("total", total)
        writer.member("components", components)
        writer.member("hsCode", hsCode)
        writer.member("originCountry", originCountry)
        writer.member("weight", weight)
        writer.member("dimensions", dimensions)
        writer.member("giftMessage", giftMessage)
        writer.member("isBackOrdered", isBackOrdered)
        writer.member("backOrderDate", backOrderDate)
        writer.member("bundleParent", bundleParent)
        writer.member("attributes", attributes)
        if hasCounters { writer.member("counters", counters) }
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(id: try reader.string("id"), quantity: 0)
        references = try reader.list("references", Reference.self)
        sku = try reader.optionalString("sku")
        name = try reader.optionalString("name")
        options = try reader.list("options", Attribute.self)
        quantity = try reader.exact("quantity")
        unitPrice = try reader.amounts("unitPrice")
        listPrice = try reader.amounts("listPrice")
        discountedPrice = try reader.amounts("discountedPrice")
        customsValue = try reader.amounts("customsValue")
        total = try reader.amounts("total")
        components = try reader.list("components", MoneyComponent.self)
        hsCode = try reader.optionalString("hsCode")
        originCountry = try reader.optionalString("originCountry")
        weight = try reader.optionalExact("weight")
        dimensions = try reader.optionalValue("dimensions", Dimensions.self)
        giftMessage = try reader.optionalString("giftMessage")
        isBackOrdered = try reader.optionalBool("isBackOrdered")
        backOrderDate = try reader.optionalValue("backOrderDate", Instant.self)
        bundleParent = try reader.optionalString("bundleParent")
        attributes = try reader.list("attributes", Attribute.self)
        if let stated = try reader.optionalValue("counters", Counters.self) { counters = stated }
    }
}

extension Line.Counters: CanonicalJSON {
    /// Writes the counters that are above zero.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("cancelled", cancelled.isZero ? nil : cancelled)
        writer.member("shipped", shipped.isZero ? nil : shipped)
        writer.member("returned", returned.isZero ? nil : returned)
        writer.member("refunded", refunded.isZero ? nil : refunded)
        writer.endObject()
    }

    /// Reads the counters; those that are absent are zero.
    ///
    /// - Throws: ``JSONReadError`` if a counter is no number; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        cancelled = try reader.optionalExact("cancelled") ?? 0
        shipped = try reader.optionalExact("shipped") ?? 0
        returned = try reader.optionalExact("returned") ?? 0
        refunded = try reader.optionalExact("refunded") ?? 0
    }
}

extension Line.Dimensions: CanonicalJSON {
    /// Writes length, width and height in millimetres.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("length", length)
        writer.member("width", width)
        writer.member("height", height)
        writer.endObject()
    }

    /// Reads length, width and height in millimetres.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            length: try reader.exact("length"), width: try reader.exact("width"), height: try reader.exact("height"))
    }
}
