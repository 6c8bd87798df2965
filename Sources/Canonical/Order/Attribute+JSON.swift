extension Attribute: CanonicalJSON {
    /// Writes name and value.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        writer.member("value", value)
        writer.endObject()
    }

    /// Reads name and value.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(name: try reader.string("name"), value: try reader.string("value"))
    }
}
