extension Document: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", kind)
        writer.member("state", state)
        writer.member("format", format)
        writer.member("url", url)
        writer.member("contentHash", contentHash)
        writer.member("size", size)
        writer.member("reference", reference)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(kind: try reader.string("kind"), state: try reader.code("state"))
        format = try reader.optionalString("format")
        url = try reader.optionalString("url")
        contentHash = try reader.optionalString("contentHash")
        size = try reader.optionalInt("size")
        reference = try reader.optionalString("reference")
    }
}
