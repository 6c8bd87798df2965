/// Memory for the arguments of the writer's statements.
///
/// An order takes some sixty arguments, and letting SQLite copy each one into memory of its own costs more than storing
/// it. Used by one thread; what does not fit is copied by SQLite.
final class ArgumentRoom {
    private let memory: UnsafeMutableRawBufferPointer
    private var used = 0

    /// Takes room for so many bytes.
    init(bytes: Int) { memory = .allocate(byteCount: bytes, alignment: 16) }

    deinit { memory.deallocate() }

    /// Copies bytes into the room; nil when they do not fit.
    func keep(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
        guard bytes.count <= memory.count - used, let start = memory.baseAddress else { return nil }
        let place = start + used
        UnsafeMutableRawBufferPointer(start: place, count: bytes.count).copyMemory(from: bytes)
        used += bytes.count
        return UnsafeRawPointer(place)
    }

    /// Forgets everything; no statement may still have arguments.
    func clear() { used = 0 }
}
