import AdapterKit
import Canonical

/// What Global-e can be asked to do, by the names of the declaration.
enum GlobalEOperation: String, CaseIterable, Sendable {
    case updateOrderStatus = "update-order-status"
    case cancelOrder = "cancel-order"
    case updateOrderDispatchV2 = "update-order-dispatch-v2"
    case updateOrderDispatch = "update-order-dispatch"
    case getShippingDocuments = "get-shipping-documents"
    case dispatchOrders = "dispatch-orders"
    case dispatchConsolidatedShipment = "dispatch-consolidated-shipment"
    case createOrderRefund = "create-order-refund"
    case editOrder = "edit-order"
    case updateOrderProducts = "update-order-products"
    case createOrder = "create-order"
    case createOrderPlatform = "create-order-platform"
    case requestDocuments = "request-documents"
    case createAdditionalRequiredDocuments = "create-additional-required-documents"
    case sendOrder = "send-order"
    case updateOrder = "update-order"

    /// The declared form of the operation.
    var declaration: OperationDeclaration {
        OperationDeclaration(name: rawValue, effect: effect, idempotency: idempotency, summary: summary)
    }

    /// Whether an unanswered attempt may simply be sent again.
    var mayBeRepeated: Bool { declaration.mayBeRepeated }

    private var effect: OperationDeclaration.Effect {
        switch self {
        case .cancelOrder: .ends
        case .createOrderPlatform, .sendOrder: .creates
        default: .changes
        }
    }

    /// No page promises that a call may be repeated (contract 1.7), so only what sets a value to itself is (inferred).
    private var idempotency: OperationDeclaration.Idempotency {
        switch self {
        case .updateOrderStatus, .cancelOrder, .updateOrderProducts, .createAdditionalRequiredDocuments, .updateOrder:
            .naturalKey
        case .createOrderRefund, .updateOrderDispatchV2, .updateOrderDispatch, .getShippingDocuments,
            .requestDocuments, .editOrder:
            .lookup
        case .createOrder, .createOrderPlatform, .sendOrder, .dispatchOrders, .dispatchConsolidatedShipment:
            .none
        }
    }

    private var summary: String {
        switch self {
        case .updateOrderStatus:
            "UpdateOrderStatus: tells a status in the merchant's vocabulary; the same again is one."
        case .cancelOrder: "UpdateOrderStatus with the cancelling code and the reason that Global-e tells the customer."
        case .updateOrderDispatchV2: "UpdateOrderDispatchV2 (or GetShippingDocuments): parcels and exceptions."
        case .updateOrderDispatch: "UpdateOrderDispatch, legacy: status, parcels and products of a dispatch."
        case .getShippingDocuments: "GetShippingDocuments: records parcels and brings their labels and papers."
        case .dispatchOrders: "DispatchOrders: closes labelled orders or parcels and brings the shippers' manifests."
        case .dispatchConsolidatedShipment: "DispatchConsolidatedShipment: dispatches orders in common outer boxes."
        case .createOrderRefund: "CreateOrderRefund: gives money back, also for goods that are out of stock."
        case .editOrder: "Edit Order, apply: exchanges or adds products before the order is captured."
        case .updateOrderProducts: "UpdateOrderProducts: merges metadata and the country of origin of products."
        case .createOrder: "CreateOrder: a replacement for products of an order; a second one would be sent."
        case .createOrderPlatform: "CreateOrderPlatform: begins an order from a platform's final cart."
        case .requestDocuments:
            "CreateAdditionalRequiredDocuments for customs papers, GetShippingDocuments for labels and all others."
        case .createAdditionalRequiredDocuments:
            "CreateAdditionalRequiredDocuments: asks for customs papers, which a notification brings later."
        case .sendOrder: "SendOrder (internal at Global-e): begins a pending order of the API checkout, without cards."
        case .updateOrder: "UpdateOrder (not implemented by Global-e): every request is refused here."
        }
    }
}
