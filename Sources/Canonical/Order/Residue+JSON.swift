extension Residue: CanonicalJSON {
    /// Writes adapter, pointer and the value as it came.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("adapter", adapter)
        writer.member("pointer", pointer)
        writer.key("value")
        writer.raw(value)
        writer.endObject()
    }

    /// Reads adapter, pointer and the value as it stands.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            adapter: try reader.string("adapter"), pointer: try reader.string("pointer"),
            value: JSONText(validated: try reader.raw("value")))
    }
}
