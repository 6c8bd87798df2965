extension MoneyComponent: CanonicalJSON {
    /// Writes the component; that it is not included and visible goes without saying.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("kind", kind.rawValue)
        writer.member("code", code)
        writer.member("title", title)
        writer.member("amounts", amounts)
        writer.member("rate", rate)
        writer.member("isIncluded", isIncluded, unless: false)
        writer.member("fundedBy", fundedBy)
        writer.member("isVisibleToBuyer", isVisibleToBuyer, unless: true)
        writer.endObject()
    }

    /// Reads a component, not included and visible unless it says otherwise.
    ///
    /// - Throws: ``JSONReadError`` if the kind is missing or not ours, or an amount is wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(kind: try reader.choice("kind", Kind.self), amounts: Amounts())
        code = try reader.optionalString("code")
        title = try reader.optionalString("title")
        amounts = try reader.amounts("amounts")
        rate = try reader.optionalExact("rate")
        isIncluded = try reader.optionalBool("isIncluded") ?? false
        fundedBy = try reader.optionalCode("fundedBy")
        isVisibleToBuyer = try reader.optionalBool("isVisibleToBuyer") ?? true
    }
}
