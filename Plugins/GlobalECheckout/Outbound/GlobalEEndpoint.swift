/// The calls to Global-e by their paths.
///
/// Source: provider pages "Order Methods" and "CreateOrder" (stated), spelling of the paths included; the path of the
/// token is found in "jwt-authentication".
enum GlobalEEndpoint: String, CaseIterable, Sendable {
    case updateOrderStatus = "/Order/UpdateOrderStatus"
    case updateOrderDispatchV2 = "/Order/UpdateOrderDispatchV2"
    case updateOrderDispatch = "/Order/UpdateOrderDispatch"
    case getShippingDocuments = "/Order/GetShippingDocuments"
    case dispatchOrders = "/Order/DispatchOrders"
    case dispatchConsolidatedShipment = "/Order/DispatchConsolidatedShipment"
    case createOrderRefund = "/Order/CreateOrderRefund"
    case quoteEdit = "/api/orders/changes/quote"
    case applyEdit = "/api/orders/changes"
    case updateOrderProducts = "/Order/UpdateOrderProducts"
    case createOrder = "/checkout/CreateOrder"
    case createOrderPlatform = "/Checkout/CreateOrderPlatform"
    case getOrdersDetails = "/Order/GetOrdersDetails"
    case createAdditionalRequiredDocuments = "/additional-required-documents"
    case sendOrder = "/Order/SendOrder"
    case updateOrder = "/Order/UpdateOrder"
    case token = "/Authentication/GetAuthenticationToken"

    /// The endpoint whose path a URL ends in.
    init?(path: String) {
        guard let match = Self.allCases.first(where: { path.hasSuffix($0.rawValue) }) else { return nil }
        self = match
    }

    /// Whether the call may carry a token; a replacement order is authenticated by the GUID alone (found: createorder).
    var takesToken: Bool { self != .createOrder && self != .token }

    /// Whether the call lives on the other host (stated: CreateAdditionalRequiredDocuments).
    var isOnDocumentsHost: Bool { self == .createAdditionalRequiredDocuments }
}
