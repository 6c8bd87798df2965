import Canonical
import Synchronization

/// Ids 1, 2, 3 …, the same in every run.
final class CountingIdentifiers: IdentifierSource {
    private let last = Atomic(0)

    func next(at now: Instant) -> String {
        let number = String(last.add(1, ordering: .relaxed).newValue)
        return String(repeating: "0", count: 26 - number.count) + number
    }
}
