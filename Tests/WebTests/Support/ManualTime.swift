import Canonical
import Engine
import Synchronization

/// A clock that stands still until a test moves it.
final class ManualTime: TimeSource {
    /// Guards the present moment.
    private let moment = Mutex(Instant(microseconds: 1_767_225_600_000_000))

    var now: Instant { moment.withLock { $0 } }
    var uptime: Duration { .microseconds(now.microseconds) }

    func sleep(for duration: Duration) async throws {
        guard duration > .zero else { return }
        try await Task.sleep(for: .seconds(3_600))
    }

    func advance(by duration: Duration) { moment.withLock { $0 = $0.advanced(by: duration) } }
}
