import Synchronization

/// The keys of requests that are being handled now, so that a second one with the same key is told to wait.
///
/// What was done with a key stands in the journal, whose constraint is what nothing gets past.
final class KeysUnderWay: Sendable {
    /// A caller's key.
    struct Key: Hashable, Sendable {
        var caller: String
        var key: String
    }

    /// Guards the keys.
    private let keys = Mutex<Set<Key>>([])

    /// Takes a key; false while another request has it.
    func begin(_ key: Key) -> Bool { keys.withLock { $0.insert(key).inserted } }

    func end(_ key: Key) { keys.withLock { _ = $0.remove(key) } }
}
