public import AdapterKit
import Canonical

/// Quotes, creates and labels orders, closes parcels out and authorises returns.
extension GlopalShippingAdapter: Delivering {
    /// Translates the fact into its call, without signature.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing, cannot be printed or does not fit.
    public func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        let call = try call(of: delivery)
        return PreparedDelivery(request: call.request, ledger: call.ledger)
    }

    /// Reads the answer to a call; pure.
    public func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    ) -> DeliveryResult {
        conclude(response, of: delivery, sentAt: nil)
    }

    /// Carries the call out: nothing is repeated before it was looked up.
    ///
    /// Source: answers (derived): nothing says that these calls may be repeated.
    /// - Throws: `ExchangeFailure` when an answer is missing.
    public func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        if let settled = settled(delivery) { return settled }
        let operation = Operation(rawValue: delivery.operation)
        if operation == .label, delivery.attempt > 1 {
            return try await completeLabels(prepared, delivery, exchange)
        }
        if operation != .quote, delivery.attempt > 1 || exists(delivery) {
            switch try await lookUp(delivery, through: exchange) {
            case .happened(let references, let followUps, let warnings):
                return DeliveryResult(
                    .confirmed, references: references, followUps: followUps, warnings: warnings)
            case .unclear(let reason): return DeliveryResult(.unknown(reason))
            case .didNotHappen: break
            }
        }
        if operation == .create, configuration.checksAddresses,
            let refusal = try await refusal(ofConsigneeIn: delivery, exchange)
        {
            return DeliveryResult(refusal)
        }
        let (response, sentAt) = try await send(prepared.request, through: exchange)
        return conclude(response, of: delivery, sentAt: sentAt)
    }

    /// Whether an earlier delivery made the thing already; it is looked up instead of being made twice.
    private func exists(_ delivery: OutboundDelivery) -> Bool {
        let names = names(of: delivery.order)
        switch Operation(rawValue: delivery.operation) {
        case .create: return names.isCreated
        // What does not fit the order was refused by `prepare`.
        case .authorize: return (try? GlopalShippingReturn(delivery)).map { names.isAuthorized($0.rma) } ?? false
        default: return false
        }
    }

    /// Takes parcels that a look-up finds for labelled and announces the others only.
    private func completeLabels(
        _ prepared: PreparedDelivery, _ delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> DeliveryResult {
        // What does not fit the order was refused by `prepare`.
        guard let parcels = try? parcels(of: delivery) else {
            return DeliveryResult(.unknown(GlopalShippingAnswer.protocolError))
        }
        let found: [GlopalShippingScribe.Labelled]
        switch try await seen(parcels, of: delivery, exchange) {
        case .unclear(let reason): return DeliveryResult(.unknown(reason))
        case .parcels(let some): found = some
        }
        guard !found.isEmpty else {
            let (response, sentAt) = try await send(prepared.request, through: exchange)
            return conclude(response, of: delivery, sentAt: sentAt)
        }
        var result = GlopalShippingScribe(names: names(of: delivery.order)).labelled(found, parcels, delivery) { [] }
        let lost = "\(found.count) of \(parcels.parcels.count) parcels were found by a look-up, which gives no labels"
        result.warnings.append(
            Reason(code: "glopal-shipping.labels-lost", message: "\(lost): have them printed at the service"))
        guard found.count < parcels.parcels.count else { return result }
        var rest = delivery
        rest.order.references += result.references
        // The order was fit to be sent, so a part of it is.
        guard let call = try? self.call(of: rest) else {
            result.outcome = .unknown(GlopalShippingAnswer.protocolError)
            return result
        }
        let (response, sentAt) = try await send(call.request, through: exchange)
        let others = conclude(response, of: rest, sentAt: sentAt)
        result.outcome = others.outcome
        result.references += others.references
        result.warnings += others.warnings
        result.followUps += others.followUps
        return result
    }

    private func call(of delivery: OutboundDelivery) throws(TranslationProblem) -> GlopalShippingCall {
        let names = names(of: delivery.order)
        switch try operation(of: delivery) {
        case .quote:
            let options = try GlopalShippingQuoteOptions(delivery.fact.content.request?.document.root, configuration)
            return try GlopalShippingCall.quote(delivery.order, configuration, options: options)
        case .create: return try GlopalShippingCall.create(delivery, names, configuration)
        case .label:
            return try GlopalShippingCall.labels(try parcels(of: delivery), delivery, names, configuration)
        case .closeOut:
            return try GlopalShippingCall.closeOut(delivery.fact.content.request?.document.root, names, configuration)
        case .authorize: return try GlopalShippingCall.authorization(delivery, names, configuration)
        }
    }

    /// What needs no call any more; the timeline says why.
    private func settled(_ delivery: OutboundDelivery) -> DeliveryResult? {
        let names = names(of: delivery.order)
        if let refused = refused(delivery, names) { return refused }
        switch Operation(rawValue: delivery.operation) {
        case .quote where delivery.fact.kind != .operationTold && names.quote != nil:
            let reason = Reason(
                code: "glopal-shipping.quoted-already", message: "no quote was asked for: the order carries one")
            return DeliveryResult(.confirmed, warnings: [reason])
        case .label:
            // What does not fit the order was refused by `prepare`.
            guard let parcels = try? parcels(of: delivery), parcels.parcels.isEmpty else { return nil }
            let reason = Reason(
                code: "glopal-shipping.labelled-already",
                message: "no label was asked for: all parcels have one; close-out puts them on the manifest")
            return DeliveryResult(.confirmed, warnings: [reason])
        default: return nil
        }
    }

    /// That the service has the thing and refuses to have it shipped, which no retry changes.
    private func refused(_ delivery: OutboundDelivery, _ names: GlopalShippingNames) -> DeliveryResult? {
        // What does not fit the order was refused by `prepare`.
        let thing =
            delivery.operation == Operation.label.rawValue ? (try? parcels(of: delivery))?.fulfillmentID : nil
        guard names.isRefused(delivery.operation, thing) else { return nil }
        return DeliveryResult(.rejected(Self.refusedBefore))
    }

    /// Why something that exists is no success.
    static let refusedBefore = Reason(
        code: "glopal-shipping.refused-before",
        message: "the service has it and refused to have the goods shipped; this is to be settled there")

    /// The outcome of a consignee who may not get anything, or cannot be reached; nil when all is well.
    ///
    /// Source: denied parties (found: the call checks carrier rules and sanction lists).
    private func refusal(
        ofConsigneeIn delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> Outcome? {
        // What is wrong with the address was named by `prepare`.
        guard let consignee = try? GlopalShippingAddress(consigneeOf: delivery.order) else { return nil }
        let call = GlopalShippingCall.addressCheck(consignee, configuration)
        let (response, sentAt) = try await send(call.request, through: exchange)
        switch GlopalShippingAnswer.judge(response, mayBeRepeated: true, sentAt: sentAt) {
        case .done: return nil
        case .other(.rejected(let reason), _): return .rejected(reason)
        // Nothing was created yet, so a check without an answer is tried again.
        case .other(.unknown(let reason), _), .other(.retry(let reason, nil), _): return .retry(reason, after: nil)
        case .other(let outcome, _): return outcome
        }
    }

    func conclude(_ response: WireResponse, of delivery: OutboundDelivery, sentAt: Instant?) -> DeliveryResult {
        let operation = Operation(rawValue: delivery.operation)
        switch GlopalShippingAnswer.judge(response, mayBeRepeated: operation == .quote, sentAt: sentAt) {
        case .other(let outcome, let envelope):
            return DeliveryResult(outcome, warnings: envelope.map { GlopalShippingAnswer.warnings($0) } ?? [])
        case .done(let envelope):
            let screening = GlopalShippingScreening(envelope)
            var result: DeliveryResult
            switch operation {
            case .quote: result = quoted(envelope, delivery, screening)
            case .create: result = created(envelope, delivery, screening)
            case .label: result = labelled(envelope, delivery, screening)
            case .closeOut: result = closedOut(envelope, delivery)
            case .authorize: result = authorized(envelope, delivery)
            case nil: result = DeliveryResult(.unknown(GlopalShippingAnswer.protocolError))
            }
            result.warnings += GlopalShippingAnswer.warnings(envelope) + screening.warnings
            if let refusal = screening.refusal { result.outcome = .rejected(refusal) }
            return result
        }
    }
}
