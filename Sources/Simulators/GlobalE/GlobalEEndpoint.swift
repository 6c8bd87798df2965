/// One call that a merchant makes.
///
/// Source: contract 3; paths are matched without regard to case.
enum GlobalEEndpoint: String, CaseIterable {
    case getAuthenticationToken = "/Authentication/GetAuthenticationToken"
    case updateOrderStatus = "/Order/UpdateOrderStatus"
    case updateOrderDispatchV2 = "/Order/UpdateOrderDispatchV2"
    case updateOrderDispatch = "/Order/UpdateOrderDispatch"
    case getShippingDocuments = "/Order/GetShippingDocuments"
    case dispatchOrders = "/Order/DispatchOrders"
    case dispatchConsolidatedShipment = "/Order/DispatchConsolidatedShipment"
    case createOrderRefund = "/Order/CreateOrderRefund"
    case quoteOrderChange = "/api/orders/changes/quote"
    case applyOrderChange = "/api/orders/changes"
    case updateOrderProducts = "/Order/UpdateOrderProducts"
    case createOrder = "/checkout/CreateOrder"
    case createOrderPlatform = "/Checkout/CreateOrderPlatform"
    case getOrdersDetails = "/Order/GetOrdersDetails"
    case createAdditionalRequiredDocuments = "/additional-required-documents"
    case sendOrder = "/Order/SendOrder"
    case sendCheckoutOrder = "/Checkout/SendOrder"
    case updateOrder = "/Order/UpdateOrder"
    case voidParcel = "/Parcel/VoidParcel"

    /// The forms of an error (contract 1.6).
    enum Envelope {
        case errorInfo, documents, errorList, flat
    }

    private static let byPath = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) })

    init?(path: String) {
        guard let endpoint = Self.byPath[path.lowercased()] else { return nil }
        self = endpoint
    }

    /// The name in fault rules and counters: the last part of the path, but for the ones that have no such name.
    var operation: String {
        switch self {
        case .quoteOrderChange: "EditOrderQuote"
        case .applyOrderChange: "EditOrder"
        case .createAdditionalRequiredDocuments: "CreateAdditionalRequiredDocuments"
        default: rawValue.split(separator: "/").last.map { String($0) } ?? rawValue
        }
    }

    var envelope: Envelope {
        switch self {
        case .getShippingDocuments, .dispatchOrders, .dispatchConsolidatedShipment: .documents
        case .quoteOrderChange, .applyOrderChange: .errorList
        case .createAdditionalRequiredDocuments: .flat
        default: .errorInfo
        }
    }

    /// CreateOrder is opened by the GUID alone (contract 3.2).
    var takesToken: Bool { self != .createOrder && self != .getAuthenticationToken }

    /// The internal call carries all in its query, so a GET serves as well.
    func takes(_ method: String) -> Bool {
        method == "POST" || (self == .sendOrder && method == "GET")
    }
}
