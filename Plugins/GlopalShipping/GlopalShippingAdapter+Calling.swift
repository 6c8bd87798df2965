import AdapterKit
import Canonical

extension GlopalShippingAdapter {
    /// Sends a call, signed for this attempt; one that is not let in is signed anew and sent once more, not oftener.
    ///
    /// A call that was refused for its signature had no effect, so sending it again cannot double anything.
    /// - Returns: The answer, with the moment that the call was signed with.
    /// - Throws: `ExchangeFailure` when an answer is missing.
    func send(
        _ request: WireRequest, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> (response: WireResponse, sentAt: Instant) {
        let first = try signer.signed(request, at: exchange.now)
        let response = try await exchange.send(first.request)
        guard response.status == 401 || response.status == 403 else { return (response, first.signedAt) }
        let second = try signer.signed(request, at: exchange.now)
        return (try await exchange.send(second.request), second.signedAt)
    }

    func names(of order: Order) -> GlopalShippingNames { GlopalShippingNames(adapter: id, order: order) }

    func operation(of delivery: OutboundDelivery) throws(TranslationProblem) -> Operation {
        guard let operation = Operation(rawValue: delivery.operation) else {
            throw TranslationProblem(
                code: "operation.unknown", pointer: "",
                message: "Glopal shipping has no operation \(delivery.operation)")
        }
        return operation
    }

    /// The fulfilment that a delivery asks labels for.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what does not fit the order.
    func parcels(of delivery: OutboundDelivery) throws(TranslationProblem) -> GlopalShippingParcels {
        try GlopalShippingParcels(
            try Self.shipment(of: delivery), of: delivery.order, key: delivery.idempotencyKey,
            labelled: names(of: delivery.order).labelled)
    }

    /// What a fact, or a told operation's own members, say about the goods; nil when neither says anything.
    private static func shipment(of delivery: OutboundDelivery) throws(TranslationProblem) -> Shipment? {
        if let shipment = delivery.fact.content.shipment { return shipment }
        guard let request = delivery.fact.content.request, request.document.root.count > 0 else { return nil }
        do {
            return try Shipment(reading: JSONReading(request.document).root)
        } catch {
            throw TranslationProblem(error)
        }
    }
}
