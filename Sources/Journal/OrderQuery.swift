package import Canonical

/// Which orders a list shows, newest first.
package struct OrderQuery: Sendable, Equatable {
    /// Our id, or any system's id or number; nil for all orders.
    package var name: String?
    /// Where the orders are; nil for anywhere.
    package var phase: Phase?
    /// Only orders older than this one, which is where the page before ended.
    package var before: OrderID?

    /// Creates a query.
    package init(name: String? = nil, phase: Phase? = nil, before: OrderID? = nil) {
        self.name = name
        self.phase = phase
        self.before = before
    }
}
