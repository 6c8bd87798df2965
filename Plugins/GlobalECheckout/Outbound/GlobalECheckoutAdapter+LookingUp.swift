public import AdapterKit
import Canonical

/// Finds out by reading what became of a call without an answer.
///
/// Global-e names no key of a call, so only its traces tell. Where a trace is missing a person decides: what went out
/// twice cannot be taken back.
extension GlobalECheckoutAdapter: LookingUp {
    /// Reads the order's details and compares.
    ///
    /// - Throws: `ExchangeFailure` when they cannot be read now.
    public func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult {
        guard let operation = GlobalEOperation(rawValue: delivery.operation),
            let call = try? translator(delivery).call()
        else { return .unclear(Reason(code: "operation.unknown", message: "there is no such call")) }
        // A refund that Global-e has announced meanwhile needs no reading.
        if operation == .createOrderRefund, GlobalERefundTraces(delivery).isAnnounced {
            return .happened(references: [], followUps: [])
        }
        let details: JSONNode
        switch try await orderDetails(of: delivery, through: exchange) {
        case .details(let found): details = found
        case .unreadable(let reason): return .unclear(reason)
        }
        switch call.endpoint {
        case .createOrderRefund: return refundLookUp(details, delivery, call)
        case .updateOrderDispatchV2, .updateOrderDispatch, .getShippingDocuments:
            return Self.dispatchLookUp(details, call)
        case .applyEdit: return Self.editLookUp(details, call)
        case .updateOrderStatus where operation == .cancelOrder && isCancelled(details):
            return .happened(references: [], followUps: [])
        case .createAdditionalRequiredDocuments:
            // Asking twice for a paper brings the same paper.
            return .didNotHappen
        default:
            return .unclear(
                Reason(code: "globale.no-trace", message: "order details do not tell whether the call took effect"))
        }
    }

    /// What a details read gave.
    enum DetailsReading {
        case details(JSONNode)
        /// An answer that will be the same later.
        case unreadable(Reason)
    }

