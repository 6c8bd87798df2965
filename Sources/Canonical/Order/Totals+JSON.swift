extension Totals: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        if stated != View() { writer.member("stated", stated) }
        if computed != View() { writer.member("computed", computed) }
        writer.member("differences", differences)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        stated = try reader.optionalValue("stated", View.self) ?? View()
        computed = try reader.optionalValue("computed", View.self) ?? View()
        differences = try reader.list("differences", Difference.self)
    }
}

extension Totals.View: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("lines", lines)
        writer.member("discount", discount)
        writer.member("shipping", shipping)
        writer.member("tax", tax)
        writer.member("duty", duty)
        writer.member("fee", fee)
        writer.member("grand", grand)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        lines = try reader.amounts("lines")
        discount = try reader.amounts("discount")
        shipping = try reader.amounts("shipping")
        tax = try reader.amounts("tax")
        duty = try reader.amounts("duty")
        fee = try reader.amounts("fee")
        grand = try reader.amounts("grand")
    }
}

extension Totals.Difference: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role.rawValue)
        writer.member("money", money)
        writer.member("reason", reason)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            role: try reader.choice("role", Role.self), money: try reader.value("money", Money.self),
            reason: try reader.string("reason"))
    }
}
