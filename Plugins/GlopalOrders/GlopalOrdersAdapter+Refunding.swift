import AdapterKit
import Canonical

extension GlopalOrdersAdapter {
    /// Quotes, then refunds with the quoted split.
    ///
    /// After a lost answer the engine has looked up what became of it before it calls this again; one that was turned
    /// away, or that a person sends again, did not happen.
    /// Source: Order API 2.3.2 (stated: quote, then refund; not idempotent as far as is known).
    /// - Throws: `ExchangeFailure` when the refund itself has no answer; before it, only harmless ones.
    func refund(
        _ delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        let orderID: String
        let call: GlopalRefundCall
        do {
            orderID = try self.orderID(of: delivery.order)
            call = try GlopalRefundCall(delivery, configuration)
        } catch {
            return DeliveryResult(.rejected(Reason(code: error.code, message: error.message)))
        }
        let split: GlopalSplit?
        switch try await agreedSplit(call, orderID, exchange) {
        case .success(let agreed): split = agreed
        case .failure(let refusal): return DeliveryResult(refusal.outcome)
        }
        let request = callRequest(orderID, GlopalAssumptions.Path.refund, body: call.body(split: split))
        let response = try await exchange.send(authorised(request))
        return conclude(response, of: delivery, now: exchange.now)
    }

    /// Why there is no split.
    struct Refusal: Error {
        var outcome: Outcome

        init(_ outcome: Outcome) { self.outcome = outcome }

        init(_ code: String, _ message: String) {
            self.init(.rejected(Reason(code: code, message: message)))
        }
    }

    /// Asks for a quote and checks the refund against it.
    ///
    /// - Throws: `ExchangeFailure` without effect: a quote changes nothing.
    private func agreedSplit(
        _ call: GlopalRefundCall, _ orderID: String, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> Result<GlopalSplit?, Refusal> {
        let response = try await quote(call.amount.amount, orderID, exchange)
        guard response.status == 200 else {
            return .failure(Refusal(GlopalAnswer.failure(response, mayBeRepeated: true, now: exchange.now)))
        }
        let quote: GlopalRefundQuote
        do {
            quote = try GlopalRefundQuote(response.body, orderCurrency: call.amount.currency)
        } catch {
            return .failure(
                Refusal("glopal.quote", "the quote cannot be relied on: \(error.pointer), \(error.message)"))
        }
        if let limit = quote.refundable, call.amount.amount > limit {
            return .failure(
                Refusal("glopal.over-refund", "\(call.amount) is more than the \(limit) that can be given back"))
        }
        guard quote.amount == call.amount.amount else {
            return .failure(Refusal("glopal.quote", "the quote is for \(quote.amount), not for \(call.amount)"))
        }
        guard let wanted = call.statedSplit else { return .success(quote.split) }
        // Asking the provider to pay more than it quoted takes a claim (stated as an option, assumed as a rule).
        if let quoted = quote.split, wanted.provider > quoted.provider, call.claim == nil {
            return .failure(
                Refusal(
                    "glopal.claim-missing",
                    "Glopal would pay \(quoted.provider) of the \(wanted.provider) asked for; that needs a claim"))
        }
        return .success(wanted)
    }

    /// Sends a quote; a lost answer has no effect.
    ///
    /// - Throws: `ExchangeFailure` without effect.
    func quote(
        _ amount: ExactDecimal?, _ orderID: String, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> WireResponse {
        let body = GlopalRefundQuote.body(amount)
        do {
            return try await exchange.send(
                authorised(callRequest(orderID, GlopalAssumptions.Path.quoteRefund, body: body)))
        } catch {
            throw ExchangeFailure(effect: .none, message: "refund quote: \(error.message)")
        }
    }

    /// A refund that the provider confirmed.
    func refunded(_ response: WireResponse, _ delivery: OutboundDelivery) -> DeliveryResult {
        // The body was read as an object before this is called.
        let id = (try? JSONDocument.parse(response.body))?.root[GlopalAssumptions.Reply.refundID]
        guard let refundID = id?.stringValue ?? id?.numberSpelling, !refundID.isEmpty else {
            let reason = Reason(
                code: "glopal.refund-id-missing", message: "Glopal gave the refund no id; its event brings it")
            return DeliveryResult(.confirmed, warnings: [reason])
        }
        let issued = issued(refundID, delivery)
        return DeliveryResult(.confirmed, references: issued.references, followUps: issued.followUps)
    }

    /// The reference and the fact of a refund that was made for a delivery.
    ///
    /// The fact has the duplicate key of the same refund read from the details, so it is stored once.
    func issued(
        _ refundID: String?, _ delivery: OutboundDelivery, createdAt: Instant? = nil
    ) -> (references: [Reference], followUps: [IncomingFact]) {
        // Only called for deliveries that were prepared before.
        guard let refundID, let orderID = try? orderID(of: delivery.order),
            let call = try? GlopalRefundCall(delivery, configuration)
        else { return ([], []) }
        let store = configuration.storeID
        var refund = delivery.fact.content.refund ?? Refund()
        refund.id = refundID
        refund.state = .known(.issued)
        refund.initiator = .known(.merchant)
        refund.amounts.customer = Amounts.Entry(
            call.amount, origin: refund.amounts.customer == nil ? .converted : .stated)
        refund.createdAt = createdAt
        let reference = Reference(system: id, scope: store, kind: .refund, value: refundID)
        var content = FactContent()
        content.refund = refund
        content.references = [reference]
        let fact = IncomingFact(
            kind: .refundIssued, subject: [Reference(system: id, scope: store, kind: .order, value: orderID)],
            duplicateKey: GlopalOrderDetails.refundKey(orderID, refund, 0), occurredAt: createdAt, content: content)
        return ([reference], [fact])
    }
}
