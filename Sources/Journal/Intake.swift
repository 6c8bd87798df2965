package import Canonical

/// Everything that one transaction of step 3 stores.
package struct Intake: Sendable {
    /// A document as it came.
    package struct Message: Sendable {
        /// Ours, time-sortable.
        package var id: String
        /// The installed adapter that received it.
        package var adapter: String
        /// Unique per adapter.
        package var key: String
        /// Its bytes as they came.
        package var raw: [UInt8]
        /// Whether the same key with other bytes is a conflict (a webhook) or just known already (a poll).
        package var comparesBytes: Bool
        /// Why it is held; nil when its facts are in the intake.
        package var hold: Hold?

        /// Creates a message.
        package init(
            id: String, adapter: String, key: String, raw: [UInt8], comparesBytes: Bool, hold: Hold? = nil
        ) {
            self.id = id
            self.adapter = adapter
            self.key = key
            self.raw = raw
            self.comparesBytes = comparesBytes
            self.hold = hold
        }
    }

    /// One fact with what follows from it.
    package struct Entry: Sendable {
        /// The fact.
        package var fact: Fact
        /// The fact's content as canonical JSON, written outside of the transaction.
        package var encoded: [UInt8]
        /// Index of the message that brought it; nil for a follow-up.
        package var message: Int?
        /// The order after the fact; its version is one more than the stored one.
        package var summary: OrderSummary
        /// References that the order has through this fact and had not before.
        package var references: [Reference]
        /// One per matching route and target.
        package var deliveries: [NewDelivery]
        /// Notes for the timeline (an echo, a route that did not match, …).
        package var notes: [TimelineNote]

        /// Creates an entry.
        package init(
            fact: Fact, encoded: [UInt8], message: Int?, summary: OrderSummary, references: [Reference],
            deliveries: [NewDelivery], notes: [TimelineNote] = []
        ) {
            self.fact = fact
            self.encoded = encoded
            self.message = message
            self.summary = summary
            self.references = references
            self.deliveries = deliveries
            self.notes = notes
        }
    }

    /// A delivery to be created with its fact.
    package struct NewDelivery: Sendable {
        /// Ours, time-sortable.
        package var id: DeliveryID
        /// The installed adapter that it goes to.
        package var target: String
        /// The target's operation.
        package var operation: String
        /// The route that brought it.
        package var route: String
        /// 0 goes first: new orders and cancellations; 1 the rest.
        package var priority: Int
        /// `waiting`, `held` or `superseded`.
        package var state: DeliveryState
        /// Why it is held or superseded.
        package var reason: Hold?

        /// Creates a delivery that waits to be sent.
        package init(
            id: DeliveryID, target: String, operation: String, route: String, priority: Int,
            state: DeliveryState = .waiting, reason: Hold? = nil
        ) {
            self.id = id
            self.target = target
            self.operation = operation
            self.route = route
            self.priority = priority
            self.state = state
            self.reason = reason
        }
    }

    /// The documents as they came.
    package var messages: [Message]
    /// Their facts, in sequence.
    package var entries: [Entry]
    /// The poll cursor to store with them.
    package var cursor: (adapter: String, value: String)?
    /// The keyed request that asks for it, when its caller may send it again.
    package var request: KeyedRequest<Receipt>?
    /// The present moment.
    package var at: Instant
    /// Called with the receipt after the flush, in commit order, on the journal's own thread; must return at once.
    package var onCommit: (@Sendable (Receipt) -> Void)?

    /// Creates an intake.
    package init(
        messages: [Message] = [], entries: [Entry] = [], cursor: (adapter: String, value: String)? = nil, at: Instant,
        onCommit: (@Sendable (Receipt) -> Void)? = nil
    ) {
        self.messages = messages
        self.entries = entries
        self.cursor = cursor
        self.at = at
        self.onCommit = onCommit
    }
}
