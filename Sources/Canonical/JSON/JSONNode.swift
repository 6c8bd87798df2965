/// One value of a document, as cheap to copy as a reference and a number.
public struct JSONNode: Sendable {
    let storage: JSONStorage
    let index: Int

    @inline(__always)
    var node: JSONTapeNode { storage.nodes[index] }

    /// What kind of value this is.
    public var kind: JSONKind { node.kind }

    /// The place of the value in the document, in bytes from its start.
    public var range: Range<Int> { node.range }

    /// A copy of the bytes of the value as they stand in the document.
    public var rawBytes: [UInt8] { storage.raw(node.range) }

    /// The way from the root to this value.
    public var pointer: JSONPointer { storage.pointer(to: index) }

    /// The key of this value in its object, or nil.
    public var key: String? { node.hasKey ? storage.key(node) : nil }

    /// The number of members or elements; 0 for scalars.
    public var count: Int { Int(node.count) }

    /// The value of a key, or nil if this is no object or has no such key.
    public subscript(_ key: String) -> JSONNode? {
        guard kind == .object else { return nil }
        var filter: UInt64 = 0
        let found = key.withBytes { storage.find($0, in: index, from: index + 1, filter: &filter) }
        return found < 0 ? nil : JSONNode(storage: storage, index: found)
    }

    /// The element at a position from 0, or nil if this is no array or too short.
    public subscript(_ position: Int) -> JSONNode? {
        guard kind == .array, position >= 0, position < count else { return nil }
        var element = index + 1
        for _ in 0..<position { element = Int(storage.nodes[element].next) }
        return JSONNode(storage: storage, index: element)
    }

    /// The members in document order; none if this is no object.
    public var members: JSONMembers {
        JSONMembers(storage: storage, first: index + 1, end: kind == .object ? Int(node.next) : index + 1)
    }

    /// The elements in document order; none if this is no array.
    public var elements: JSONElements {
        JSONElements(storage: storage, first: index + 1, end: kind == .array ? Int(node.next) : index + 1, count: count)
    }

    /// The text of a string, its escapes undone, or nil.
    public var stringValue: String? { kind == .string ? storage.string(node) : nil }

    /// A number exactly as it is spelled, or nil.
    public var numberSpelling: String? {
        guard kind == .number else { return nil }
        return String(decoding: storage.buffer(node.range), as: UTF8.self)
    }

    /// The exact value of a number, or nil if this is none or has more than 38 digits.
    public var decimalValue: ExactDecimal? {
        guard kind == .number else { return nil }
        // A number without an exact value is nil here; readers report the reason.
        return try? ExactDecimal(utf8: storage.buffer(node.range))
    }

    /// The value of `true` or `false`, or nil.
    public var boolValue: Bool? { kind == .bool ? storage.bytes[range.lowerBound] == 0x74 : nil }

    /// Says whether this is `null`.
    public var isNull: Bool { kind == .null }

    /// The value below this one that a pointer names, or nil.
    public func node(at pointer: JSONPointer) -> JSONNode? {
        var current = self
        for token in pointer.tokens {
            let next = current.kind == .array ? JSONPointer.position(token).flatMap { current[$0] } : current[token]
            guard let next else { return nil }
            current = next
        }
        return current
    }
}
