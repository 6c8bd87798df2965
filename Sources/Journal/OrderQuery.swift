package import Canonical

/// Which orders a list shows, newest first.
package struct OrderQuery: Sendable, Equatable {
    /// Our id, or any system's id or number; nil for all orders.
    package var name: String?
    /// The system whose id or number the name is; nil for any system's, and for ours.
    package var system: String?
    /// The kind of id or number, such as `order` or `number`; nil for any kind.
    package var kind: String?
    /// Where the orders are; nil for anywhere.
    package var phase: Phase?
    /// Only orders older than this one, which is where the page before ended.
    package var before: OrderID?

    /// Creates a query.
    package init(
        name: String? = nil, system: String? = nil, kind: String? = nil, phase: Phase? = nil, before: OrderID? = nil
    ) {
        self.name = name
        self.system = system
        self.kind = kind
        self.phase = phase
        self.before = before
    }
}
