import Canonical
import Journal
import Synchronization

/// The orders in memory, so that what was just written is not read back.
///
/// Bounded: the orders that were not used for longest are forgotten; the journal still has them.
final class OrderMemory: Sendable {
    private struct State {
        var orders: [OrderID: KnownOrder] = [:]
        var names: [Reference: OrderID] = [:]
        /// Ids in the order of their last change; the front is forgotten first, older entries of an id are skipped.
        var uses: [(id: OrderID, version: Int)] = []
        var firstUse = 0
    }

    private let limit: Int
    /// Guards the orders, their names and the order of use, which change together.
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    subscript(id: OrderID) -> KnownOrder? { state.withLock { $0.orders[id] } }

    /// The order that one of the references identifies.
    func order(identifiedBy references: [Reference]) -> OrderID? {
        state.withLock { state in
            for reference in references where reference.identifiesOrder {
                if let id = state.names[Self.name(reference)] { return id }
            }
            return nil
        }
    }

    /// Remembers an order, unless a newer version is known already.
    func remember(_ known: KnownOrder) {
        state.withLock { remember(known, in: &$0) }
    }

    private func remember(_ known: KnownOrder, in state: inout State) {
        let id = known.order.id
        var known = known
        if let older = state.orders[id]?.order {
            if older.version > known.order.version { return }
            // Ids that a target gave without a fact make no version: one that was read before they came lacks them.
            for reference in older.references where !known.order.references.contains(reference) {
                known.order.references.append(reference)
            }
        }
        state.orders[id] = known
        for reference in known.order.references where reference.identifiesOrder {
            state.names[Self.name(reference)] = id
        }
        state.uses.append((id, known.order.version))
        forgetOldest(&state)
    }

    /// Remembers a newer version of an order with the deliveries that came with it.
    ///
    /// What was noted of earlier deliveries meanwhile stays.
    func advance(_ newer: KnownOrder, adding sent: [KnownOrder.Sent]) {
        // In one go: a note made in between would be lost, and with it that an attempt has begun.
        state.withLock { state in
            var known = newer
            if let older = state.orders[newer.order.id] { known.sent = older.sent }
            known.sent += sent
            remember(known, in: &state)
        }
    }

    /// Changes what is remembered of one delivery.
    func note(_ delivery: DeliveryID, of order: OrderID, state newState: DeliveryState, hasBegun: Bool) {
        state.withLock { state in
            guard let index = state.orders[order]?.sent.firstIndex(where: { $0.id == delivery }) else { return }
            state.orders[order]?.sent[index].state = newState
            if hasBegun { state.orders[order]?.sent[index].hasBegun = true }
        }
    }

    /// Adds ids that a target gave without stating a fact.
    func add(_ references: [Reference], to order: OrderID) {
        guard !references.isEmpty else { return }
        state.withLock { state in
            state.orders[order]?.order.references += references
            for reference in references where reference.identifiesOrder && state.orders[order] != nil {
                state.names[Self.name(reference)] = order
            }
        }
    }

    /// Forgets an order that turned out to be older than the journal's.
    func forget(_ id: OrderID) {
        state.withLock { Self.remove(id, from: &$0) }
    }

    private func forgetOldest(_ state: inout State) {
        while state.orders.count > limit, state.firstUse < state.uses.count {
            let (id, version) = state.uses[state.firstUse]
            state.firstUse += 1
            if state.orders[id]?.order.version == version { Self.remove(id, from: &state) }
        }
        if state.firstUse > 4096, state.firstUse * 2 > state.uses.count {
            state.uses.removeFirst(state.firstUse)
            state.firstUse = 0
        }
    }

    private static func remove(_ id: OrderID, from state: inout State) {
        guard let known = state.orders.removeValue(forKey: id) else { return }
        for reference in known.order.references where reference.identifiesOrder {
            if state.names[name(reference)] == id { state.names[name(reference)] = nil }
        }
    }

    /// What identifies: the role, which is only the system's word for its use, does not.
    private static func name(_ reference: Reference) -> Reference {
        var name = reference
        name.role = nil
        return name
    }
}
