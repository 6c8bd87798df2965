/// Where and when an order was placed.
public struct Origin: Sendable, Equatable {
    /// The installed adapter whose system the order came from first.
    public var adapter: String
    /// The store at that system.
    public var store: String?
    /// The shop's site, when a store has several.
    public var site: String?
    /// The buyer's language, a BCP 47 tag as stated.
    public var locale: String?
    /// When the buyer placed the order.
    public var placedAt: Instant?
    /// When the gateway first heard of it.
    public var receivedAt: Instant?
    /// Whether that system says itself when an order is accepted, so that an acceptance is only submitted until it does.
    public var confirmsAcceptance: Bool

    /// Creates an origin at an installed adapter.
    public init(
        adapter: String, store: String? = nil, site: String? = nil, locale: String? = nil, placedAt: Instant? = nil,
        receivedAt: Instant? = nil, confirmsAcceptance: Bool = false
    ) {
        self.adapter = adapter
        self.store = store
        self.site = site
        self.locale = locale
        self.placedAt = placedAt
        self.receivedAt = receivedAt
        self.confirmsAcceptance = confirmsAcceptance
    }
}
