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
            guard isOurs, details.status != .cancelled else { return .didNotHappen }
            let isAccepted = details.status == .accepted || details.status == .completed
            return .happened(references: [], followUps: isAccepted ? accepted(delivery) : [])
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
            throw ExchangeFailure(
                effect: .none, message: "order details: \(GlopalAnswer.reason(response))",
                retryAfter: RetryAfter.duration(in: response.headers, at: exchange.now))
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

    /// Compares the refunds that the provider lists with what the fact asked for.
    ///
    /// A refund that was made before the fact came is not ours. One that is known already may still be: a poll can have
    /// read it while our answer was lost. Where it could be another request's, a person decides.
    private func refundLookUp(_ details: GlopalOrderDetails, _ delivery: OutboundDelivery) -> LookUpResult {
        guard details.listsRefunds, let call = try? GlopalRefundCall(delivery, configuration) else {
            // Without the list, or without an amount to look for, nothing tells.
            return .unclear(
                Reason(code: "glopal.refunds-not-listed", message: "the order details do not list refunds"))
        }
        let known = Set(delivery.order.issuedRefunds.compactMap(\.id))
        let possible = details.order.refunds.filter { Self.mayBeOurs($0, delivery) }
        let strangers = possible.filter { refund in
            refund.amounts.customer?.money != call.amount && !(refund.id.map(known.contains) ?? false)
        }
        let ours = possible.filter { $0.amounts.customer?.money == call.amount }
        if ours.isEmpty, strangers.isEmpty { return .didNotHappen }
        guard ours.count == 1, strangers.isEmpty, let refund = ours.first,
            GlopalRefundOwnership(delivery, call.amount).isCertain(of: refund)
        else {
            return .unclear(
                Reason(
                    code: "glopal.refunds-unclear",
                    message: "the order has refunds of which it cannot be told whether one is ours"))
        }
        let issued = issued(refund.id, delivery, createdAt: refund.createdAt)
        return .happened(references: issued.references, followUps: issued.followUps)
    }

    /// Whether a listed refund can have been made for this delivery.
    private static func mayBeOurs(_ refund: Refund, _ delivery: OutboundDelivery) -> Bool {
        if let initiator = refund.initiator, initiator != .known(.merchant) { return false }
        guard let createdAt = refund.createdAt else { return true }
        let skew = Duration.seconds(GlopalAssumptions.clockSkew)
        return createdAt.advanced(by: skew) >= delivery.fact.receivedAt
    }
}
