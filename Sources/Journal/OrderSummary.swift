package import Canonical

/// The columns of an order that lists show; the order itself is the fold of its facts.
package struct OrderSummary: Sendable, Equatable {
    /// Ours.
    package var id: OrderID
    /// The number of facts folded.
    package var version: Int
    /// The installed adapter that the order came from first.
    package var origin: String
    /// Where the order is.
    package var phase: Phase
    /// The customer-side grand total, when stated.
    package var total: Money?
    /// When the first fact came.
    package var createdAt: Instant
    /// When the last fact came.
    package var updatedAt: Instant

    /// Creates a summary.
    package init(
        id: OrderID, version: Int, origin: String, phase: Phase, total: Money?, createdAt: Instant, updatedAt: Instant
    ) {
        self.id = id
        self.version = version
        self.origin = origin
        self.phase = phase
        self.total = total
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
