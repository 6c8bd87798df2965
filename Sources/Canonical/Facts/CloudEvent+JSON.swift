extension CloudEvent: CanonicalJSON {
    static let sourcePrefix = "/adapters/"

    /// Writes the envelope with its data.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("specversion", "1.0")
        writer.member("id", id.value)
        writer.member("source", Self.sourcePrefix + source)
        writer.member("type", type)
        writer.member("subject", subject.value)
        writer.member("time", time.rfc3339)
        writer.member("datacontenttype", "application/json")
        writer.member("duplicatekey", duplicateKey)
        writer.member("causationid", causation?.value)
        writer.member("origin", origin)
        writer.member("route", route)
        writer.member("revision", revision)
        writer.member("traceparent", traceparent)
        writer.member("data", data)
        writer.endObject()
    }

    /// Reads an envelope with its data.
    ///
    /// - Throws: ``JSONReadError`` if it is not of version 1.0, or a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        guard try reader.string("specversion") == "1.0" else {
            throw reader.fail(.badValue, at: "specversion", "CloudEvents version 1.0 was wanted")
        }
        id = FactID(try reader.string("id"))
        let path = try reader.string("source")
        guard path.hasPrefix(Self.sourcePrefix), path.utf8.count > Self.sourcePrefix.utf8.count else {
            throw reader.fail(.badValue, at: "source", "/adapters/ and the id of an adapter was wanted")
        }
        source = String(path.dropFirst(Self.sourcePrefix.count))
        type = try reader.string("type")
        subject = OrderID(try reader.string("subject"))
        time = try reader.value("time", Instant.self)
        reader.markRead("datacontenttype")
        duplicateKey = try reader.string("duplicatekey")
        causation = try reader.optionalString("causationid").map { FactID($0) }
        origin = try reader.string("origin")
        route = try reader.optionalString("route")
        revision = try reader.optionalString("revision")
        traceparent = try reader.optionalString("traceparent")
        data = try reader.value("data", FactContent.self)
    }
}

extension Fact {
    /// Writes the fact in its CloudEvents 1.0 envelope, as it is sent along a route.
    public func writeCloudEvent(to writer: inout JSONWriter, route: String? = nil) {
        CloudEvent(self, route: route).write(to: &writer)
    }
}
