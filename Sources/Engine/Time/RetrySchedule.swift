/// When a delivery is tried again: exponential with full jitter (a random time below a doubling bound).
package struct RetrySchedule: Sendable, Equatable {
    /// Bound of the first wait.
    package var first: Duration
    /// Bound that no wait exceeds, unless the target itself asks for more.
    package var longest: Duration
    /// Attempts after which a person decides; 600 last about a day, because a wait is half its bound on average.
    package var attempts: Int
    /// How long an unanswered attempt may still take effect: no look-up says before that it did not.
    package var settling: Duration

    /// Creates a schedule.
    package init(
        first: Duration = .seconds(1), longest: Duration = .seconds(300), attempts: Int = 600,
        settling: Duration = .seconds(60)
    ) {
        self.first = first
        self.longest = longest
        self.attempts = attempts
        self.settling = settling
    }

    /// The wait after the given number of attempts.
    ///
    /// - Parameters:
    ///   - attempt: Attempts made so far, 1 or more.
    ///   - asked: What the target asked for; the wait is never shorter.
    ///   - chance: A random number, at least 0 and below 1.
    /// - Returns: The wait, never shorter than asked.
    package func wait(after attempt: Int, asked: Duration?, chance: Double) -> Duration {
        var bound = first
        for _ in 1..<max(attempt, 1) where bound < longest { bound = bound * 2 }
        let jittered = min(bound, longest) * chance
        // A target that names a time gets at least that; a little jitter keeps its clients from coming back at once.
        return asked.map { $0 + min(jittered, $0 * 0.1) } ?? jittered
    }
}
