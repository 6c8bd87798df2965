public import AdapterKit
import Canonical

/// Accepts, cancels and refunds.
extension GlopalOrdersAdapter: Delivering {
    /// Translates the fact into its call, without the API key: what is recorded of a call must not hold it.
    ///
    /// - Throws: `TranslationProblem` when the order's id, the merchant's ids, a reason or an amount is missing.
    public func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        let orderID = try orderID(of: delivery.order)
        switch try operation(of: delivery) {
        case .accept:
            let body = try acceptBody(delivery)
            return PreparedDelivery(request: callRequest(orderID, GlopalAssumptions.Path.accept, body: body))
        case .cancel:
            let body = try cancelBody(delivery)
            return PreparedDelivery(request: callRequest(orderID, GlopalAssumptions.Path.cancel, body: body))
        case .refund:
            let call = try GlopalRefundCall(delivery, configuration)
            return PreparedDelivery(
                request: callRequest(orderID, GlopalAssumptions.Path.refund, body: call.body(split: call.statedSplit)),
                ledger: call.ledger)
        }
    }

    /// Reads the answer to a call; pure.
    public func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    ) -> DeliveryResult {
        conclude(response, of: delivery, now: nil)
    }

    /// Carries the call out; a refund is quoted first, a refused cancellation looked at again.
    ///
    /// - Throws: `ExchangeFailure` when an answer is missing.
    public func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        switch Operation(rawValue: delivery.operation) {
        case .accept where configuration.isPlugAndPlay:
            // Source: Order API 2.3.2 (stated): accept is not for stores where Glopal inserts orders itself.
            let reason = Reason(
                code: "glopal.plug-and-play",
                message: "no acceptance was sent: Glopal reads the ids from the shop that it inserted the order into")
            return DeliveryResult(.confirmed, warnings: [reason])
        case .cancel:
            return try await cancel(prepared, delivery, exchange)
        case .refund:
            return try await refund(delivery, exchange)
        case .accept, nil:
            let response = try await exchange.send(authorised(prepared.request))
            return conclude(response, of: delivery, now: exchange.now)
        }
    }

    func operation(of delivery: OutboundDelivery) throws(TranslationProblem) -> Operation {
        guard let operation = Operation(rawValue: delivery.operation) else {
            throw TranslationProblem(
                code: "operation.unknown", pointer: "", message: "Glopal has no operation \(delivery.operation)")
        }
        return operation
    }

    func conclude(_ response: WireResponse, of delivery: OutboundDelivery, now: Instant?) -> DeliveryResult {
        let operation = Operation(rawValue: delivery.operation)
        guard (200..<300).contains(response.status) else {
            return DeliveryResult(
                GlopalAnswer.failure(response, mayBeRepeated: operation == .accept, now: now))
        }
        let success = GlopalAnswer.success(response)
        switch operation {
        // The body of a successful accept is stated; an answer without it is not known to be one.
        case .accept where success == .stated:
            // Source: Order API 2.3.2 (stated): a READY order becomes ACCEPTED by the call, any other later or never.
            return isDeferred(delivery.order)
                ? DeliveryResult(.confirmed, warnings: [Self.deferral])
                : DeliveryResult(.confirmed, followUps: accepted(delivery))
        case .cancel where success != .contradicted: return DeliveryResult(.confirmed)
        case .refund where success != .contradicted: return refunded(response, delivery)
        default: return DeliveryResult(.unknown(GlopalAnswer.reason(response)))
        }
    }

    /// The fact that the provider accepted the order with our ids, with the key of the same fact read from the details.
    func accepted(_ delivery: OutboundDelivery) -> [IncomingFact] {
        // Only called for deliveries that were prepared before.
        guard let orderID = try? orderID(of: delivery.order), let acceptance = delivery.fact.content.acceptance else {
            return []
        }
        var content = FactContent()
        content.acceptance = acceptance
        return [
            IncomingFact(
                kind: .orderAccepted,
                subject: [Reference(system: id, scope: configuration.storeID, kind: .order, value: orderID)],
                duplicateKey: GlopalOrderDetails.statusKey(orderID, .accepted), content: content)
        ]
    }

    private static let deferral = Reason(
        code: "glopal.accept-deferred",
        message: "the order was not READY when it was accepted; Glopal accepts it if and when it becomes READY")

    /// Whether the order was not yet READY at its last reading.
    ///
    /// Source: Order API 2.3.2 (stated): such an acceptance takes effect later, or never.
    private func isDeferred(_ order: Order) -> Bool {
        let raw = order.extensions.first { $0.name == GlopalOrderDetails.Addition.status }?
            .value.document.root.stringValue
        switch raw.map(GlopalOrderDetails.Status.init) {
        case .ready, .accepted, .completed: return false
        case .received, .cancelled, .other: return true
        case nil: return order.axes.acceptance == .known(.received)
        }
    }

    /// Source: Order API 2.3.2 (stated: both ids are sent); their nesting is assumed, hence a setting.
    private func acceptBody(_ delivery: OutboundDelivery) throws(TranslationProblem) -> [UInt8] {
        typealias Call = GlopalAssumptions.Call
        guard let acceptance = delivery.fact.content.acceptance, !acceptance.orderID.isEmpty,
            !acceptance.orderNumber.isEmpty
        else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/acceptance",
                message: "Glopal wants the merchant's order id and order number, and one of them is missing")
        }
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            switch configuration.externalIDs {
            case .nested:
                writer.key(Call.externalGroup)
                writer.object { writer in
                    writer.key(Call.externalOrderID)
                    writer.string(acceptance.orderID)
                    writer.key(Call.externalOrderNumber)
                    writer.string(acceptance.orderNumber)
                }
            case .flat:
                writer.key(Call.flatOrderID)
                writer.string(acceptance.orderID)
                writer.key(Call.flatOrderNumber)
                writer.string(acceptance.orderNumber)
            }
        }
        return writer.bytes
    }

    /// Source: Order API 2.3.2 (stated: a loosely codified reason, no amount, always on the merchant's behalf).
    private func cancelBody(_ delivery: OutboundDelivery) throws(TranslationProblem) -> [UInt8] {
        let cancellation = delivery.fact.content.cancellation
        let reason = try configuration.cancelReasons.reason(for: cancellation?.reason, at: "/cancellation/reason")
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            writer.key(GlopalAssumptions.Call.reason)
            writer.string(reason)
            if let note = cancellation?.note, !note.isEmpty {
                writer.key(GlopalAssumptions.Call.note)
                writer.string(note)
            }
        }
        return writer.bytes
    }

    /// Cancels; a refusal of an order that is cancelled already is a success.
    ///
    /// That a second cancellation is refused is assumed; the details tell.
    private func cancel(
        _ prepared: PreparedDelivery, _ delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        let response = try await exchange.send(authorised(prepared.request))
        let result = conclude(response, of: delivery, now: exchange.now)
        guard response.status == 400 || response.status == 409 else { return result }
        do {
            guard case .details(let details) = try await details(of: delivery.order, through: exchange) else {
                return result
            }
            guard details.status == .cancelled else { return result }
            let reason = Reason(code: "glopal.already-cancelled", message: "the order was cancelled already")
            return DeliveryResult(.confirmed, warnings: [reason])
        } catch {
            return DeliveryResult(
                .unknown(Reason(code: "glopal.unclear", message: "the call was refused and the order cannot be read")))
        }
    }
}

extension [String: String] {
    /// The provider's reason for ours: mapped, else as it is, else the one for `default`.
    ///
    /// - Throws: `TranslationProblem` when no reason was given and none is the default.
    func reason(for own: String?, at pointer: String) throws(TranslationProblem) -> String {
        if let own, !own.isEmpty { return self[own] ?? own }
        if let fallback = self["default"] { return fallback }
        throw TranslationProblem(
            code: "field.missing", pointer: pointer, message: "Glopal wants a reason; the settings map no default one")
    }
}
