extension JSONReader {
    /// A cursor on the object of a key; opens it.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or no object; refuse the message.
    public func object(_ key: String) throws(JSONReadError) -> JSONReader {
        let found = try required(key)
        try session.open(found, as: .object)
        return JSONReader(session: session, index: found)
    }

    /// A cursor on the object of a key, opened; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and no object; refuse the message.
    public func optionalObject(_ key: String) throws(JSONReadError) -> JSONReader? {
        let found = try optional(key)
        guard found >= 0 else { return nil }
        try session.open(found, as: .object)
        return JSONReader(session: session, index: found)
    }

    /// This cursor, once it is sure that it stands on an object; opens it.
    ///
    /// - Throws: ``JSONReadError`` if the value is no object; refuse the message.
    @discardableResult
    public func asObject() throws(JSONReadError) -> JSONReader {
        try session.open(index, as: .object)
        return self
    }

    /// Cursors on the elements of a key's array; opens the array.
    ///
    /// - Throws: ``JSONReadError`` if it is absent, null or no array; refuse the message.
    public func array(_ key: String) throws(JSONReadError) -> JSONReaderArray {
        let found = try required(key)
        try session.open(found, as: .array)
        return JSONReaderArray(session: session, index: found)
    }

    /// Cursors on the elements of a key's array, opened; nil if absent or null.
    ///
    /// - Throws: ``JSONReadError`` if it is there and no array; refuse the message.
    public func optionalArray(_ key: String) throws(JSONReadError) -> JSONReaderArray? {
        let found = try optional(key)
        guard found >= 0 else { return nil }
        try session.open(found, as: .array)
        return JSONReaderArray(session: session, index: found)
    }

    /// Cursors on the elements of the array that the cursor is on; opens it.
    ///
    /// - Throws: ``JSONReadError`` if the value is no array; refuse the message.
    public func asArray() throws(JSONReadError) -> JSONReaderArray {
        try session.open(index, as: .array)
        return JSONReaderArray(session: session, index: index)
    }

    /// A cursor on whatever a key has, null included; reads nothing; nil if absent.
    public func member(_ key: String) -> JSONReader? {
        let found = find(key)
        return found < 0 ? nil : JSONReader(session: session, index: found)
    }

    /// Visits the members in document order; opens the object and reads no value.
    ///
    /// - Throws: ``JSONReadError`` if the cursor is on no object, or what the visitor throws.
    public func forEachMember(
        _ body: (_ key: String, _ value: JSONReader) throws(JSONReadError) -> Void
    ) throws(JSONReadError) {
        try session.open(index, as: .object)
        let end = Int(session.storage.nodes[index].next)
        var member = index + 1
        while member < end {
            let node = session.storage.nodes[member]
            try body(session.storage.key(node), JSONReader(session: session, index: member))
            member = Int(node.next)
        }
    }

    /// The bytes of a key's value as they stand in the document; all within counts as read.
    ///
    /// - Throws: ``JSONReadError`` if it is absent; refuse the message.
    public func raw(_ key: String) throws(JSONReadError) -> [UInt8] {
        session.raw(try required(key))
    }

    /// The bytes of a key's value, null included; all within counts as read; nil if absent.
    ///
    /// - Throws: ``JSONReadError`` if the cursor is on no object; refuse the message.
    public func optionalRaw(_ key: String) throws(JSONReadError) -> [UInt8]? {
        let found = find(key)
        if found < 0, kind != .object { throw session.wrongType(index, wanted: "an object") }
        return found < 0 ? nil : session.raw(found)
    }

    /// The bytes of the value that the cursor is on; all within counts as read.
    public func asRaw() -> [UInt8] { session.raw(index) }
}
