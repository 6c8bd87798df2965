/// What a fact says, beside its kind; only the members that the kind needs are set.
public struct FactContent: Sendable, Equatable {
    /// The merchant's own ids, given with an acceptance; opaque.
    public struct Acceptance: Sendable, Equatable {
        /// The merchant's order id.
        public var orderID: String
        /// The order number that people see.
        public var orderNumber: String

        /// Creates an acceptance.
        public init(orderID: String, orderNumber: String) {
            self.orderID = orderID
            self.orderNumber = orderNumber
        }
    }

    /// Why an order ends or is refused.
    public struct Cancellation: Sendable, Equatable {
        /// An open code.
        public var reason: String?
        /// Who ended it, in the source's word (`merchant`, `provider`, …).
        public var initiator: String?
        /// A text for people.
        public var note: String?
        /// When.
        public var cancelledAt: Instant?

        /// Creates a cancellation.
        public init(
            reason: String? = nil, initiator: String? = nil, note: String? = nil, cancelledAt: Instant? = nil
        ) {
            self.reason = reason
            self.initiator = initiator
            self.note = note
            self.cancelledAt = cancelledAt
        }
    }

    /// The whole order as the source sees it now; its id, version, axes and holds are not read.
    @Boxed public var order: Order?
    /// External ids that the fact brings.
    public var references: [Reference] = []
    /// For `order.accepted`.
    public var acceptance: Acceptance?
    /// For `order.cancelled` and `order.refused`.
    public var cancellation: Cancellation?
    /// For `payment.captured`.
    @Boxed public var payment: Payment?
    /// For `shipment.*`.
    @Boxed public var shipment: Shipment?
    /// For `refund.*`.
    @Boxed public var refund: Refund?
    /// For `return.*`.
    @Boxed public var `return`: Return?
    /// For `documents.*`.
    public var documents: [Document] = []
    /// For `order.status`: the provider's raw status.
    public var status: String?
    /// For `edit.requested`, `replacement.requested`, `products.updated` and `operation.told`: the request's own members as JSON.
    public var request: JSONText?
    /// What the translator did not read, when the fact carries no order that could keep it.
    public var residue: [Residue] = []

    /// Creates a content that says nothing yet.
    public init() {}
}
