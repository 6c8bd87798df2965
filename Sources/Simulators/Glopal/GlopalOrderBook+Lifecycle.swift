extension GlopalOrderBook {
    /// Glopal passes the order; an accept call that came before takes effect now.
    ///
    /// Source: contract A3.1, A3.2 item 6 (stated).
    /// - Throws: `GlopalRefusal` unless the order is RECEIVED.
    mutating func markReady(_ id: String, in store: String, at now: Timestamp) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        guard order.status == .received else { throw wrongStatus(order, "be marked READY") }
        order.status = .ready
        keep(order)
        tell("order.ready", of: id, in: store, at: now)
        if let external = order.deferred { attach(external, to: order, at: now) }
    }

    /// Glopal finalises the order.
    ///
    /// - Throws: `GlopalRefusal` unless the order is ACCEPTED.
    mutating func complete(_ id: String, in store: String, at now: Timestamp) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        guard order.status == .accepted else { throw wrongStatus(order, "be completed") }
        order.status = .completed
        keep(order)
        tell("order.completed", of: id, in: store, at: now)
    }

    /// The parcel leaves; the status stays.
    ///
    /// - Throws: `GlopalRefusal` when the order is RECEIVED, cancelled or shipped already.
    mutating func ship(_ id: String, in store: String) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        guard order.status != .received, order.status != .cancelled, !order.isShipped else {
            throw wrongStatus(order, "be shipped")
        }
        order.isShipped = true
        keep(order)
    }

    /// The merchant accepts the order with its own ids.
    ///
    /// Source: contract A3.2, A7 (stated; deferred repeats assumed).
    /// - Throws: `GlopalRefusal` for a cancelled order or other ids than before.
    mutating func accept(
        _ id: String, in store: String, _ external: GlopalOrder.External, at now: Timestamp
    ) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        switch order.status {
        case .cancelled: throw GlopalRefusal("the order is cancelled")
        case .ready: attach(external, to: order, at: now)
        case .accepted, .completed:
            guard order.external == external else {
                throw GlopalRefusal("the order is accepted with other external ids", field: "external.order_id")
            }
        case .received:
            guard order.deferred == nil || order.deferred == external else {
                throw GlopalRefusal("an accept with other external ids is pending", field: "external.order_id")
            }
            if order.deferred == nil { order.countEffect("accept") }
            order.deferred = external
            keep(order)
        }
    }

    /// Someone cancels the order; ids of an early accept are void from here.
    ///
    /// Source: contract A3.1, A8; that COMPLETED may be cancelled is assumed.
    /// - Throws: `GlopalRefusal` when it is cancelled or shipped.
    mutating func cancel(
        _ id: String, in store: String, reason: String, by initiator: String, at now: Timestamp
    ) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        guard order.status != .cancelled else { throw GlopalRefusal("the order is already cancelled") }
        guard !order.isShipped else { throw GlopalRefusal("the order is shipped: use refund") }
        order.status = .cancelled
        order.deferred = nil
        order.cancellation = .init(reason: reason, initiator: initiator, cancelledAt: now)
        if initiator == "merchant" { order.countEffect("cancel") }
        keep(order)
        tell("order.cancelled", of: id, in: store, at: now)
    }

    private mutating func attach(_ external: GlopalOrder.External, to order: GlopalOrder, at now: Timestamp) {
        var order = order
        if order.deferred == nil { order.countEffect("accept") }
        order.status = .accepted
        order.external = external
        order.deferred = nil
        keep(order)
        tell("order.accepted", of: order.sample.id, in: order.store, at: now)
    }

    private func wrongStatus(_ order: GlopalOrder, _ wish: String) -> GlopalRefusal {
        let shipped = order.isShipped ? " and shipped" : ""
        return GlopalRefusal(status: 409, "an order that is \(order.status.rawValue)\(shipped) cannot \(wish)")
    }
}
