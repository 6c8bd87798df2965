public import AdapterKit
import Canonical

/// Finds out by its reference what became of a call without an answer.
///
/// Source: answers (derived): nothing says that the calls may be repeated; tracking (found) finds what exists by its
/// reference, the parcel's or the return's id.
extension GlopalShippingAdapter: LookingUp {
    /// Asks tracking whether the thing exists.
    ///
    /// - Throws: `ExchangeFailure` when it cannot be asked now.
    public func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult {
        do {
            let operation = try operation(of: delivery)
            if operation == .create, names(of: delivery.order).isRefused(delivery.operation) {
                return .unclear(Self.refusedBefore)
            }
            switch operation {
            case .quote:
                return .unclear(
                    Reason(code: "glopal-shipping.quote", message: "a quote leaves nothing that could be looked up"))
            case .create: return try await lookUpOrder(delivery, exchange)
            case .label: return try await lookUpLabels(delivery, exchange)
            case .closeOut: return try await lookUpCloseOut(delivery, exchange)
            case .authorize: return try await lookUpReturn(delivery, exchange)
            }
        } catch let problem as TranslationProblem {
            return .unclear(Reason(code: problem.code, message: problem.message))
        } catch let failure as ExchangeFailure {
            throw failure
        } catch {
            return .unclear(Reason(code: "look-up.failed", message: "\(type(of: error))"))
        }
    }

    /// What tracking says about one thing.
    enum Sighting {
        case found(GlopalShippingEnvelope)
        /// The service says that there is no such thing.
        case absent
        case unclear(Reason)
    }

