extension JSONReading {
    /// The largest parts of the document that nobody read, in document order.
    ///
    /// A container that was opened counts as read by itself, and each of its members on its own. A `null` that was only
    /// asked for counts as unread: it says something that has to come back.
    public func residue() -> [JSONResidue] {
        var parts: [JSONResidue] = []
        var positions: [Int: Position] = [:]
        var index = 0
        while index < storage.nodeCount {
            if isRead(index) {
                index += 1
                continue
            }
            let node = storage.nodes[index]
            let pointer = pointer(to: index, positions: &positions)
            parts.append(JSONResidue(pointer: pointer, raw: storage.raw(node.range)))
            index = Int(node.next)
        }
        return parts
    }

    /// How far the elements of an array are counted: the walk meets them in order, so nothing is counted twice.
    private struct Position {
        var element: Int
        var ordinal: Int
    }

    private func pointer(to index: Int, positions: inout [Int: Position]) -> JSONPointer {
        var tokens: [String] = []
        var index = index
        while index != 0 {
            let node = storage.nodes[index]
            let parent = Int(node.parent)
            if node.hasKey {
                tokens.append(storage.key(node))
            } else {
                var position = positions[parent] ?? Position(element: parent + 1, ordinal: 0)
                while position.element < index {
                    position.element = Int(storage.nodes[position.element].next)
                    position.ordinal += 1
                }
                positions[parent] = position
                tokens.append(String(position.ordinal))
            }
            index = parent
        }
        return JSONPointer(tokens.reversed())
    }
}
