import Synchronization

/// The bytes of bodies in memory, so that many large bodies cannot use up the machine.
final class BodyBudget: Sendable {
    private let limit: Int
    /// Bytes reserved by bodies that are read or handled now.
    private let reserved = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Reserves bytes; false when there is no room for them.
    func reserve(_ bytes: Int) -> Bool {
        let now = reserved.add(bytes, ordering: .relaxed).newValue
        guard now > limit else { return true }
        reserved.subtract(bytes, ordering: .relaxed)
        return false
    }

    func release(_ bytes: Int) { reserved.subtract(bytes, ordering: .relaxed) }
}
