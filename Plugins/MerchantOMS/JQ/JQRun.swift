import CJQ
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One run of a program, which another thread may end.
final class JQRun: Sendable {
    private struct State {
        /// The state that computes; nil before and after.
        var computing: JQState?
        /// Why it was ended from outside.
        var reason: JQFailure?
        var begunAt: ContinuousClock.Instant?
        /// What the worker had computed before.
        var before: Duration = .zero
        #if !canImport(Darwin)
            /// The clock of the worker's own computing; workers outlive their runs.
            var clock: clockid_t?
        #endif
    }

    private let state = Mutex(State())

    /// Why the run was ended from outside; nil as long as it was not.
    var reason: JQFailure? { state.withLock(\.reason) }

    /// For how long the program goes on, by the clock and computing; nil before it begins.
    var elapsed: (clock: Duration, computing: Duration)? {
        state.withLock { state in
            guard let begin = state.begunAt else { return nil }
            let clock = begin.duration(to: .now)
            #if !canImport(Darwin)
                if let cpu = state.clock { return (clock, Self.read(cpu) - state.before) }
            #endif
            return (clock, clock)
        }
    }

    /// Notes that a state begins to compute on the calling thread; false when the run was ended before it began.
    ///
    /// Called behind `jq_start`, which would take the mark back.
    func begin(_ computing: JQState) -> Bool {
        state.withLock { state in
            guard state.reason == nil else { return false }
            state.computing = computing
            state.begunAt = .now
            #if !canImport(Darwin)
                var clock = clockid_t()
                if pthread_getcpuclockid(pthread_self(), &clock) == 0 {
                    state.clock = clock
                    state.before = Self.read(clock)
                }
            #endif
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

    #if !canImport(Darwin)
        private static func read(_ clock: clockid_t) -> Duration {
            var time = timespec()
            guard clock_gettime(clock, &time) == 0 else { return .zero }
            return .seconds(Int(time.tv_sec)) + .nanoseconds(Int(time.tv_nsec))
        }
    #endif
}