    /// Reads one order's details.
    ///
    /// - Throws: `ExchangeFailure` without effect when they may be readable later.
    func orderDetails(
        of delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DetailsReading {
        guard let orderID = delivery.order.globalEOrderID(at: id) else {
            return .unreadable(Reason(code: "reference.missing", message: "the order has no Global-e order id"))
        }
        return try await orderDetails(orderID, through: exchange)
    }

    /// Reads one order's details.
    ///
    /// Source: provider page "GetOrdersDetails" (stated); a single object instead of the list is taken too (contract 8).
    /// - Throws: `ExchangeFailure` without effect when they may be readable later.
    func orderDetails(
        _ orderID: String, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DetailsReading {
        let body = globalEJSON { writer in
            writer.object { writer in
                writer.key("OrderIds")
                writer.array { $0.string(orderID) }
            }
        }
        let response = try await read(GlobalECall(.getOrdersDetails, body: body), through: exchange)
        let answer = GlobalEAnswer(response, from: .getOrdersDetails)
        let rules = GlobalEOutcome(
            endpoint: .getOrdersDetails, mayBeRepeated: true, isRepetition: false, now: exchange.now)
        switch rules.outcome(of: answer, response) {
        case .confirmed: break
        case .retry(let reason, _):
            throw ExchangeFailure(effect: .none, message: "order details: \(reason)")
        case .rejected(let reason), .unknown(let reason): return .unreadable(reason)
        }
        let root = answer.reading?.document.root
        let orders = root.map { $0.kind == .array ? Array($0.elements) : [$0] } ?? []
        let wanted = orderID.lowercased()
        guard let found = orders.first(where: { $0.filled("OrderId")?.lowercased() == wanted }) else {
            return .unreadable(
                Reason(code: "globale.not-found", message: "Global-e's order details do not hold the order"))
        }
        return .details(found)
    }

    /// Compares what the details say about refunds and quantities with what was asked for.
    private func refundLookUp(_ details: JSONNode, _ delivery: OutboundDelivery, _ call: GlobalECall) -> LookUpResult {
        let traces = GlobalERefundTraces(delivery)
        switch traces.listed(in: details, call) {
        case .ours: return .happened(references: [], followUps: [])
        case .none: return .didNotHappen
        case .unclear: break
        }
        if traces.isOutOfStock(configuration), traces.isTaken(from: details, isCancelled: isCancelled(details)) {
            return .happened(references: [], followUps: [])
        }
        return .unclear(
            Reason(
                code: "globale.refund-unclear",
                message: "neither a notification nor the order details tell whether the refund was made"))
    }

    /// Compares the parcels that the details list with those that were told.
    private static func dispatchLookUp(_ details: JSONNode, _ call: GlobalECall) -> LookUpResult {
        let unclear = LookUpResult.unclear(
            Reason(
                code: "globale.dispatch-unclear",
                message: "the order details do not tell whether the parcels and exceptions were taken"))
        let body = (try? JSONDocument.parse(call.body))?.root
        let parcels = call.query.first { $0.name == "parcelsList" }?.value ?? ""
        let legacy = (try? JSONDocument.parse(Array(parcels.utf8)))?.root
        let told = Array((body?.any("Parcels") ?? legacy)?.elements.map { $0 } ?? [])
        if told.isEmpty, call.endpoint == .getShippingDocuments, (body?.any("Exceptions")?.count ?? 0) == 0 {
            // Reading existing papers changes nothing.
            return .didNotHappen
        }
        typealias Names = GlobalEAssumptions.Outbound
        let lists = Names.detailsParcels.compactMap { details.any($0) ?? details.any("InternationalDetails")?.any($0) }
        let known = Set(lists.flatMap { $0.elements.flatMap { names(of: $0) } })
        let marks = told.map { !known.isDisjoint(with: names(of: $0)) }
        if !marks.isEmpty, !marks.contains(false) { return .happened(references: [], followUps: []) }
        let hasExceptions = (body?.any("Exceptions")?.count ?? 0) > 0
        let isListed = Names.detailsListAllParcels && lists.contains { $0.kind == .array }
        let areNamed = told.allSatisfy { !names(of: $0).isEmpty }
        let mayGoOn = isListed && areNamed && !marks.isEmpty && !marks.contains(true) && !hasExceptions
        return mayGoOn ? .didNotHappen : unclear
    }

    /// Everything that may name a parcel.
    private static func names(of parcel: JSONNode) -> Set<String> {
        if let text = parcel.stringValue { return [text] }
        let places = [parcel, parcel.any("TrackingDetails"), parcel.any("ParcelTracking")].compactMap { $0 }
        return Set(places.flatMap { place in GlobalEAssumptions.Outbound.parcelNames.compactMap { place.filled($0) } })
    }

    /// Compares the products that the details list with those that the change removed and added.
    private static func editLookUp(_ details: JSONNode, _ call: GlobalECall) -> LookUpResult {
        let unclear = LookUpResult.unclear(
            Reason(code: "globale.edit-unclear", message: "the order's products are neither the old nor the new ones"))
        guard let change = (try? JSONDocument.parse(call.body))?.root, let products = details.any("Products"),
            products.kind == .array, products.count > 0
        else { return unclear }
        let items = Set(products.elements.compactMap { $0.filled("CartItemId") })
        let added = change.any("NewProducts")?.elements.map { $0.filled("CartItemId") } ?? []
        let removed = change.any("RemovedProducts")?.elements.compactMap { $0.filled("CartItemId") } ?? []
        guard !added.isEmpty, !added.contains(nil) else { return unclear }
        let present = added.compactMap { $0 }.filter(items.contains)
        if present.count == added.count { return .happened(references: [], followUps: []) }
        return present.isEmpty && removed.allSatisfy(items.contains) ? .didNotHappen : unclear
    }
}
