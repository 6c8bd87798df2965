import AdapterKit
import Canonical

/// What follows when an OMS accepts an order or refuses it.
struct OMSDecision {
    /// The installed adapter's id.
    let system: String
    /// The store that the OMS's ids belong to.
    let scope: String?

    /// The id under which the OMS has an order already.
    func known(of order: Order) -> Reference? {
        order.references.first { $0.system == system && $0.identifiesOrder }
    }

    /// Confirmed, with both ids; the first time `order.accepted` follows.
    func accepted(_ orderID: String, _ orderNumber: String, _ delivery: OutboundDelivery) -> DeliveryResult {
        let order = Reference(system: system, scope: scope, kind: .order, value: orderID)
        let number = Reference(system: system, scope: scope, kind: .number, value: orderNumber)
        var result = DeliveryResult(.confirmed, references: [order, number])
        if let known = known(of: delivery.order) {
            if known.value != orderID {
                result.warnings.append(
                    Reason(code: "oms.second-order", message: "The OMS answered with another order_id than before."))
            }
            return result
        }
        var content = FactContent()
        content.references = [order, number]
        content.acceptance = FactContent.Acceptance(orderID: orderID, orderNumber: orderNumber)
        // The key is one among all orders': an OMS that gives two orders the same id must not silence the second.
        result.followUps = [
            IncomingFact(
                kind: .orderAccepted, orderID: delivery.order.id, subject: [order],
                duplicateKey: "accepted:\(delivery.order.id):\(orderID)", content: content)
        ]
        return result
    }

    /// Confirmed, and `order.refused` follows.
    func refused(_ reason: String?, _ note: String?, _ delivery: OutboundDelivery) -> DeliveryResult {
        // A refusal that is known already has nothing to tell the order's origin.
        guard delivery.order.axes.acceptance != .known(.refused) else { return DeliveryResult(.confirmed) }
        var content = FactContent()
        content.cancellation = FactContent.Cancellation(reason: reason, initiator: OMSMessage.initiator, note: note)
        let fact = IncomingFact(
            kind: .orderRefused, orderID: delivery.order.id, subject: [],
            duplicateKey: "refused:\(delivery.idempotencyKey)", content: content)
        return DeliveryResult(.confirmed, followUps: [fact])
    }
}
