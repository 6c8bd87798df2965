import CJQ
import Synchronization

/// One run of a program, which another thread may end.
final class JQRun: Sendable {
    private struct State {
        /// The state that computes; nil before and after.
        var computing: JQState?
        /// Why it was ended from outside.
        var reason: JQFailure?
    }

    private let state = Mutex(State())

    /// Why the run was ended from outside; nil as long as it was not.
    var reason: JQFailure? { state.withLock(\.reason) }

    /// Notes that a state begins to compute; false when the run was ended before it began.
    ///
    /// Called behind `jq_start`, which would take the mark back.
    func begin(_ computing: JQState) -> Bool {
        state.withLock { state in
            guard state.reason == nil else { return false }
            state.computing = computing
            return true
        }
    }

    /// Notes that the state computes no more.
    func finish() { state.withLock { $0.computing = nil } }

    /// Ends the computation at its next step.
    ///
    /// libjq has no interrupt, but its loop looks at the mark that the builtin `halt` sets before every step (execute.c
    /// of jq 1.6). The mark is a plain int; the lock here keeps it from being set twice, or after the run.
    func end(_ reason: JQFailure) {
        state.withLock { state in
            guard state.reason == nil else { return }
            state.reason = reason
            if let computing = state.computing { jq_halt(computing.pointer, jv_invalid(), jv_invalid()) }
        }
    }
}
