extension JSONReading {
    /// The largest parts of the document that nobody read, in document order.
    ///
    /// A container that was opened counts as read by itself, and each of its members on its own. A `null` that was only
    /// asked for counts as unread: it says something that has to come back.
    public func residue() -> [JSONResidue] {
        var parts: [JSONResidue] = []
        var opened: [OpenedContainer] = []
        var index = 0
        while index < storage.nodeCount {
            while let last = opened.last, last.end <= index { opened.removeLast() }
            if !opened.isEmpty { opened[opened.count - 1].position += 1 }
            let next = Int(storage.nodes[index].next)
            if isRead(index) {
                if next > index + 1 { opened.append(OpenedContainer(index: index, end: next)) }
                index += 1
            } else {
                let pointer = pointer(to: index, within: &opened)
                parts.append(JSONResidue(pointer: pointer, raw: storage.raw(storage.nodes[index].range)))
                index = next
            }
        }
        return parts
    }

    /// A container on the way from the root to where the walk is.
    private struct OpenedContainer {
        let index: Int
        let end: Int
        /// The position of the child that the walk is at; counted here, because counting it anew is quadratic.
        var position = -1
        /// The container's own token, made for the first part that needs it.
        var token: String?
    }

    private func pointer(to index: Int, within opened: inout [OpenedContainer]) -> JSONPointer {
        guard !opened.isEmpty else { return .root }
        var tokens: [String] = []
        tokens.reserveCapacity(opened.count)
        for level in opened.indices.dropFirst() {
            let token = opened[level].token ?? token(of: opened[level].index, in: opened[level - 1])
            opened[level].token = token
            tokens.append(token)
        }
        tokens.append(token(of: index, in: opened[opened.count - 1]))
        return JSONPointer(tokens)
    }

    private func token(of index: Int, in container: OpenedContainer) -> String {
        let node = storage.nodes[index]
        return node.hasKey ? storage.key(node) : String(container.position)
    }
}
