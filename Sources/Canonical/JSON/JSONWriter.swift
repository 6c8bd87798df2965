/// Appends JSON to bytes and puts the commas.
///
/// Writes what it is told in the order it is told; the caller closes what it opens.
public struct JSONWriter: Sendable {
    /// Written bytes and, behind ``length``, room for more.
    ///
    /// Room that is already there lets several pieces go in with one check instead of one for each byte.
    private var storage: [UInt8]
    private var length = 0
    private var needsComma = false

    /// Makes a writer with room for so many bytes.
    public init(capacity: Int = 1_024) {
        storage = [UInt8](repeating: 0, count: Swift.max(capacity, 64))
    }

    /// The number of bytes written.
    public var count: Int { length }

    /// All that was written.
    public var bytes: [UInt8] { Array(storage[0..<length]) }

    /// Makes room for so many bytes in all.
    public mutating func reserveCapacity(_ capacity: Int) {
        if capacity > storage.count { grow(capacity - length) }
    }

    /// Forgets what was written and keeps the room.
    public mutating func removeAll() {
        length = 0
        needsComma = false
    }

    /// Opens an object.
    public mutating func beginObject() { open(0x7B) }
    /// Closes an object.
    public mutating func endObject() { close(0x7D) }
    /// Opens an array.
    public mutating func beginArray() { open(0x5B) }
    /// Closes an array.
    public mutating func endArray() { close(0x5D) }

    /// Writes an object around what the closure writes.
    ///
    /// - Throws: what the closure throws; the object stays open then and the writer is of no further use.
    @inlinable
    public mutating func object<Failure: Error>(
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginObject()
        try content(&self)
        endObject()
    }

    /// Writes an array around what the closure writes.
    ///
    /// - Throws: what the closure throws; the array stays open then and the writer is of no further use.
    @inlinable
    public mutating func array<Failure: Error>(
        _ content: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        beginArray()
        try content(&self)
        endArray()
    }

    /// Writes the key of the next value; a literal must need no escape.
    public mutating func key(_ literal: StaticString) {
        let size = literal.utf8CodeUnitCount
        write(atMost: size + 4) { target, hasComma in
            var at = Self.comma(target, hasComma)
            target[at] = 0x22
            (target + at + 1).update(from: literal.utf8Start, count: size)
            at += size + 1
            target[at] = 0x22
            target[at + 1] = 0x3A
            return at + 2
        }
        needsComma = false
    }

    /// Writes the key of the next value, escaped where needed.
    @_disfavoredOverload
    public mutating func key(_ key: String) {
        string(key)
        write(atMost: 1) { target, _ in
            target[0] = 0x3A
            return 1
        }
        needsComma = false
    }

    private mutating func open(_ bracket: UInt8) {
        write(atMost: 2) { target, hasComma in
            let at = Self.comma(target, hasComma)
            target[at] = bracket
            return at + 1
        }
        needsComma = false
    }

    private mutating func close(_ bracket: UInt8) {
        write(atMost: 1) { target, _ in
            target[0] = bracket
            return 1
        }
        needsComma = true
    }

    @inline(__always)
    static func comma(_ target: UnsafeMutablePointer<UInt8>, _ isNeeded: Bool) -> Int {
        target[0] = 0x2C
        return isNeeded ? 1 : 0
    }

    /// Hands out room, the flag whether a comma is due, and takes back the number of bytes used.
    @inline(__always)
    mutating func write(atMost size: Int, _ body: (UnsafeMutablePointer<UInt8>, Bool) -> Int) {
        if length + size > storage.count { grow(size) }
        let start = length
        let hasComma = needsComma
        length += storage.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { body($0 + start, hasComma) } ?? 0
        }
        needsComma = true
    }

    @inline(never)
    private mutating func grow(_ size: Int) {
        let wanted = Swift.max(storage.count * 2, length + size)
        storage.append(contentsOf: repeatElement(0, count: wanted - storage.count))
    }
}
