public import AdapterKit
import Canonical

/// Carries facts to Global-e, and what a person tells it by an operation's name.
extension GlobalECheckoutAdapter: Delivering {
    func translator(_ delivery: OutboundDelivery) -> GlobalECallTranslator {
        GlobalECallTranslator(adapter: id, configuration: configuration, delivery: delivery)
    }

    /// Translates the delivery into its call, without the GUID: what is recorded of a call must not hold it.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing or breaks a documented rule.
    public func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        let call = try translator(delivery).call()
        return PreparedDelivery(request: request(call), ledger: call.ledger)
    }

    /// Reads the answer to a call; pure.
    public func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    ) -> DeliveryResult {
        conclude(response, to: prepared, of: delivery, at: nil)
    }

    /// Carries the call out; what must not happen twice is looked up before it is sent again.
    ///
    /// - Throws: `ExchangeFailure` when an answer is missing.
    public func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        if let result = unsent(delivery) { return result }
        let operation = GlobalEOperation(rawValue: delivery.operation)
        let mayBeRepeated = operation?.mayBeRepeated ?? false
        if delivery.attempt > 1, operation?.declaration.idempotency == .lookup {
            // Whatever else the look-up says: the engine or a person has decided that it may be sent again.
            let found = try await lookUp(delivery, through: exchange)
            if case .happened(let references, let followUps, let warnings) = found {
                return DeliveryResult(
                    .confirmed, references: references, followUps: followUps, warnings: warnings)
            }
        }
        let response = try await send(prepared.request, isHarmless: mayBeRepeated, through: exchange)
        let result = conclude(response, to: prepared, of: delivery, at: exchange.now)
        guard operation == .cancelOrder, case .rejected = result.outcome else { return result }
        return try await alreadyCancelled(delivery, exchange) ?? result
    }

    /// The result of what is not sent at all.
    private func unsent(_ delivery: OutboundDelivery) -> DeliveryResult? {
        if delivery.operation == GlobalEOperation.updateOrder.rawValue {
            // Source: provider page "UpdateOrder (Not implemented, Internal)" (stated).
            let reason = Reason(code: "globale.not-implemented", message: "UpdateOrder is not implemented by Global-e")
            return DeliveryResult(.rejected(reason))
        }
        guard delivery.operation == GlobalEOperation.updateOrderStatus.rawValue,
            delivery.fact.kind == .orderAccepted, configuration.code(for: .ready) == nil
        else { return nil }
        // Source: contract 2.2 (found): the answer to SendOrderToMerchant brings the merchant's ids; no call does.
        let reason = Reason(
            code: "globale.acceptance-not-sent",
            message: "nothing was sent: the answer to SendOrderToMerchant brings the merchant's ids, and the settings "
                + "name no status code for ready")
        return DeliveryResult(.confirmed, warnings: [reason])
    }

    /// A refused cancellation of an order that is cancelled is a success; that a second one is refused is assumed.
    private func alreadyCancelled(
        _ delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult? {
        let details: JSONNode
        do throws(ExchangeFailure) {
            guard case .details(let found) = try await orderDetails(of: delivery, through: exchange) else { return nil }
            details = found
        } catch {
            // The refusal stands as long as nothing says otherwise.
            return nil
        }
        guard isCancelled(details) else { return nil }
        let reason = Reason(code: "globale.already-cancelled", message: "the order was cancelled already")
        return DeliveryResult(.confirmed, warnings: [reason])
    }

    /// Whether order details say that the order is cancelled, in the merchant's vocabulary.
    func isCancelled(_ details: JSONNode) -> Bool {
        details.filled("StatusCode").map { configuration.meaning(ofStatus: $0) == .cancelled } ?? false
    }

    private func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery, at now: Instant?
    ) -> DeliveryResult {
        guard let endpoint = GlobalEEndpoint(path: prepared.request.path) else {
            return DeliveryResult(.unknown(Reason(code: "operation.unknown", message: "there is no such operation")))
        }
        let operation = GlobalEOperation(rawValue: delivery.operation)
        let answer = GlobalEAnswer(response, from: endpoint)
        let rules = GlobalEOutcome(
            endpoint: endpoint, mayBeRepeated: operation?.mayBeRepeated ?? false, isRepetition: delivery.attempt > 1,
            now: now)
        let outcome = rules.outcome(of: answer, response)
        guard case .confirmed = outcome else { return DeliveryResult(outcome) }
        return confirmed(answer, from: endpoint, delivery)
    }

    /// What a success brings: ids, papers, the changed order, and refusals of single parts.
    private func confirmed(
        _ answer: GlobalEAnswer, from endpoint: GlobalEEndpoint, _ delivery: OutboundDelivery
    ) -> DeliveryResult {
        var result = DeliveryResult(.confirmed)
        result.warnings = answer.partialFailures.map { failure in
            let words = failure.words.isEmpty ? failure.code ?? "" : failure.words
            return Reason(code: "globale.part-refused", message: "Global-e refused a part of the call: \(words)")
        }
        guard let root = answer.reading?.document.root else { return result }
        let news = GlobalENews(adapter: self, delivery: delivery, root: root)
        switch endpoint {
        case .getShippingDocuments, .dispatchOrders, .dispatchConsolidatedShipment:
            result.followUps = news.documents()
            result.warnings += news.documentWarnings()
        case .createOrder:
            result.references = news.replacement()
            result.warnings += news.replacementWarnings()
        case .createOrderRefund: result.followUps = news.refund()
        case .applyEdit: result.followUps = news.changedOrder()
        case .sendOrder:
            result.references = news.sentOrder()
            result.warnings += news.paymentWarnings()
        default: break
        }
        return result
    }
}
