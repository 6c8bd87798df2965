/// One thing a system said about one order.
public struct Fact: Sendable, Equatable {
    /// Ours, time-sortable.
    public var id: FactID
    /// The order it is about.
    public var orderID: OrderID
    /// What kind of thing was said.
    public var kind: FactKind
    /// The installed adapter whose system said it.
    public var source: String
    /// The installed adapter that the order came from first.
    public var origin: String
    /// When it happened, as the source says.
    public var occurredAt: Instant?
    /// When the gateway took it.
    public var receivedAt: Instant
    /// Unique per source: the same key again is the same fact.
    public var duplicateKey: String
    /// The fact whose delivery brought this one.
    public var cause: FactID?
    /// The configuration revision that routed it.
    public var revision: String?
    /// W3C trace context of the message that brought it.
    public var traceparent: String?
    /// What was said.
    public var content: FactContent

    /// Creates a fact.
    public init(
        id: FactID, orderID: OrderID, kind: FactKind, source: String, origin: String, occurredAt: Instant? = nil,
        receivedAt: Instant, duplicateKey: String, cause: FactID? = nil, revision: String? = nil,
        traceparent: String? = nil, content: FactContent
    ) {
        self.id = id
        self.orderID = orderID
        self.kind = kind
        self.source = source
        self.origin = origin
        self.occurredAt = occurredAt
        self.receivedAt = receivedAt
        self.duplicateKey = duplicateKey
        self.cause = cause
        self.revision = revision
        self.traceparent = traceparent
        self.content = content
    }
}
