extension GlobalESimulator {
    /// Puts generated orders in, as if customers had completed the checkout.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - wish: What they should look like; an id in it fits one order only.
    ///   - paid: Whether the fraud check is passed at once.
    ///   - announced: Whether the merchant is told, in the background.
    /// - Throws: `ControlError` for a taken id or a count out of bounds.
    /// - Returns: The orders' ids.
    @discardableResult
    package func createOrders(
        count: Int = 1, wish: GlobalESampleOrder.Wish = .init(), paid: Bool = false, announced: Bool = true
    ) throws -> [String] {
        try desk.createOrders(count: count, wish: wish, paid: paid, announced: announced)
    }

    /// Puts a given order in; nobody is told.
    ///
    /// - Throws: `ControlError` for a taken id.
    package func create(_ sample: GlobalESampleOrder) throws {
        try desk.write { book, _ in try book.place(sample) }
    }

    /// Lets a step happen and tells the merchant of it.
    ///
    /// - Throws: `ControlError` when the order is unknown or does not allow the step.
    /// - Returns: The notifications with the merchant's answers; none without a receiver.
    @discardableResult
    package func take(_ step: GlobalEStep, of id: String) async throws -> [GlobalENotification] {
        try await desk.perform([step], of: id, atOnce: false)
    }

    /// Lets steps happen, then tells the merchant of all at the same moment.
    ///
    /// - Throws: As ``take(_:of:)``; the steps before the refused one have happened.
    /// - Returns: The notifications with the merchant's answers, by their numbers.
    @discardableResult
    package func takeAtOnce(_ steps: [GlobalEStep], of id: String) async throws -> [GlobalENotification] {
        try await desk.perform(steps, of: id, atOnce: true)
    }

    /// An order by Global-e's id or the merchant's.
    package func order(_ id: String) -> GlobalEOrder? {
        desk.order(id)
    }

    /// Every order, in the sequence of their checkout.
    package var orders: [GlobalEOrder] {
        desk.orders
    }

    /// The remembered notifications, oldest first.
    package var notifications: [GlobalENotification] {
        desk.notifications
    }

    /// How many notifications wait or are under way, and how many were dropped because too many waited.
    package var pending: (open: Int, dropped: Int) {
        (desk.outbox.open, desk.outbox.refused)
    }

    /// How often each call has come, refused ones included, by operation.
    package var calls: [String: Int] {
        desk.calls
    }

    /// The PEM of the key that signs notifications; none as long as they are not signed.
    package var publicKey: String? {
        desk.publicKey
    }

    /// Tells the platform where the merchant listens, once that is known.
    ///
    /// - Throws: `SimulatorError.configuration` when no key can be made.
    package func connect(to receiver: GlobalEReceiver) throws {
        try desk.connect(to: receiver)
    }

    /// Lets label calls (A500, A018) or manifest calls (B400, B500, B600) fail that many times.
    package func fail(_ code: String, count: Int = 1) throws {
        try desk.write { book, _ in book.fail(code, count) }
    }
}

extension GlobalESampleOrder {
    /// The body of SendOrderToMerchant for this order, as it is sent for the first time.
    ///
    /// - Parameter merchantGUID: The merchant that it is for.
    /// - Returns: The Merchant.Order.
    package func document(merchantGUID: String) -> Document {
        GlobalEOrder(self).document(guid: merchantGUID)
    }
}
