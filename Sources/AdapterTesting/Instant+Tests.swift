public import Canonical

extension Instant {
    /// The moment at which tests take place: 2026-01-15T09:30:00Z.
    ///
    /// Passed in wherever a clock would be read, so that every run gives the same bytes.
    public static let testMoment = Instant(microseconds: 1_768_469_400_000_000)
}
