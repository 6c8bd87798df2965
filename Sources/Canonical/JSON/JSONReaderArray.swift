/// Cursors on the elements of an opened array, made one by one.
public struct JSONReaderArray: Sequence {
    let session: JSONReading
    let index: Int

    /// The number of elements.
    public var count: Int { Int(session.storage.nodes[index].count) }
    /// Says whether there are none.
    public var isEmpty: Bool { count == 0 }
    /// A cursor on the first element, or nil.
    public var first: JSONReader? { isEmpty ? nil : JSONReader(session: session, index: index + 1) }
    /// The way from the root to the array.
    public var pointer: JSONPointer { session.storage.pointer(to: index) }
    /// The number of elements, exactly.
    public var underestimatedCount: Int { count }

    /// Starts with the first element.
    public func makeIterator() -> Iterator {
        Iterator(session: session, position: index + 1, end: Int(session.storage.nodes[index].next))
    }

    /// Walks over the elements once.
    public struct Iterator: IteratorProtocol {
        let session: JSONReading
        var position: Int
        let end: Int

        /// A cursor on the next element, or nil after the last one.
        public mutating func next() -> JSONReader? {
            guard position < end else { return nil }
            defer { position = Int(session.storage.nodes[position].next) }
            return JSONReader(session: session, index: position)
        }
    }
}