    /// Asks tracking about one thing.
    ///
    /// - Throws: `ExchangeFailure` when it cannot be asked now.
    func sight(
        _ selector: String, _ value: String, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> Sighting {
        let call = GlopalShippingCall.tracking(selector, value, configuration)
        let (response, sentAt) = try await send(call.request, through: exchange)
        switch GlopalShippingAnswer.judge(response, mayBeRepeated: true, sentAt: sentAt) {
        case .done(let envelope):
            let shows = envelope.root.node[Reply.shipment]?.kind == .object || !trackedNodes(envelope).isEmpty
            guard shows else { return .unclear(GlopalShippingAnswer.protocolError) }
            return .found(envelope)
        case .other(.retry(let reason, let after), _):
            throw ExchangeFailure(effect: .none, message: "tracking: \(reason)", retryAfter: after)
        case .other(.rejected(let reason), let envelope):
            return Self.saysAbsent(envelope, response.status) ? .absent : .unclear(reason)
        case .other(.unknown(let reason), _): return .unclear(reason)
        case .other(.confirmed, _): return .unclear(GlopalShippingAnswer.protocolError)
        }
    }

    /// Whether an answer says that there is no such thing, and nothing else.
    ///
    /// A call that was not let in, or went to a wrong path, says nothing about what it asked for.
    static func saysAbsent(_ envelope: GlopalShippingEnvelope?, _ status: Int) -> Bool {
        guard let envelope, (200..<300).contains(status), envelope.hasFailed, !envelope.errors.isEmpty else {
            return false
        }
        return envelope.errors.allSatisfy { GlopalShippingAssumptions.meansNotFound($0.code) }
    }

    private func lookUpOrder(_ delivery: OutboundDelivery, _ exchange: any Exchange) async throws -> LookUpResult {
        let names = names(of: delivery.order)
        let reference = try names.reference(delivery.fact.content.acceptance)
        switch try await sight(Name.reference, reference, exchange) {
        case .found(let envelope):
            if let refusal = GlopalShippingScreening(envelope).refusal { return .unclear(refusal) }
            var references = createdReferences(names, delivery)
            if let value = trackedReaders(envelope).first?.text(Reply.orderID) {
                references.append(names.made(.order, value))
            }
            return .happened(references: references, followUps: [])
        case .absent: return .didNotHappen
        case .unclear(let reason): return .unclear(reason)
        }
    }

    /// Looks for every parcel that was announced; where only some exist, a person decides, and a retry makes the rest.
    private func lookUpLabels(_ delivery: OutboundDelivery, _ exchange: any Exchange) async throws -> LookUpResult {
        let parcels = try parcels(of: delivery)
        let found: [GlopalShippingScribe.Labelled]
        switch try await seen(parcels, of: delivery, exchange) {
        case .unclear(let reason): return .unclear(reason)
        case .parcels(let some): found = some
        }
        guard !found.isEmpty else { return .didNotHappen }
        guard found.count == parcels.parcels.count else {
            let message = "\(found.count) of \(parcels.parcels.count) parcels exist; a retry announces only the others"
            return .unclear(Reason(code: "glopal-shipping.partly-done", message: message))
        }
        let result = GlopalShippingScribe(names: names(of: delivery.order)).labelled(found, parcels, delivery) { [] }
        return .happened(references: result.references, followUps: result.followUps)
    }

    /// What a look-up sees of the parcels of a fulfilment.
    enum Seen {
        /// Those that exist with an air waybill.
        case parcels([GlopalShippingScribe.Labelled])
        case unclear(Reason)
    }

    /// Looks for each parcel of a fulfilment.
    ///
    /// A warehouse may number the parcels of each order from one, so what is found has to name this order or fulfilment.
    /// - Throws: `ExchangeFailure` when it cannot be asked now.
    func seen(
        _ parcels: GlopalShippingParcels, of delivery: OutboundDelivery, _ exchange: any Exchange
    ) async throws(ExchangeFailure) -> Seen {
        // The reference was sent, so it was fit to be.
        let reference = try? names(of: delivery.order).reference(delivery.fact.content.acceptance)
        var found: [GlopalShippingScribe.Labelled] = []
        for (position, parcel) in parcels.parcels.enumerated() {
            switch try await sight(Name.wmsID, parcel.wmsID, exchange) {
            case .found(let envelope):
                let shipments = trackedShipments(envelope)
                let own = shipments.filter { shipment in
                    if let stated = shipment.reference { return stated == reference }
                    return shipment.fulfillmentID == parcels.fulfillmentID
                }
                guard let shipment = own.first(where: { $0.wmsID == parcel.wmsID }) ?? own.first else {
                    let message = "a parcel of this id exists, and nothing says that it is one of this order"
                    return .unclear(Reason(code: "glopal-shipping.other-parcel", message: message))
                }
                guard shipment.awb != nil else {
                    return .unclear(
                        Reason(code: "glopal-shipping.no-label", message: "a parcel exists without a label"))
                }
                found.append(GlopalShippingScribe.Labelled(reading: shipment, position: position))
            case .absent: break
            case .unclear(let reason): return .unclear(reason)
            }
        }
        return .parcels(found)
    }

    /// Tracking begins with the close-out, so events of every parcel tell that it happened.
    ///
    /// Without them it may be sent again: closing a parcel twice is an error of that parcel and no second manifest
    /// (assumed).
    private func lookUpCloseOut(_ delivery: OutboundDelivery, _ exchange: any Exchange) async throws -> LookUpResult {
        let names = names(of: delivery.order)
        var last: GlopalShippingEnvelope?
        let request = delivery.fact.content.request?.document.root
        for parcel in try GlopalShippingScribe(names: names).selected(by: request) {
            switch try await sight(Name.awb, parcel.awb, exchange) {
            case .found(let envelope):
                let hasEvents = trackedNodes(envelope).contains { ($0[Reply.events]?.count ?? 0) > 0 }
                guard hasEvents else { return .didNotHappen }
                last = envelope
            case .absent: return .didNotHappen
            case .unclear(let reason): return .unclear(reason)
            }
        }
        guard let last else {
            let message = "the order has no air waybill of ours by which its close-out could be seen"
            return .unclear(Reason(code: "glopal-shipping.no-label", message: message))
        }
        let result = GlopalShippingScribe(names: names).closedOut(last, delivery, refused: []) { [] }
        return .happened(references: [], followUps: result.followUps)
    }

    private func lookUpReturn(_ delivery: OutboundDelivery, _ exchange: any Exchange) async throws -> LookUpResult {
        let item = try GlopalShippingReturn(delivery)
        switch try await sight(Name.rmaNumber, item.rma, exchange) {
        case .found(let envelope):
            let names = names(of: delivery.order)
            let stated = trackedShipments(envelope).first?.reference ?? envelope.root.text(Name.orderReference)
            // An id of ours that stands in for the number may be that of another order's return too.
            let isOurs = try stated.map { try $0 == names.reference(nil) } ?? item.isNumbered
            guard isOurs else {
                let message = "a return of this number exists, and nothing says that it is one of this order"
                return .unclear(Reason(code: "glopal-shipping.other-return", message: message))
            }
            let result = GlopalShippingScribe(names: names).authorized(envelope, item, delivery) {
                []
            }
            return .happened(references: result.references, followUps: result.followUps)
        case .absent: return .didNotHappen
        case .unclear(let reason): return .unclear(reason)
        }
    }

    /// The shipments of a tracking answer, whether it has one or several.
    func trackedNodes(_ envelope: GlopalShippingEnvelope) -> [JSONNode] {
        let root = envelope.root.node
        if let several = root[Reply.shipments], several.kind == .array { return Array(several.elements) }
        return root[Reply.shipment].map { $0.kind == .object ? [$0] : [] } ?? []
    }

    /// The shipments of a tracking answer, read.
    func trackedShipments(_ envelope: GlopalShippingEnvelope) -> [GlopalShippingShipmentReading] {
        trackedReaders(envelope).map { GlopalShippingShipmentReading($0) }
    }

    /// Cursors on the shipments of a tracking answer.
    func trackedReaders(_ envelope: GlopalShippingEnvelope) -> [JSONReader] {
        let several = envelope.root.groups(Reply.shipments)
        return several.isEmpty ? [envelope.root.group(Reply.shipment)].compactMap { $0 } : several
    }
}
