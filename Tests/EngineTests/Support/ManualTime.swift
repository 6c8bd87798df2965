import Canonical
import Synchronization

@testable import Engine

/// A clock that stands still until the test moves it.
final class ManualTime: TimeSource {
    private struct State {
        var wall = Instant(microseconds: 1_767_225_600_000_000)
        var uptime: Duration = .zero
        var sleepers: [Int: (until: Duration, wake: CheckedContinuation<Void, any Error>)] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    var now: Instant { state.withLock { $0.wall } }
    var uptime: Duration { state.withLock { $0.uptime } }

    func sleep(for duration: Duration) async throws {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = state.withLock { state in
                    if Task.isCancelled { return true }
                    state.sleepers[id] = (state.uptime + duration, continuation)
                    return false
                }
                if isCancelled { continuation.resume(throwing: CancellationError()) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.wake.resume(throwing: CancellationError())
        }
    }

    /// Moves both clocks; wakes who has slept long enough.
    func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.uptime += duration
            state.wall = state.wall.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.until <= state.uptime }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.sorted { $0.until < $1.until }
        }
        for sleeper in due { sleeper.wake.resume() }
    }

    /// Sets the wall clock without time passing.
    func jump(by duration: Duration) { state.withLock { $0.wall = $0.wall.advanced(by: duration) } }
}
