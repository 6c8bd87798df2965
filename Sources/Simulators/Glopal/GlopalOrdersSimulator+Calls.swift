extension GlopalOrdersSimulator {
    /// Puts generated orders into a store, as if buyers had completed the checkout.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - wish: What they should look like; an id in it fits one order only.
    ///   - store: The store; none for the first.
    ///   - ready: Whether Glopal passes them at once.
    /// - Throws: `ControlError` for an unknown store or a taken id.
    /// - Returns: The orders' ids.
    @discardableResult
    package func createOrders(
        count: Int = 1, wish: GlopalSampleOrder.Wish = .init(), store: String? = nil, ready: Bool = false
    ) throws -> [String] {
        try desk.createOrders(count: count, wish: wish, store: store, ready: ready)
    }

    /// Puts a given order into a store.
    ///
    /// - Throws: `ControlError` for an unknown store or a taken id.
    package func create(_ sample: GlopalSampleOrder, store: String? = nil) throws {
        try desk.create(sample, store: store)
    }

    /// Glopal passes an order: READY, and ACCEPTED if the merchant accepted early.
    ///
    /// - Throws: `ControlError` when the order is unknown or not RECEIVED.
    package func markReady(_ id: String) throws {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in try book.markReady(id, in: store, at: now) }
    }

    /// Glopal finalises an order.
    ///
    /// - Throws: `ControlError` when the order is unknown or not ACCEPTED.
    package func complete(_ id: String) throws {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in try book.complete(id, in: store, at: now) }
    }

    /// Glopal, or the merchant in its account, cancels an order.
    ///
    /// - Throws: `ControlError` when the order is unknown, shipped or cancelled.
    package func cancel(_ id: String, reason: String = "payment_failed", initiator: String = "glopal") throws {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in
            try book.cancel(id, in: store, reason: reason, by: initiator, at: now)
        }
    }

    /// The parcel of an order leaves.
    ///
    /// - Throws: `ControlError` when the order is unknown, RECEIVED, cancelled or shipped.
    package func ship(_ id: String) throws {
        try desk.change(id) { book, store, _ throws(GlopalRefusal) in try book.ship(id, in: store) }
    }

    /// The buyer asks to send something back.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - items: Line ids with quantities; none for the whole order.
    ///   - reason: Why, an open set.
    /// - Throws: `ControlError` when the order is unknown or not shipped, or has no such line.
    /// - Returns: The return request's id.
    package func requestReturn(
        of id: String, items: [(line: String, quantity: Int64)]? = nil, reason: String = "not_as_described"
    ) throws -> String {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in
            try book.requestReturn(of: id, in: store, items: items, reason: reason, at: now)
        }
    }

    /// A return moves one step on.
    ///
    /// - Throws: `ControlError` for an unknown return or a step that the chain does not have.
    package func advanceReturn(_ returnID: String, of id: String, to status: GlopalOrder.ReturnStatus) throws {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in
            try book.advanceReturn(returnID, of: id, in: store, to: status, at: now)
        }
    }

    /// Money goes back on Glopal's account, as after a lost dispute.
    ///
    /// - Parameters:
    ///   - id: The order.
    ///   - amount: How much in the order's currency; none for all that is left.
    ///   - reason: Why, an open set.
    /// - Throws: `ControlError` when the order is unknown, not shipped or has less left.
    /// - Returns: The refund's id.
    @discardableResult
    package func refundByGlopal(
        _ id: String, amount: MinorUnits? = nil, reason: String = "dispute_lost"
    ) throws
        -> String
    {
        try desk.change(id) { book, store, now throws(GlopalRefusal) in
            let quote = try book.quote(amount, of: id, in: store)
            let request = GlopalOrderBook.RefundRequest(
                amount: quote.amount, reason: reason, liability: (0, quote.amount.count), hasClaim: true)
            return try book.refund(request, of: id, in: store, by: "glopal", at: now)
        }
    }

    /// An order as it stands.
    package func order(_ id: String) -> GlopalOrder? {
        desk.order(id)
    }

    /// Every order of a store, in the sequence of their checkout.
    package func orders(store: String? = nil) -> [GlopalOrder] {
        desk.orders(store: store)
    }

    /// The events of a store, oldest first.
    package func events(store: String? = nil) -> [GlopalEvent] {
        desk.events(store: store)
    }

    /// Chooses the form of error bodies from now on.
    package func speakErrors(as shape: ErrorShape) {
        desk.speakErrors(as: shape)
    }

    /// How many pushes have been taken, have failed for good, and were dropped because too many waited.
    package var pushes: (delivered: Int, failed: Int, dropped: Int) {
        desk.pushes
    }
}
