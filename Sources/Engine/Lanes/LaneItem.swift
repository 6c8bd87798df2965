import Canonical
import Journal

/// A delivery in its lane.
struct LaneItem: Sendable {
    var id: DeliveryID
    var sequence: Int64
    var orderID: OrderID
    var factID: FactID
    var kind: FactKind
    var target: String
    var operation: String
    var route: String
    var priority: Int
    var state: DeliveryState
    var attempts: Int
    /// Those of them that a person's last decision put behind it; they count nothing against the schedule.
    var attemptsBefore = 0
    /// Look-ups of the attempt in doubt that brought no answer, since the start.
    var lookUps = 0
    /// Whether the attempt in doubt has had the time in which it may still take effect.
    var isSettled = false
    /// Not before this moment of the monotonic clock.
    var readyAt: Duration
    /// The fact while it is fresh in memory; read from the journal when it is not.
    var fact: Fact?

    init(_ record: DeliveryRecord, readyAt: Duration) {
        id = record.id
        sequence = record.sequence
        orderID = record.orderID
        factID = record.factID
        kind = record.kind
        target = record.target
        operation = record.operation
        route = record.route
        priority = record.priority
        state = record.state
        attempts = record.attempts
        attemptsBefore = record.attemptsBefore
        self.readyAt = readyAt
    }

    init(_ delivery: Intake.NewDelivery, sequence: Int64, fact: Fact) {
        id = delivery.id
        self.sequence = sequence
        orderID = fact.orderID
        factID = fact.id
        kind = fact.kind
        target = delivery.target
        operation = delivery.operation
        route = delivery.route
        priority = delivery.priority
        state = delivery.state
        attempts = 0
        readyAt = .zero
        self.fact = fact
    }
}
