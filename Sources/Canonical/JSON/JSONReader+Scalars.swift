extension JSONReader {
    /// The text of a key, its escapes undone.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or no text; refuse the message.
    public func string(_ key: String) throws(JSONReadError) -> String {
        try session.string(required(key))
    }

    /// The text of a key, its escapes undone; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and no text; refuse the message.
    public func optionalString(_ key: String) throws(JSONReadError) -> String? {
        let found = try optional(key)
        return found < 0 ? nil : try session.string(found)
    }

    /// The text that the cursor is on, its escapes undone.
    ///
    /// - Throws: ``JSONReadError`` if the value is null or no text; refuse the message.
    public func asString() throws(JSONReadError) -> String {
        try session.string(index)
    }

    /// The exact number of a key, its spelling kept.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or no number of up to 38 digits; refuse the message.
    public func decimal(_ key: String) throws(JSONReadError) -> ExactDecimal {
        try session.decimal(required(key))
    }

    /// The exact number of a key, its spelling kept; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and no number of up to 38 digits; refuse the message.
    public func optionalDecimal(_ key: String) throws(JSONReadError) -> ExactDecimal? {
        let found = try optional(key)
        return found < 0 ? nil : try session.decimal(found)
    }

    /// The exact number that the cursor is on, its spelling kept.
    ///
    /// - Throws: ``JSONReadError`` if the value is null or no number of up to 38 digits; refuse the message.
    public func asDecimal() throws(JSONReadError) -> ExactDecimal {
        try session.decimal(index)
    }

    /// The whole number of a key, which may be spelled `2.0`.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or no whole number of 64 bits; refuse the message.
    public func int(_ key: String) throws(JSONReadError) -> Int {
        try session.int(required(key))
    }

    /// The whole number of a key, which may be spelled `2.0`; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and no whole number of 64 bits; refuse the message.
    public func optionalInt(_ key: String) throws(JSONReadError) -> Int? {
        let found = try optional(key)
        return found < 0 ? nil : try session.int(found)
    }

    /// The whole number that the cursor is on, which may be spelled `2.0`.
    ///
    /// - Throws: ``JSONReadError`` if the value is null or no whole number of 64 bits; refuse the message.
    public func asInt() throws(JSONReadError) -> Int {
        try session.int(index)
    }

    /// The truth of a key.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or neither true nor false; refuse the message.
    public func bool(_ key: String) throws(JSONReadError) -> Bool {
        try session.bool(required(key))
    }

    /// The truth of a key; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and neither true nor false; refuse the message.
    public func optionalBool(_ key: String) throws(JSONReadError) -> Bool? {
        let found = try optional(key)
        return found < 0 ? nil : try session.bool(found)
    }

    /// The truth that the cursor is on.
    ///
    /// - Throws: ``JSONReadError`` if the value is null or neither true nor false; refuse the message.
    public func asBool() throws(JSONReadError) -> Bool {
        try session.bool(index)
    }
}
