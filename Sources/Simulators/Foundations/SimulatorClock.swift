import FoundationEssentials

/// The time a simulator lives in, passed in so that tests can hold it.
package struct SimulatorClock: Sendable {
    /// Tells the moment it is now, UTC.
    package var now: @Sendable () -> Timestamp
    /// Waits that long, or until cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void

    /// Takes the two faces of a clock.
    package init(
        now: @escaping @Sendable () -> Timestamp, sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The clock of the machine.
    package static let system = SimulatorClock(
        now: {
            // Truncating to milliseconds is harmless: the value is a moment, never an amount.
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        },
        sleep: { try await Task.sleep(for: $0) })
}
