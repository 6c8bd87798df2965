extension Hold: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.member("pointer", pointer)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            code: try reader.string("code"), message: try reader.string("message"),
            pointer: try reader.optionalString("pointer"))
    }
}
