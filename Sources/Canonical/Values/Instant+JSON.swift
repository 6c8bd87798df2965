extension Instant: CanonicalJSON {
    /// Writes the moment in UTC; as an object with the source's spelling beside it where that differs.
    public func write(to writer: inout JSONWriter) {
        let own = rfc3339
        let foreign = raw == own ? nil : raw
        guard foreign != nil || !hadZone else { return writer.string(own) }
        writer.beginObject()
        writer.member("at", own)
        writer.member("raw", foreign)
        writer.member("hadZone", hadZone, unless: true)
        writer.endObject()
    }

    /// Reads a moment as text, or as an object of `at`, `raw` and `hadZone`.
    ///
    /// - Throws: ``JSONReadError`` if it is neither, or its text names no moment; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        if reader.kind == .object {
            try reader.asObject()
            self = try Self.parsed(try reader.string("at"), reader)
            raw = try reader.optionalString("raw")
            hadZone = try reader.optionalBool("hadZone") ?? true
        } else {
            self = try Self.parsed(try reader.asString(), reader)
            // Our own spelling can be made again at any time, so it is not kept in memory.
            if hadZone, raw == rfc3339 { raw = nil }
        }
    }

    private static func parsed(_ text: String, _ reader: JSONReader) throws(JSONReadError) -> Instant {
        do throws(InstantSyntaxError) {
            return try Instant(rfc3339: text)
        } catch {
            throw reader.fail(.badValue, "a moment such as 2026-01-31T09:00:00Z was wanted: \(error)")
        }
    }
}
