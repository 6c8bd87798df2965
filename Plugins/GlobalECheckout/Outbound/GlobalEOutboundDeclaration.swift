import AdapterKit
import Canonical

/// What crosses from the merchant to Global-e, as the adapter's declaration needs it.
enum GlobalEOutboundDeclaration {
    /// The facts that are carried, and the operation that each becomes.
    static let carries: [FactKind: String] = [
        FactKind.orderAccepted: GlobalEOperation.updateOrderStatus, .orderCompleted: .updateOrderStatus,
        .orderStatus: .updateOrderStatus, .shipmentDelivered: .updateOrderStatus, .orderCancelled: .cancelOrder,
        .orderRefused: .cancelOrder, .shipmentDispatched: .updateOrderDispatchV2,
        .refundRequested: .createOrderRefund, .editRequested: .editOrder, .replacementRequested: .createOrder,
        .productsUpdated: .updateOrderProducts, .documentsRequested: .requestDocuments,
    ].mapValues(\.rawValue)

    /// Everything that Global-e can be asked to do; what no fact becomes, a person tells by name.
    static let operations: [OperationDeclaration] = GlobalEOperation.allCases.map(\.declaration)

    /// The questions that Global-e answers.
    static let questions: [String] = GlobalEInquiry.allCases.map(\.rawValue)

    /// The settings of this direction alone.
    static let settings: [SettingDeclaration] = [
        SettingDeclaration(
            "dispatch_with", .choice(DispatchCall.allCases.map(\.rawValue)), default: DispatchCall.plain.rawValue,
            summary: "The endpoint that tells a dispatch: with documents, Global-e makes labels and returns them.")
    ]

    /// How a dispatch is told.
    enum DispatchCall: String, CaseIterable, Sendable {
        /// UpdateOrderDispatchV2.
        case plain
        /// GetShippingDocuments, which answers with labels.
        case documents
    }
}

/// The questions by their names.
enum GlobalEInquiry: String, CaseIterable, Sendable {
    case orderDetails = "order.details"
    case editQuote = "edit.quote"
    case shippingDocuments = "shipping.documents"
    case tracking
}
