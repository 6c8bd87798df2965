import AdapterKit
import Canonical

/// What an OMS can be asked to do.
///
/// All operations are one request in form; their names are for people, routes and the engine's rules.
enum MerchantOMSOperation: String, CaseIterable {
    case createOrder = "create-order"
    case updateOrder = "update-order"
    case completeOrder = "complete-order"
    case cancelOrder = "cancel-order"
    case recordStatus = "record-status"
    case recordPayment = "record-payment"
    case recordShipment = "record-shipment"
    case requestRefund = "request-refund"
    case recordRefund = "record-refund"
    case recordReturn = "record-return"
    case recordDocuments = "record-documents"
    case requestChange = "request-change"
    case updateProducts = "update-products"

    /// The operation that a fact becomes; nil for what only the OMS itself can say.
    init?(carrying kind: FactKind) {
        switch kind {
        case .orderReceived, .orderReady: self = .createOrder
        case .orderChanged: self = .updateOrder
        case .orderCompleted: self = .completeOrder
        case .orderCancelled: self = .cancelOrder
        case .orderStatus: self = .recordStatus
        case .paymentCaptured: self = .recordPayment
        // A warehouse beside the OMS may have shipped.
        case .shipmentDispatched, .shipmentTracking, .shipmentDelivered: self = .recordShipment
        case .refundRequested: self = .requestRefund
        case .refundIssued: self = .recordRefund
        case .returnRequested, .returnAuthorized, .returnCancelled, .returnReceived: self = .recordReturn
        case .documentsRequired, .documentsRequested, .documentsAvailable: self = .recordDocuments
        case .editRequested, .replacementRequested: self = .requestChange
        case .productsUpdated: self = .updateProducts
        case .orderAccepted, .orderRefused, .operationTold: return nil
        }
    }

    /// The operation as the engine sees it.
    ///
    /// The OMS recognises `webhook-id`, so each of them may be repeated.
    var declaration: OperationDeclaration {
        OperationDeclaration(name: rawValue, effect: effect, idempotency: .nativeKey, summary: summary)
    }

    private var effect: OperationDeclaration.Effect {
        switch self {
        case .createOrder: .creates
        case .cancelOrder: .ends
        default: .changes
        }
    }

    private var summary: String {
        switch self {
        case .createOrder: "Give the OMS the order; its answer accepts or refuses it."
        case .updateOrder: "Give the OMS the order as it is now."
        case .completeOrder: "Tell that the provider has finished with the order."
        case .cancelOrder: "Tell that the order is cancelled."
        case .recordStatus: "Tell a provider's own status."
        case .recordPayment: "Tell that money was taken."
        case .recordShipment: "Tell that goods left, moved or arrived."
        case .requestRefund: "Ask the OMS for a refund."
        case .recordRefund: "Tell that money was given back."
        case .recordReturn: "Tell how far a return is."
        case .recordDocuments: "Tell which papers are required, requested or available."
        case .requestChange: "Ask the OMS for another order content or a replacement."
        case .updateProducts: "Tell that products have changed."
        }
    }
}

extension FactKind {
    /// Whether the message carries the order itself, and the OMS answers with its id.
    var carriesOrder: Bool { self == .orderReceived || self == .orderReady || self == .orderChanged }
}
