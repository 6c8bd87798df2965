package import Canonical

/// A delivery as the journal holds it.
package struct DeliveryRecord: Sendable, Equatable {
    /// Ours.
    package var id: DeliveryID
    /// The journal's own sequence; deliveries of one lane go in this sequence.
    package var sequence: Int64
    /// The order.
    package var orderID: OrderID
    /// The fact that it carries.
    package var factID: FactID
    /// The fact's kind.
    package var kind: FactKind
    /// The installed adapter that it goes to.
    package var target: String
    /// The target's operation.
    package var operation: String
    /// The route that brought it.
    package var route: String
    /// 0 goes first.
    package var priority: Int
    /// Where it is.
    package var state: DeliveryState
    /// Attempts begun so far.
    package var attempts: Int
    /// Those of them that were begun before a person last let it go on: the schedule starts anew then.
    package var attemptsBefore: Int
    /// Not before this moment, when it waits.
    package var dueAt: Instant
    /// Why it waits, was rejected or closed.
    package var reason: Hold?
    /// When its fact was stored.
    package var createdAt: Instant
    /// When it changed last.
    package var updatedAt: Instant

    /// Creates a record.
    package init(
        id: DeliveryID, sequence: Int64, orderID: OrderID, factID: FactID, kind: FactKind, target: String,
        operation: String, route: String, priority: Int, state: DeliveryState, attempts: Int, dueAt: Instant,
        reason: Hold?, createdAt: Instant, updatedAt: Instant, attemptsBefore: Int = 0
    ) {
        self.id = id
        self.sequence = sequence
        self.orderID = orderID
        self.factID = factID
        self.kind = kind
        self.target = target
        self.operation = operation
        self.route = route
        self.priority = priority
        self.state = state
        self.attempts = attempts
        self.attemptsBefore = attemptsBefore
        self.dueAt = dueAt
        self.reason = reason
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}
