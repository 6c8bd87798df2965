/// A fact as an adapter reads it, before the gateway gives it an id and finds its order.
public struct IncomingFact: Sendable, Equatable {
    /// What kind of thing was said.
    public var kind: FactKind
    /// What it is when the gateway knows the order already: one message both creates and updates at some systems.
    public var kindWhenKnown: FactKind?
    /// Our order id, when the source knows it.
    public var orderID: OrderID?
    /// External ids that identify the order; those of kind `order` decide.
    public var subject: [Reference]
    /// Ids, whoever gave them, that no other order of this source may have; the message is held when one has.
    public var claims: [Reference] = []
    /// Unique per source; the same key again is the same fact.
    public var duplicateKey: String
    /// When it happened, as the source says.
    public var occurredAt: Instant?
    /// What was said.
    public var content: FactContent

    /// Creates an incoming fact about the order that the references or the id name.
    public init(
        kind: FactKind, kindWhenKnown: FactKind? = nil, orderID: OrderID? = nil, subject: [Reference],
        duplicateKey: String,
        occurredAt: Instant? = nil, content: FactContent
    ) {
        self.kind = kind
        self.kindWhenKnown = kindWhenKnown
        self.orderID = orderID
        self.subject = subject
        self.duplicateKey = duplicateKey
        self.occurredAt = occurredAt
        self.content = content
    }
}
