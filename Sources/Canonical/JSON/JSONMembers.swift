/// The members of an object in document order.
public struct JSONMembers: Sequence, Sendable {
    let storage: JSONStorage
    let first: Int
    let end: Int

    /// Starts with the first member.
    public func makeIterator() -> Iterator { Iterator(storage: storage, position: first, end: end) }

    /// Walks over the members once.
    public struct Iterator: IteratorProtocol {
        let storage: JSONStorage
        var position: Int
        let end: Int

        /// The next member, or nil after the last one.
        public mutating func next() -> (key: String, value: JSONNode)? {
            guard position < end else { return nil }
            let node = storage.nodes[position]
            defer { position = Int(node.next) }
            return (storage.key(node), JSONNode(storage: storage, index: position))
        }
    }
}
