extension Origin: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("adapter", unlessEmpty: adapter)
        writer.member("store", store)
        writer.member("site", site)
        writer.member("locale", locale)
        writer.member("placedAt", placedAt)
        writer.member("receivedAt", receivedAt)
        writer.member("confirmsAcceptance", confirmsAcceptance, unless: false)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is of another kind; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(adapter: try reader.optionalString("adapter") ?? "")
        store = try reader.optionalString("store")
        site = try reader.optionalString("site")
        locale = try reader.optionalString("locale")
        placedAt = try reader.optionalValue("placedAt", Instant.self)
        receivedAt = try reader.optionalValue("receivedAt", Instant.self)
        confirmsAcceptance = try reader.optionalBool("confirmsAcceptance") ?? false
    }
}
