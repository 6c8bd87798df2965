import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// One piece of work for a worker, and how far it is.
final class JQJob: Sendable {
    private struct Progress {
        var startedAt: ContinuousClock.Instant?
        var computedBefore: Duration = .zero
        var isDone = false
        var isGivenUp = false
        #if !canImport(Darwin)
            var clock: clockid_t?
        #endif
    }

    private let body: @Sendable () -> Void
    private let done = DispatchSemaphore(value: 0)
    private let progress = Mutex(Progress())

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    /// Does the work on the calling thread, a worker's.
    ///
    /// - Returns: Whether somebody still waits for it; if not, the worker has been replaced meanwhile.
    func work() -> Bool {
        let isWanted = progress.withLock { progress in
            guard !progress.isGivenUp else { return false }
            progress.startedAt = .now
            #if !canImport(Darwin)
                var clock = clockid_t()
                if pthread_getcpuclockid(pthread_self(), &clock) == 0 {
                    progress.clock = clock
                    progress.computedBefore = Self.read(clock)
                }
            #endif
            return true
        }
        guard isWanted else { return true }
        body()
        let isGivenUp = progress.withLock { progress in
            progress.isDone = true
            return progress.isGivenUp
        }
        done.signal()
        return !isGivenUp
    }

    /// Waits for the end of the work; false when so much time passed before it.
    func wait(_ milliseconds: Int) -> Bool { done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success }

    /// For how long the work goes on, by the clock and computing; nil before a worker has taken it.
    var elapsed: (clock: Duration, computing: Duration)? {
        progress.withLock { progress in
            guard let start = progress.startedAt else { return nil }
            let clock = start.duration(to: .now)
            #if !canImport(Darwin)
                // The worker lives as long as the job is not done, so its clock does too.
                if let cpu = progress.clock, !progress.isDone {
                    return (clock, Self.read(cpu) - progress.computedBefore)
                }
            #endif
            return (clock, clock)
        }
    }

    /// Stops waiting; false when the work is done after all.
    ///
    /// The closure is told whether a worker is busy with it, and so has to be replaced.
    func giveUp(_ wasStarted: (Bool) -> Void) -> Bool {
        progress.withLock { progress in
            guard !progress.isDone else { return false }
            progress.isGivenUp = true
            wasStarted(progress.startedAt != nil)
            return true
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
