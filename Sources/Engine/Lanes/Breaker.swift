/// Slows a target down while it fails, and lets one delivery through at a time to see whether it is back.
///
/// It discards nothing and never switches off for good: it is a value, and the lanes ask it before each delivery.
struct Breaker: Sendable {
    /// Failures in a row that open it.
    static let threshold = 5

    private(set) var failuresInARow = 0
    /// No delivery before this moment of the monotonic clock, while open.
    private(set) var closedUntil: Duration?
    private(set) var isProbing = false

    var isOpen: Bool { failuresInARow >= Self.threshold }

    /// Whether a delivery may leave now.
    func admits(at now: Duration) -> Bool {
        guard isOpen else { return true }
        return !isProbing && (closedUntil.map { now >= $0 } ?? true)
    }

    /// Notes that a delivery left.
    mutating func left() { if isOpen { isProbing = true } }

    /// Notes that the target answered properly, whatever it said.
    mutating func succeeded() { self = Breaker() }

    /// Notes that the target did not answer, or answered that it cannot now.
    mutating func failed(at now: Duration, wait: Duration) {
        failuresInARow += 1
        isProbing = false
        if isOpen { closedUntil = now + wait }
    }

    /// Notes that a delivery ended without asking the target anything.
    mutating func returned() { isProbing = false }
}
