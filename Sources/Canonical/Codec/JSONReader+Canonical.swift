/// Members of canonical objects: absent and `null` give nil or the empty value.
extension JSONReader {
    /// An exact number, written as text or as a number; its spelling is kept.
    func exact(_ key: String) throws(JSONReadError) -> ExactDecimal {
        try exact(at: required(key))
    }

    func optionalExact(_ key: String) throws(JSONReadError) -> ExactDecimal? {
        let found = try optional(key)
        return found < 0 ? nil : try exact(at: found)
    }

    func code<Known>(_ key: String) throws(JSONReadError) -> CodeValue<Known> {
        CodeValue(try string(key))
    }

    func optionalCode<Known>(_ key: String) throws(JSONReadError) -> CodeValue<Known>? {
        guard let raw = try optionalString(key) else { return nil }
        return CodeValue(raw)
    }

    /// A value of a closed set, nil when absent.
    func optionalChoice<Choice: RawRepresentable>(
        _ key: String, _ type: Choice.Type
    ) throws(JSONReadError) -> Choice? where Choice.RawValue == String {
        guard let raw = try optionalString(key) else { return nil }
        guard let choice = Choice(rawValue: raw) else {
            throw fail(.badValue, at: key, "one of the values that the canonical form names was wanted")
        }
        return choice
    }

    /// A value of a closed set.
    func choice<Choice: RawRepresentable>(
        _ key: String, _ type: Choice.Type
    ) throws(JSONReadError) -> Choice where Choice.RawValue == String {
        guard let choice = try optionalChoice(key, type) else {
            throw fail(.missing, at: key, "a value is needed here and missing")
        }
        return choice
    }

    func currency(_ key: String) throws(JSONReadError) -> Currency {
        let found = try required(key)
        let node = session.storage.nodes[found]
        // A code has no escape, so the bytes tell as well as a text made of them.
        if node.kind == .string, let letters = Currency.pack(session.storage.buffer(node.contentRange)) {
            session.markRead(found)
            return Currency(letters: letters)
        }
        guard let currency = Currency(try session.string(found)) else {
            throw fail(.badValue, at: key, "a currency code of three capital letters was wanted")
        }
        return currency
    }

    func value<Value: CanonicalJSON>(_ key: String, _ type: Value.Type) throws(JSONReadError) -> Value {
        try Value(reading: JSONReader(session: session, index: required(key)))
    }

    func optionalValue<Value: CanonicalJSON>(_ key: String, _ type: Value.Type) throws(JSONReadError) -> Value? {
        let found = try optional(key)
        return found < 0 ? nil : try Value(reading: JSONReader(session: session, index: found))
    }

    func amounts(_ key: String) throws(JSONReadError) -> Amounts {
        try optionalValue(key, Amounts.self) ?? Amounts()
    }

    func list<Value: CanonicalJSON>(_ key: String, _ type: Value.Type) throws(JSONReadError) -> [Value] {
        guard let elements = try optionalArray(key) else { return [] }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for element in elements { values.append(try Value(reading: element)) }
        return values
    }

    func texts(_ key: String) throws(JSONReadError) -> [String] {
        guard let elements = try optionalArray(key) else { return [] }
        var texts: [String] = []
        for element in elements { texts.append(try element.asString()) }
        return texts
    }

    /// The parts below the cursor that nobody read; their pointers start at the cursor.
    func unread() -> [JSONResidue] {
        // Nearly always everything is read, and then the walk over the whole document is saved.
        let end = Int(session.storage.nodes[index].next)
        guard (index..<end).contains(where: { !session.isRead($0) }) else { return [] }
        let base = pointer.tokens
        return session.residue().compactMap { part in
            guard part.pointer.tokens.count > base.count, part.pointer.tokens.starts(with: base) else { return nil }
            return JSONResidue(pointer: JSONPointer(Array(part.pointer.tokens.dropFirst(base.count))), raw: part.raw)
        }
    }

    private func exact(at found: Int) throws(JSONReadError) -> ExactDecimal {
        let node = session.storage.nodes[found]
        guard node.kind == .string else { return try session.decimal(found) }
        // No decimal has an escape in its text, so one that has is refused by its backslash.
        switch ExactDecimal.parsed(session.storage.buffer(node.contentRange)) {
        case .success(let value):
            session.markRead(found)
            return value
        case .failure(let reason):
            throw session.error(.badNumber, found, "a number was wanted: \(reason)")
        }
    }
}
