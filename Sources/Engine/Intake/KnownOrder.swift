import AdapterKit
import Canonical
import Journal

/// An order as the engine remembers it: its fold, and what was sent about it to whom.
struct KnownOrder: Sendable {
    /// A delivery about the order, in short.
    struct Sent: Sendable {
        var id: DeliveryID
        var target: String
        var operation: String
        /// The adapter whose fact the delivery carries.
        var factSource: String
        /// The kind of the fact that the delivery carries; nil when the fact is not known.
        var factKind: FactKind?
        /// Whether an attempt ever began.
        var hasBegun: Bool
        var state: DeliveryState
    }

    var order: Order
    var sent: [Sent]
    /// Duplicate keys of the facts folded so far, each after its source.
    var keys: Set<String>
    /// When the first fact came.
    var createdAt: Instant

    /// An order before its first fact.
    init(id: OrderID, origin: String, at now: Instant) {
        order = Order(id: id, origin: Origin(adapter: origin, receivedAt: now))
        sent = []
        keys = []
        createdAt = now
    }

    /// What tells one fact of the order from another.
    static func key(_ duplicateKey: String, from source: String) -> String { "\(source)\u{0}\(duplicateKey)" }

    /// The order as its facts and deliveries in the journal make it; nil without facts.
    init?(facts: [Fact], deliveries: [DeliveryRecord], references: [Reference]) {
        guard let first = facts.first else { return nil }
        var order = Order(id: first.orderID, origin: Origin(adapter: first.origin, receivedAt: first.receivedAt))
        for fact in facts { order.apply(fact) }
        let causes = Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        // Ids that a target gave without stating a fact stand beside the facts.
        for reference in references where !order.references.contains(reference) { order.references.append(reference) }
        self.order = order
        keys = Set(facts.map { Self.key($0.duplicateKey, from: $0.source) })
        createdAt = first.receivedAt
        sent = deliveries.map {
            Sent(
                id: $0.id, target: $0.target, operation: $0.operation, factSource: causes[$0.factID]?.source ?? "",
                factKind: causes[$0.factID]?.kind, hasBegun: $0.attempts > 0, state: $0.state)
        }
    }

    /// The adapters that caused the fact which `source` now reports, because we asked it for the operation.
    ///
    /// An order begins and ends once, whatever fact was the reason: that it is cancelled is no news to who refused it.
    /// A change says the same only when its own kind was the reason: who asked for papers does not know of the dispatch.
    func causes(of kind: FactKind, by operation: OperationDeclaration, reportedBy source: String) -> Set<String> {
        let causes = sent.filter {
            $0.target == source && $0.operation == operation.name && $0.hasBegun
                && (operation.effect != .changes || $0.factKind == kind)
        }
        return Set(causes.map(\.factSource))
    }

    /// Whether the order may exist at the target: an id of the target's, its own origin, or an attempt to create it there.
    func mayExist(at target: String, creating operations: Set<String>) -> Bool {
        order.origin.adapter == target || order.references.contains { $0.system == target }
            || sent.contains { $0.target == target && operations.contains($0.operation) && $0.hasBegun }
    }
}
