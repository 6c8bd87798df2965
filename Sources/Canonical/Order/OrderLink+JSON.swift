extension OrderLink: CanonicalJSON {
    /// Writes kind and reference.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", kind)
        writer.member("reference", reference)
        writer.endObject()
    }

    /// Reads kind and reference.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(kind: try reader.code("kind"), reference: try reader.value("reference", Reference.self))
    }
}
