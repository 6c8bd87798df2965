import AdapterKit
import Canonical

/// UpdateOrderStatus: a query argument and no body.
///
/// Source: "order-status-updates--from-merchant-" (found; the flat body of the documented sample is the other
/// direction's), "orderstatusdetails" (found: members and their order).
extension GlobalECallTranslator {
    /// Tells a status of the merchant's vocabulary.
    ///
    /// - Throws: `TranslationProblem` when the settings have no code for what the fact says.
    func statusCall() throws(TranslationProblem) -> GlobalECall {
        // An acceptance without a code is confirmed without a call, so nothing of it has to be held.
        let fallback = delivery.fact.kind == .orderAccepted ? "" : nil
        guard let code = try statusCode() ?? fallback else {
            throw TranslationProblem(
                code: "globale.status-unmapped", pointer: "/statuses",
                message: "the settings name no status code for \(delivery.fact.kind.rawValue)")
        }
        return try statusCall(code, reason: nil, note: nil)
    }

    /// The code for the fact; nil when the settings name none.
    ///
    /// - Throws: `TranslationProblem` when a raw status is missing.
    func statusCode() throws(TranslationProblem) -> String? {
        switch delivery.fact.kind {
        case .orderAccepted: return configuration.code(for: .ready)
        case .orderCompleted: return configuration.code(for: .completed)
        case .shipmentDelivered: return configuration.code(for: .delivered)
        default:
            guard let status = content.status, !status.isEmpty else {
                throw TranslationProblem(code: "field.missing", pointer: "/status", message: "no status is given")
            }
            // A word of ours has a code, a code is one already, and anything else is the merchant's own business.
            let meaning = GlobalEConfiguration.StatusMeaning(rawValue: status.lowercased())
            return meaning.flatMap { configuration.code(for: $0) } ?? status
        }
    }

    /// Cancels with the reason that Global-e tells the customer.
    ///
    /// - Throws: `TranslationProblem` when there is no reason: a cancellation needs one (stated).
    func cancelCall() throws(TranslationProblem) -> GlobalECall {
        let cancellation = content.cancellation
        guard let reason = GlobalEReason(cancellation?.reason, configuration) else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/cancellation/reason",
                message: "Global-e wants a reason for the customer; the settings name none for `default`")
        }
        let code = configuration.code(for: .cancelled) ?? GlobalEAssumptions.Outbound.cancelledStatus
        return try statusCall(code, reason: reason, note: cancellation?.note)
    }

    private func statusCall(
        _ code: String, reason: GlobalEReason?, note: String?
    ) throws(TranslationProblem) -> GlobalECall {
        let orderID = try orderID()
        let details = globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                writer.key("OrderStatus")
                writer.object { $0.member("OrderStatusCode", filled: code) }
                writer.member("OrderStatusReason", codeName: "OrderStatusReasonCode", reason: reason)
                writer.member("OrderComments", filled: note)
                writer.member("ConfirmationNumber", filled: content.acceptance?.orderNumber)
                if delivery.fact.kind == .shipmentDelivered { Self.write(content.shipment, to: &writer) }
            }
        }
        var call = GlobalECall(.updateOrderStatus)
        call.add("orderStatus", json: details)
        return call
    }

    private static func write(_ shipment: Shipment?, to writer: inout JSONWriter) {
        writer.member("DeliveryReferenceNumber", filled: shipment?.id)
        writer.member("TrackingServiceName", filled: shipment?.carrier)
        writer.member("TrackingNumber", filled: shipment?.trackingNumber)
        writer.member("TrackingURL", filled: shipment?.trackingURL)
    }

    /// UpdateOrderStatus as a person tells it.
    ///
    /// - Throws: `TranslationProblem` when it has no status, or cancels without a reason.
    func toldStatusCall(_ root: JSONNode, isCancellation: Bool) throws(TranslationProblem) -> GlobalECall {
        let given = root.any("orderStatus").flatMap { $0.any("OrderStatus") == nil ? nil : $0 } ?? root
        try GlobalEShape.object(GlobalEShapes.orderStatus).check(given, at: "/request")
        let code = given.any("OrderStatus")?.filled("OrderStatusCode") ?? given.filled("StatusCode")
        let cancelled = configuration.code(for: .cancelled) ?? GlobalEAssumptions.Outbound.cancelledStatus
        guard let code = code ?? (isCancellation ? cancelled : nil) else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request/OrderStatus", message: "no status code is given")
        }
        let cancels = isCancellation || configuration.meaning(ofStatus: code) == .cancelled
        if cancels, given.any("OrderStatusReason") == nil {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request/OrderStatusReason",
                message: "a cancellation needs the reason that Global-e tells the customer")
        }
        let orderID = try orderID(given: given.filled("OrderId"))
        var call = GlobalECall(.updateOrderStatus)
        call.add("orderStatus", json: Self.orderStatus(given, orderID: orderID, code: code))
        return call
    }

    /// OrderStatusDetails of what was told: the flat code becomes a group, and the GUID is never repeated.
    static func orderStatus(_ given: JSONNode, orderID: String, code: String) -> [UInt8] {
        globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                if given.any("OrderStatus") == nil {
                    writer.key("OrderStatus")
                    writer.object { $0.member("OrderStatusCode", filled: code) }
                }
                GlobalEShape.write(
                    given, GlobalEShapes.orderStatus, leavingOut: ["orderid", "statuscode", "merchantguid"],
                    to: &writer)
            }
        }
    }
}
