package import Canonical

/// Where the engine's time comes from; passed in, so that tests drive it.
package protocol TimeSource: Sendable {
    /// The present moment by the wall clock.
    var now: Instant { get }

    /// The time since some fixed moment; no jump of the wall clock changes it.
    var uptime: Duration { get }

    /// Waits for a span of time that no jump of the wall clock lengthens or shortens.
    ///
    /// - Throws: `CancellationError` when the waiting task is cancelled.
    func sleep(for duration: Duration) async throws
}
