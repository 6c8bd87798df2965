/// What a system can say about an order.
///
/// A new case makes every translator say, at compile time, what it does with it.
public enum FactKind: String, Sendable, Hashable, CaseIterable {
    case orderReceived = "order.received"
    case orderReady = "order.ready"
    case orderChanged = "order.changed"
    case orderAccepted = "order.accepted"
    case orderRefused = "order.refused"
    case orderCompleted = "order.completed"
    case orderCancelled = "order.cancelled"
    /// A provider's raw status that maps to no other fact.
    case orderStatus = "order.status"
    case paymentCaptured = "payment.captured"
    case shipmentDispatched = "shipment.dispatched"
    case shipmentTracking = "shipment.tracking"
    case shipmentDelivered = "shipment.delivered"
    case refundRequested = "refund.requested"
    case refundIssued = "refund.issued"
    case returnRequested = "return.requested"
    case returnAuthorized = "return.authorized"
    case returnCancelled = "return.cancelled"
    case returnReceived = "return.received"
    case documentsRequired = "documents.required"
    case documentsRequested = "documents.requested"
    case documentsAvailable = "documents.available"
    case editRequested = "edit.requested"
    case replacementRequested = "replacement.requested"
    case productsUpdated = "products.updated"
    /// A person told one system to do something; the content's `status` is the operation, `request` its members.
    case operationTold = "operation.told"
}
