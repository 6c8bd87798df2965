import AdapterKit
import Canonical
import HTTPTypes

/// The canonical form: signed CloudEvents with canonical JSON in both directions.
struct CanonicalOMS: Sendable {
    /// The installed adapter's id.
    let id: String
    let configuration: MerchantOMSConfiguration

    /// Writes the fact in its envelope; the signature holds a time, so ``deliver(_:of:through:)`` makes it.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` for a fact that only the OMS itself can state.
    func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        guard MerchantOMSOperation(carrying: delivery.fact.kind) != nil else {
            throw TranslationProblem(
                code: "oms.not-carried", pointer: "", message: "\(delivery.fact.kind.rawValue) is not told to an OMS")
        }
        let fact = message(for: delivery)
        // Room for an order of usual size, so that the bytes are moved once.
        var writer = JSONWriter(capacity: fact.kind.carriesOrder ? 16_384 : 2_048)
        fact.writeCloudEvent(to: &writer, route: delivery.route)
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[StandardWebhooks.idHeader] = delivery.idempotencyKey
        if let traceparent = delivery.fact.traceparent { headers[.traceparent] = traceparent }
        let request = WireRequest(
            method: .post, url: configuration.url, headers: headers, body: writer.bytes,
            timeLimit: configuration.timeLimit)
        return PreparedDelivery(request: request, ledger: Ledger(canonical: fact.content))
    }

    /// Signs the attempt, sends it and concludes from the answer.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` as the exchange reports it.
    func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        var request = prepared.request
        // Not before now: the prepared request is kept on disk, credentials are not.
        for header in configuration.headers { request.headers[header.name] = header.value.revealed }
        configuration.outbound.sign(&request, id: delivery.idempotencyKey, at: exchange.now)
        let response = try await exchange.send(request)
        return conclusion(from: response, of: delivery, at: exchange.now)
    }

    /// The fact as the OMS gets it: the order as it is now where it is about the order, and all ids always.
    private func message(for delivery: OutboundDelivery) -> Fact {
        var fact = delivery.fact
        fact.content.references = delivery.allReferences
        fact.content.order = fact.kind.carriesOrder ? delivery.order : nil
        if !configuration.sendsResidue {
            fact.content.order?.residue = []
            fact.content.residue = []
        }
        return fact
    }
}
