/// A fact as an adapter reads it, before the gateway gives it an id and finds its order.
public struct IncomingFact: Sendable, Equatable {
    /// What kind of thing was said.
    public var kind: FactKind
    /// Our order id, when the source knows it.
    public var orderID: OrderID?
    /// External ids that identify the order; those of kind `order` decide.
    public var subject: [Reference]
    /// Unique per source; the same key again is the same fact.
    public var duplicateKey: String
    /// When it happened, as the source says.
    public var occurredAt: Instant?
    /// What was said.
    public var content: FactContent

    /// Creates an incoming fact about the order that the references or the id name.
    public init(
        kind: FactKind, orderID: OrderID? = nil, subject: [Reference], duplicateKey: String,
        occurredAt: Instant? = nil, content: FactContent
    ) {
        self.kind = kind
        self.orderID = orderID
        self.subject = subject
        self.duplicateKey = duplicateKey
        self.occurredAt = occurredAt
        self.content = content
    }
}
