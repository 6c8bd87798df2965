import NIOCore

extension OMSSimulator {
    /// An order by the gateway's id or the OMS's own.
    package func order(_ id: String) -> OMSOrder? {
        desk.order(id)
    }

    /// The orders it has created, in their sequence.
    package var orders: [OMSOrder] {
        desk.read { ledger in ledger.sequence.compactMap { ledger.orders[$0] } }
    }

    /// Facts about orders that it was never given, if bodies are kept.
    package var strays: [OMSFact] {
        desk.read { $0.strays }
    }

    /// How often each order was created, by the gateway's order id; above 1 is a doubled order.
    package var effects: [String: Int] {
        desk.read { $0.orders.mapValues(\.creates) }
    }

    /// How many effects each delivery had, by `webhook-id`: 0 or 1.
    package var effectsByDelivery: [String: Int] {
        desk.read { $0.deliveries.mapValues(\.effects) }
    }

    /// How many deliveries came again under the same `webhook-id`.
    package var repeats: Int {
        desk.read { $0.repeats }
    }

    /// Tells the OMS where the gateway listens, once that is known.
    package func connect(to gateway: OMSGateway) throws {
        try desk.connect(to: gateway)
    }

    /// Refuses orders with that article from now on.
    package func refuse(_ refusal: OMSRefusal) {
        desk.refuse(refusal)
    }

    /// Ships an order, whole or in the given parcels, and tells the gateway.
    ///
    /// - Parameters:
    ///   - id: The gateway's order id or the OMS's own.
    ///   - parcels: What goes where; none for one parcel with all lines.
    ///   - carrier: The carrier's name.
    /// - Throws: `ControlError` when the order is unknown or cancelled, or no gateway is known;
    ///   `CancellationError` when the surrounding task is cancelled.
    /// - Returns: What became of the notification, after the last try.
    @discardableResult
    package func ship(
        _ id: String, parcels: [OMSParcel]? = nil, carrier: String = "DHL"
    ) async throws
        -> OMSNotification
    {
        try await desk.ship(id, parcels: parcels, carrier: carrier)
    }

    /// Cancels an order and tells the gateway.
    ///
    /// - Throws: As ``ship(_:parcels:carrier:)``.
    /// - Returns: What became of the notification, after the last try.
    @discardableResult
    package func cancel(
        _ id: String, reason: String = "out_of_stock", note: String? = nil
    ) async throws
        -> OMSNotification
    {
        try await desk.cancel(id, reason: reason, note: note)
    }

    /// Asks the gateway to pay money back.
    ///
    /// - Parameters:
    ///   - id: The gateway's order id or the OMS's own.
    ///   - amount: The customer's amount as decimal text in major units, with its currency; none for all.
    ///   - reason: Why, an open set.
    ///   - note: A note for people.
    /// - Throws: As ``ship(_:parcels:carrier:)``.
    /// - Returns: What became of the notification, after the last try.
    @discardableResult
    package func refund(
        _ id: String, amount: (text: String, currency: String)? = nil, reason: String = "returned",
        note: String? = nil
    ) async throws -> OMSNotification {
        try await desk.refund(id, amount: amount, reason: reason, note: note)
    }

    /// States any fact about an order, such as a dispatch with exceptions, a replacement or the wish for papers.
    ///
    /// - Parameters:
    ///   - type: The fact's type, as `documents.requested`.
    ///   - id: The gateway's order id or the OMS's own.
    ///   - data: The members of the event's `data` as a JSON object, without the order's reference.
    /// - Throws: As ``ship(_:parcels:carrier:)``, and `ControlError` when the data are no JSON object.
    /// - Returns: What became of the notification, after the last try.
    @discardableResult
    package func state(_ type: String, of id: String, data: String) async throws -> OMSNotification {
        try await desk.state(type, of: id, data: try Document(ByteBuffer(string: data)))
    }
}
