/// The bytes of a document and its tape, shared by all its nodes and never changed.
final class JSONStorage: Sendable {
    let bytes: [UInt8]
    let nodes: ContiguousArray<JSONTapeNode>

    init(bytes: [UInt8], nodes: ContiguousArray<JSONTapeNode>) {
        self.bytes = bytes
        self.nodes = nodes
    }

    func withBytes<R>(_ range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The text of a string value, its escapes undone.
    func string(_ node: JSONTapeNode) -> String {
        withBytes(Int(node.start) + 1..<Int(node.end) - 1) { bytes in
            node.valueIsEscaped ? JSONEscapes.decodedString(bytes) : String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The key of a member, its escapes undone.
    func key(_ node: JSONTapeNode) -> String {
        withBytes(node.keyRange) { bytes in
            node.keyIsEscaped ? JSONEscapes.decodedString(bytes) : String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The position among its siblings, counted from 0.
    func ordinal(of index: Int) -> Int {
        var sibling = Int(nodes[index].parent) + 1
        var ordinal = 0
        while sibling < index {
            sibling = Int(nodes[sibling].next)
            ordinal += 1
        }
        return ordinal
    }

    func pointer(to index: Int) -> JSONPointer {
        var tokens: [String] = []
        var node = index
        while node != 0 {
            tokens.append(nodes[node].hasKey ? key(nodes[node]) : String(ordinal(of: node)))
            node = Int(nodes[node].parent)
        }
        return JSONPointer(tokens.reversed())
    }

    /// Looks for a key from a sibling onwards and then from the first; the index of its value or -1.
    @inline(__always)
    func find(_ key: UnsafeBufferPointer<UInt8>, in container: Int, from hint: Int) -> Int {
        nodes.withUnsafeBufferPointer { nodes in
            let end = Int(nodes[container].next)
            let first = container + 1
            let start = hint > first && hint < end ? hint : first
            let hash = key.baseAddress.map { JSONKeyHash.of($0, count: key.count) } ?? Self.emptyKeyHash
            var node = start
            while node < end {
                if nodes[node].keyHash == hash, matches(nodes[node], key) { return node }
                node = Int(nodes[node].next)
            }
            node = first
            while node < start {
                if nodes[node].keyHash == hash, matches(nodes[node], key) { return node }
                node = Int(nodes[node].next)
            }
            return -1
        }
    }

    /// Looks for the first key that differs in the case of its letters at most; the index of its value or -1.
    func findIgnoringCase(_ key: UnsafeBufferPointer<UInt8>, in container: Int) -> Int {
        let end = Int(nodes[container].next)
        var node = container + 1
        while node < end {
            let isMatch =
                nodes[node].keyIsEscaped
                ? withBytes(nodes[node].keyRange) { raw in
                    JSONEscapes.decoded(raw).withUnsafeBufferPointer { JSONBytes.areEqualIgnoringCase($0, key) }
                }
                : nodes[node].keyRange.count == key.count
                    && withBytes(nodes[node].keyRange) { JSONBytes.areEqualIgnoringCase($0, key) }
            if isMatch { return node }
            node = Int(nodes[node].next)
        }
        return -1
    }

    private static let emptyKeyHash: UInt16 = withUnsafeBytes(of: 0) { bytes in
        bytes.baseAddress.map { JSONKeyHash.of($0, count: 0) } ?? 0
    }

    @inline(__always)
    private func matches(_ node: JSONTapeNode, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
        if node.keyIsEscaped {
            return withBytes(node.keyRange) { JSONEscapes.decoded($0).elementsEqual(key) }
        }
        guard node.keyRange.count == key.count else { return false }
        guard let right = key.baseAddress else { return true }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let left = bytes.baseAddress else { return false }
            return JSONBytes.areEqual(left + Int(node.keyStart), right, count: key.count)
        }
    }
}
