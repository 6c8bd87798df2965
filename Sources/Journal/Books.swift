/// Deliveries of one target in one state.
package struct DeliveryCount: Sendable, Equatable {
    /// The installed adapter.
    package var target: String
    /// The state.
    package var state: DeliveryState
    /// How many.
    package var count: Int
    /// Age of the oldest in seconds; 0 when there is none.
    package var oldestAgeSeconds: Double

    /// Creates a count.
    package init(target: String, state: DeliveryState, count: Int, oldestAgeSeconds: Double) {
        self.target = target
        self.state = state
        self.count = count
        self.oldestAgeSeconds = oldestAgeSeconds
    }
}

/// The books of the gateway: what was accepted, and where it is.
package struct Books: Sendable, Equatable {
    /// Messages acknowledged.
    package var messages = 0
    /// Messages whose facts are stored (some say nothing and have none).
    package var translatedMessages = 0
    /// Messages that are held or in conflict.
    package var heldMessages = 0
    /// Messages that a person closed.
    package var closedMessages = 0
    /// Facts stored.
    package var facts = 0
    /// Orders known.
    package var orders = 0
    /// Deliveries promised: the sum of what each fact's row says it was routed to.
    package var promisedDeliveries = 0
    /// Deliveries by state, counted row by row.
    package var deliveries: [DeliveryState: Int] = [:]
    /// One sentence for everything that does not balance; empty when the books balance.
    package var differences: [String] = []

    /// Creates empty books.
    package init() {}

    /// Deliveries that are on their way: waiting, being sent or in doubt.
    package var openDeliveries: Int { DeliveryState.allCases.filter(\.isOpen).reduce(0) { $0 + (deliveries[$1] ?? 0) } }
    /// Whether everything accepted is accounted for.
    package var isBalanced: Bool { differences.isEmpty }
}
