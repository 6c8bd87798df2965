/// The bytes of a document and its tape, shared by all its nodes and never changed.
///
/// Unchecked, because it holds raw memory. The proof: both regions are filled before the initializer returns, this
/// class is their only owner, every property is constant, and nothing writes to them until `deinit`, when no reader is
/// left.
final class JSONStorage: @unchecked Sendable {
    /// The document, then ``JSONSource/margin`` bytes of zero.
    let bytes: UnsafePointer<UInt8>
    /// The number of bytes in the document.
    let byteCount: Int
    let nodes: UnsafePointer<JSONTapeNode>
    let nodeCount: Int

    /// Copies the bytes behind a margin and reads them.
    init(parsing source: [UInt8], limits: JSONLimits) throws(JSONTokenizer.Failure) {
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: source.count + JSONSource.margin)
        source.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { copy.initialize(from: base, count: buffer.count) }
        }
        (copy + source.count).initialize(repeating: 0, count: JSONSource.margin)
        do throws(JSONTokenizer.Failure) {
            let tape = try JSONTokenizer.tape(of: JSONSource(base: copy, count: source.count), limits: limits)
            nodes = UnsafePointer(tape.nodes)
            nodeCount = tape.count
        } catch {
            copy.deallocate()
            throw error
        }
        bytes = UnsafePointer(copy)
        byteCount = source.count
    }

    deinit {
        bytes.deallocate()
        nodes.deallocate()
    }

    @inline(__always)
    func buffer(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.upperBound &- range.lowerBound)
    }

    func raw(_ range: Range<Int>) -> [UInt8] { Array(buffer(range)) }

    /// The text of a string value, its escapes undone.
    func string(_ node: JSONTapeNode) -> String {
        let content = buffer(node.contentRange)
        return node.valueIsEscaped ? JSONEscapes.decodedString(content) : String(decoding: content, as: UTF8.self)
    }

    /// The key of a member, its escapes undone.
    func key(_ node: JSONTapeNode) -> String {
        let content = buffer(node.keyRange)
        return node.keyIsEscaped ? JSONEscapes.decodedString(content) : String(decoding: content, as: UTF8.self)
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
}
