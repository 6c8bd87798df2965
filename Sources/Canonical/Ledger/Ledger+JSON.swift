extension Ledger: CanonicalJSON {
    /// Writes all rows, each with its difference, and whether they balance.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("isBalanced", isBalanced)
        writer.member("rows", rows)
        writer.endObject()
    }

    /// Reads the rows; what follows from them is worked out again.
    ///
    /// - Throws: ``JSONReadError`` if a row is wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        reader.markRead("isBalanced")
        rows = try reader.list("rows", Row.self)
    }
}

extension Ledger.Row: CanonicalJSON {
    /// Writes the row with its difference.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("role", role.rawValue)
        writer.member("path", path)
        writer.member("input", input)
        writer.member("output", output)
        if let difference, !difference.isZero { writer.member("difference", difference) }
        writer.member("cause", cause?.rawValue)
        writer.endObject()
    }

    /// Reads a row; its difference is worked out again.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        reader.markRead("difference")
        self.init(
            role: try reader.choice("role", Role.self), path: try reader.string("path"),
            input: try reader.value("input", Money.self), output: try reader.optionalValue("output", Money.self),
            cause: try reader.optionalChoice("cause", Ledger.Cause.self))
    }
}
