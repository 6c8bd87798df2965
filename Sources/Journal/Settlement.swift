package import Canonical

/// Everything that one transaction of step 10 stores.
package struct Settlement: Sendable {
    /// The delivery.
    package var delivery: DeliveryID
    /// The attempt that ended; nil when a look-up settled the delivery.
    package var attempt: Int?
    /// HTTP status of the answer, when there was one.
    package var status: Int?
    /// `confirmed`, `rejected`, `retry`, `unknown`, or `looked-up`.
    package var outcome: String
    /// Where the delivery goes.
    package var state: DeliveryState
    /// When it is due again, for `waiting` and `in-doubt`.
    package var dueAt: Instant?
    /// Why.
    package var reason: Hold?
    /// References that the target gave and the order had not.
    package var references: [Reference]
    /// Follow-up facts with their deliveries.
    package var entries: [Intake.Entry]
    /// Notes for the timeline, such as the target's warnings.
    package var notes: [TimelineNote]
    /// The present moment.
    package var at: Instant
    /// Called with the receipt after the flush, in commit order, on the journal's own thread; must return at once.
    package var onCommit: (@Sendable (Receipt) -> Void)?

    /// Creates a settlement.
    package init(
        delivery: DeliveryID, attempt: Int?, status: Int? = nil, outcome: String, state: DeliveryState,
        dueAt: Instant? = nil, reason: Hold? = nil, references: [Reference] = [], entries: [Intake.Entry] = [],
        notes: [TimelineNote] = [], at: Instant, onCommit: (@Sendable (Receipt) -> Void)? = nil
    ) {
        self.delivery = delivery
        self.attempt = attempt
        self.status = status
        self.outcome = outcome
        self.state = state
        self.dueAt = dueAt
        self.reason = reason
        self.references = references
        self.entries = entries
        self.notes = notes
        self.at = at
        self.onCommit = onCommit
    }
}
