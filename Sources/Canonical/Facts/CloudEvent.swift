/// A fact in its CloudEvents 1.0 envelope, structured mode, as it goes to and comes from other processes.
///
/// Source of the member names: CloudEvents 1.0.2, sections "Context attributes" and "Extension context attributes"
/// (stated); the extensions `duplicatekey`, `causationid`, `origin`, `route` and `revision` are ours.
public struct CloudEvent: Sendable, Equatable {
    /// The fact's id.
    public var id: FactID
    /// The installed adapter that the fact came from; `/adapters/<id>` in the envelope.
    public var source: String
    /// The fact's kind, raw, so that a kind of a newer version is readable.
    public var type: String
    /// The canonical order's id.
    public var subject: OrderID
    /// When it happened, or else when the gateway took it.
    public var time: Instant
    /// Unique per source: the same key again is the same fact.
    public var duplicateKey: String
    /// The fact that brought this one.
    public var causation: FactID?
    /// The installed adapter that the order came from first.
    public var origin: String
    /// The route that sends it.
    public var route: String?
    /// The configuration revision that routed it.
    public var revision: String?
    /// W3C trace context.
    public var traceparent: String?
    /// What was said.
    public var data: FactContent

    /// The fact's kind, if this version knows it.
    public var kind: FactKind? { FactKind(rawValue: type) }

    /// Puts a fact into its envelope.
    public init(_ fact: Fact, route: String? = nil) {
        id = fact.id
        source = fact.source
        type = fact.kind.rawValue
        subject = fact.orderID
        time = fact.occurredAt ?? fact.receivedAt
        duplicateKey = fact.duplicateKey
        causation = fact.cause
        origin = fact.origin
        self.route = route
        revision = fact.revision
        traceparent = fact.traceparent
        data = fact.content
    }
}
