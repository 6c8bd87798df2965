import Synchronization

/// The runs of one program that could not be ended, and go on.
///
/// One bad input must not keep a program from all other orders, and one program must not take all threads.
final class JQLosses: Sendable {
    private struct State {
        var count = 0
        var last: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

    /// Whether the program has to wait: for so long because of one such run, and because of two until one has ended.
    func ask(waiting pause: Duration) -> Bool {
        state.withLock { state in
            guard state.count == 1, let last = state.last else { return state.count > 1 }
            return last.duration(to: .now) < pause
        }
    }

    /// Notes that a run is left behind.
    func add() {
        state.withLock { state in
            state.count += 1
            state.last = .now
        }
    }

    /// Notes that such a run has ended after all.
    func remove() { state.withLock { $0.count -= 1 } }
}
