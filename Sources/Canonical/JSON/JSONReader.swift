/// A cursor on one value of a document that is being read.
///
/// Everything read through it is remembered by its ``JSONReading``; what nobody read is the residue. Reading the
/// members of an object in document order finds each key at once.
public struct JSONReader {
    /// The reading that this cursor belongs to.
    public let session: JSONReading
    let index: Int

    /// What kind of value the cursor is on.
    public var kind: JSONKind { session.storage.nodes[index].kind }

    /// The way from the root to the value.
    public var pointer: JSONPointer { session.storage.pointer(to: index) }

    /// The offset of the value in its document, in bytes.
    public var offset: Int { Int(session.storage.nodes[index].start) }

    /// The value without the memory of what was read.
    public var node: JSONNode { JSONNode(storage: session.storage, index: index) }

    /// The number of members or elements; 0 for scalars.
    public var count: Int { Int(session.storage.nodes[index].count) }

    /// The keys of the object in document order; opens it and reads none of its values.
    public var keys: [String] {
        guard kind == .object else { return [] }
        session.markRead(index)
        return node.members.map { $0.key }
    }

    /// Whether a key has a value, has `null`, or is not there; reads nothing.
    public func presence(_ key: String) -> JSONPresence {
        let found = find(key)
        guard found >= 0 else { return .absent }
        guard session.storage.nodes[found].kind == .null else { return .value }
        return session.dialect.nullMeansAbsent ? .absent : .null
    }

    /// Counts the value and all within it as read, although nobody looked.
    public func markRead() {
        session.markSubtree(index)
    }

    /// Counts the value of a key and all within it as read, if it is there.
    public func markRead(_ key: String) {
        let found = find(key)
        if found >= 0 { session.markSubtree(found) }
    }

    /// An error at the place of this cursor.
    public func fail(_ code: JSONReadError.Code, _ message: String) -> JSONReadError {
        session.error(code, index, message)
    }

    /// An error at the place of one member, whether it is there or not.
    public func fail(_ code: JSONReadError.Code, at key: String, _ message: String) -> JSONReadError {
        let found = find(key)
        guard found < 0 else { return session.error(code, found, message) }
        return JSONReadError(code: code, pointer: pointer.appending(key), message: message, offset: offset)
    }

    @inline(__always)
    func find(_ key: String) -> Int {
        guard session.storage.nodes[index].kind == .object else { return -1 }
        return session.find(key, in: index)
    }

    /// The index of a value that has to be there.
    @inline(__always)
    func required(_ key: String) throws(JSONReadError) -> Int {
        let found = find(key)
        guard found < 0 else { return found }
        guard kind == .object else { throw session.wrongType(index, wanted: "an object") }
        throw session.missing(key, in: index)
    }

    /// The index of a value that may be absent or `null`, or -1.
    @inline(__always)
    func optional(_ key: String) throws(JSONReadError) -> Int {
        let found = find(key)
        if found >= 0 { return session.storage.nodes[found].kind == .null ? -1 : found }
        guard kind == .object else { throw session.wrongType(index, wanted: "an object") }
        return -1
    }
}
