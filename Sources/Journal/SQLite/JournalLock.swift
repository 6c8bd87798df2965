import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The proof that this process alone runs the gateway on a journal's file.
///
/// The lock is on a file of its own: closing any descriptor of the database file would drop SQLite's locks. The system
/// gives it back however the process ends.
final class JournalLock: Sendable {
    /// Guards the descriptor, which is -1 once the lock was given back.
    private let descriptor: Mutex<Int32>

    /// Takes the lock of a journal's file.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when another process has it; stop that one or choose another file.
    init(of path: String) throws(JournalFailure) {
        let lockPath = path + ".lock"
        let opened = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard opened >= 0 else { throw JournalFile.failure("cannot create \(lockPath)") }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let failure = JournalFile.failure("cannot lock \(lockPath)")
            let owner = Self.owner(opened)
            close(opened)
            throw isTaken ? .conflict("the journal \(path) belongs to a running gateway\(owner)") : failure
        }
        let identity = "\(getpid())\n"
        ftruncate(opened, 0)
        _ = identity.withCString { write(opened, $0, identity.utf8.count) }
        descriptor = Mutex(opened)
    }

    deinit { release() }

    /// Gives the lock back.
    func release() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            close(descriptor)
            descriptor = -1
        }
    }

    /// The process that wrote itself into the lock's file, in words.
    private static func owner(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = read(descriptor, &bytes, bytes.count)
        let digits = bytes.prefix(max(0, count)).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
