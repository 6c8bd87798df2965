extension Reference: CanonicalJSON {
    /// Writes the reference's members.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("system", unlessEmpty: system)
        writer.member("scope", scope)
        writer.member("kind", kind)
        writer.member("value", value)
        writer.member("role", role)
        writer.endObject()
    }

    /// Reads a reference; one without a system belongs to the system that says it, which the caller fills in.
    ///
    /// - Throws: ``JSONReadError`` if kind or value is missing; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            system: try reader.optionalString("system") ?? "", scope: try reader.optionalString("scope"),
            kind: try reader.code("kind"), value: try reader.string("value"), role: try reader.optionalString("role"))
    }
}
