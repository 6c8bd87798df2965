/// One reading of a document that remembers what was read.
///
/// Used by one translator at a time and not sendable; the values it gives are. What was not read when the translator is
/// done is its ``residue()``.
public final class JSONReading {
    /// The document that is read.
    public let document: JSONDocument
    /// The liberties that the document may take.
    public let dialect: JSONDialect

    let storage: JSONStorage
    /// For every node whether it was read (highest bit) and, for objects, where the next lookup starts.
    ///
    /// Raw memory, because an array in a class pays for exclusivity and uniqueness at every key.
    private let marks: UnsafeMutablePointer<UInt32>
    private static let readMark: UInt32 = 1 << 31
    /// For every object in which a key was missed, one bit per member: most further misses need no look at the members.
    private let filters: UnsafeMutablePointer<UInt64>

    /// Starts a reading in which nothing is read yet.
    public init(_ document: JSONDocument, dialect: JSONDialect = .strict) {
        self.document = document
        self.dialect = dialect
        storage = document.storage
        marks = .allocate(capacity: storage.nodeCount)
        marks.initialize(repeating: 0, count: storage.nodeCount)
        filters = .allocate(capacity: storage.nodeCount)
        filters.initialize(repeating: 0, count: storage.nodeCount)
    }

    /// Starts a reading in which nothing is read yet.
    public convenience init(document: JSONDocument, dialect: JSONDialect = .strict) {
        self.init(document, dialect: dialect)
    }

    deinit {
        marks.deallocate()
        filters.deallocate()
    }

    /// A cursor on the outermost value.
    public var root: JSONReader { JSONReader(session: self, index: 0) }

    @inline(__always)
    func markRead(_ index: Int) {
        marks[index] |= Self.readMark
    }

    func markSubtree(_ index: Int) {
        for node in index..<Int(storage.nodes[index].next) { marks[node] |= Self.readMark }
    }

    @inline(__always)
    func isRead(_ index: Int) -> Bool {
        marks[index] & Self.readMark != 0
    }

    /// The value of a key, or -1; the next lookup in the same object starts behind it.
    @inline(__always)
    func find(_ key: String, in container: Int) -> Int {
        key.withBytes { key in
            let hint = Int(marks[container] & ~Self.readMark)
            var found = storage.find(key, in: container, from: hint, filter: &filters[container])
            if found < 0, dialect.keysAreCaseInsensitive { found = storage.findIgnoringCase(key, in: container) }
            marks[container] =
                Self.readMark | (found < 0 ? UInt32(truncatingIfNeeded: hint) : storage.nodes[found].next)
            return found
        }
    }
}
