public import AdapterKit
import Canonical

/// Finds out from the order details what became of a call without an answer.
extension GlopalOrdersAdapter: LookingUp {
    /// Reads the order's details and compares.
    ///
    /// - Throws: `ExchangeFailure` when they cannot be read now.
    public func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult {
        let details: GlopalOrderDetails
        switch try await self.details(of: delivery.order, through: exchange) {
        case .details(let found): details = found
        case .unreadable(let reason): return .unclear(reason)
        }
        switch Operation(rawValue: delivery.operation) {
        case .accept:
            let isOurs = details.acceptance != nil && details.acceptance == delivery.fact.content.acceptance
            // The ids of an order that was cancelled before it was accepted are void (derived).
            return isOurs && details.status != .cancelled
                ? .happened(references: [], followUps: []) : .didNotHappen
        case .cancel:
            return details.status == .cancelled ? .happened(references: [], followUps: []) : .didNotHappen
        case .refund: return refundLookUp(details, delivery)
        case nil: return .unclear(Reason(code: "operation.unknown", message: "there is no such operation"))
        }
    }

    /// What a details read gave.
    enum DetailsReading {
        case details(GlopalOrderDetails)
        /// An answer that will be the same later.
        case unreadable(Reason)
    }

    /// Reads the details of an order at this store.
    ///
    /// - Throws: `ExchangeFailure` without effect when they may be readable later.
    func details(
        of order: Order, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> DetailsReading {
        let request: WireRequest
        do {
            request = detailsRequest(try orderID(of: order))
        } catch {
            return .unreadable(Reason(code: error.code, message: error.message))
        }
        let response = try await exchange.send(request)
        switch response.status {
        case 200: break
        case 408, 429, 500...:
            throw ExchangeFailure(effect: .none, message: "order details: \(GlopalAnswer.reason(response))")
        default: return .unreadable(GlopalAnswer.reason(response))
        }
        do {
            // A look-up wants the status whatever the store imports.
            var translator = translator
            translator.environments = .both
            translator.baseCurrency = nil
            return .details(try translator.read(response.body))
        } catch {
            return .unreadable(
                Reason(code: error.code, message: "the order details cannot be read: \(error.pointer)"))
        }
    }

    /// Compares the refunds that the provider lists with those that were known before ours was sent.
    private func refundLookUp(_ details: GlopalOrderDetails, _ delivery: OutboundDelivery) -> LookUpResult {
        guard details.listsRefunds, let call = try? GlopalRefundCall(delivery, configuration) else {
            // Without the list, or without an amount to look for, nothing tells.
            return .unclear(
                Reason(code: "glopal.refunds-not-listed", message: "the order details do not list refunds"))
        }
        let known = Set(delivery.order.issuedRefunds.compactMap(\.id))
        var ours: [Refund] = []
        var others = 0
        var unnamed = 0
        for refund in details.order.refunds {
            if let id = refund.id, known.contains(id) { continue }
            if let initiator = refund.initiator, initiator != .known(.merchant) { continue }
            guard refund.amounts.customer?.money == call.amount else {
                others += 1
                continue
            }
            if refund.id == nil { unnamed += 1 }
            ours.append(refund)
        }
        // A refund without an id may be one that was known before; nothing tells it apart.
        let knownUnnamed = delivery.order.issuedRefunds.contains { $0.id == nil }
        if others > 0 || ours.count > 1 || unnamed > 0 && knownUnnamed {
            return .unclear(
                Reason(
                    code: "glopal.refunds-unclear",
                    message: "the order has refunds that are not known here; whether one is ours cannot be told"))
        }
        guard let refund = ours.first else { return .didNotHappen }
        let issued = issued(refund.id, delivery, createdAt: refund.createdAt)
        return .happened(references: issued.references, followUps: issued.followUps)
    }
}
