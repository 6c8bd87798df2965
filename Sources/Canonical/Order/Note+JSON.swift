extension Note: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("author", author)
        writer.member("audience", audience)
        writer.member("text", text)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            author: try reader.optionalString("author"), audience: try reader.code("audience"),
            text: try reader.string("text"))
    }
}
