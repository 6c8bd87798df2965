/// The elements of an array in document order.
public struct JSONElements: Sequence, Sendable {
    let storage: JSONStorage
    let first: Int
    let end: Int
    /// The number of elements.
    public let count: Int

    /// Says whether there are none.
    public var isEmpty: Bool { count == 0 }

    /// Starts with the first element.
    public func makeIterator() -> Iterator { Iterator(storage: storage, position: first, end: end) }

    /// Walks over the elements once.
    public struct Iterator: IteratorProtocol {
        let storage: JSONStorage
        var position: Int
        let end: Int

        /// The next element, or nil after the last one.
        public mutating func next() -> JSONNode? {
            guard position < end else { return nil }
            defer { position = Int(storage.nodes[position].next) }
            return JSONNode(storage: storage, index: position)
        }
    }
}
