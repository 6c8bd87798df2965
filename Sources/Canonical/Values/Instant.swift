/// A moment in UTC, with the spelling it came in.
public struct Instant: Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64
    /// The source's spelling, when the moment was read from a text.
    public var raw: String?
    /// Whether the spelling named a zone; without one, UTC is assumed.
    public var hadZone: Bool

    /// Creates a moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64, raw: String? = nil, hadZone: Bool = true) {
        self.microseconds = microseconds
        self.raw = raw
        self.hadZone = hadZone
    }
}

extension Instant: Hashable, Comparable {
    /// Two moments are equal when they are the same point in time, however spelled.
    public static func == (lhs: Instant, rhs: Instant) -> Bool { lhs.microseconds == rhs.microseconds }
    /// Hashes the point in time alone.
    public func hash(into hasher: inout Hasher) { hasher.combine(microseconds) }
    /// Orders moments by time.
    public static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.microseconds < rhs.microseconds }

    /// The moment after a span of time; microsecond resolution.
    public func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// The time from another moment to this one; negative when this one is earlier.
    public func since(_ other: Instant) -> Duration { .microseconds(microseconds - other.microseconds) }
}
