package import Canonical

/// A change of a delivery's state that no attempt caused.
package struct DeliveryMove: Sendable {
    /// The delivery.
    package var delivery: DeliveryID
    /// States that the move may start from.
    package var from: Set<DeliveryState>
    /// Where it goes.
    package var to: DeliveryState
    /// When it is due, for `waiting`.
    package var dueAt: Instant?
    /// Why.
    package var reason: Hold?
    /// Who decided: a person's or token's name, or `gateway`.
    package var actor: String
    /// The keyed request that asks for it, when its caller may send it again.
    package var request: KeyedRequest<DeliveryRecord>?
    /// The present moment.
    package var at: Instant

    /// Creates a move.
    package init(
        delivery: DeliveryID, from: Set<DeliveryState>, to: DeliveryState, dueAt: Instant? = nil, reason: Hold? = nil,
        actor: String, at: Instant
    ) {
        self.delivery = delivery
        self.from = from
        self.to = to
        self.dueAt = dueAt
        self.reason = reason
        self.actor = actor
        self.at = at
    }
}
