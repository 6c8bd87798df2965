/// One value of a document: 32 bytes without a pointer, in document order on the tape.
struct JSONTapeNode {
    /// The offset of the value's first byte.
    var start: UInt32
    /// The offset after the value's last byte.
    var end: UInt32
    /// The tape index of the container, or of the node itself for the root.
    var parent: UInt32
    /// The tape index after the last node of this subtree: the next sibling, if there is one.
    var next: UInt32
    /// The offset of the key's first byte, inside its quotes; 0 if the value has no key.
    var keyStart: UInt32
    /// The offset after the key's last byte, inside its quotes.
    var keyEnd: UInt32
    /// The number of members or elements.
    var count: UInt32
    /// See ``JSONKeyHash``, of the key without its escapes.
    var keyHash: UInt16
    var kind: JSONKind
    var flags: UInt8

    /// The value is a text with at least one escape.
    static let valueHasEscapes: UInt8 = 1
    /// The key has at least one escape.
    static let keyHasEscapes: UInt8 = 2

    var hasKey: Bool { keyStart != 0 }
    var keyIsEscaped: Bool { flags & Self.keyHasEscapes != 0 }
    var valueIsEscaped: Bool { flags & Self.valueHasEscapes != 0 }
    var range: Range<Int> { Int(start)..<Int(end) }
    /// The text inside its quotes.
    var contentRange: Range<Int> { Int(start) + 1..<Int(end) - 1 }
    var keyRange: Range<Int> { Int(keyStart)..<Int(keyEnd) }
}
