/// One call of the service.
///
/// Source: contract B1; every call is a POST, and `service.method` lies at `/service/method`.
enum ShippingEndpoint: String, CaseIterable, Sendable {
    case createOrder = "/ops/create_order"
    case prealert = "/ops/prealert"
    case immediateShipment = "/outbound/immediate_shipment"
    case closeout = "/outbound/closeout"
    case tracking = "/shipment/tracking"
    case authorization = "/order/authorization"
    case calculateOrder = "/tcc/calculate_order"
    case calculateProduct = "/tcc/calculate_product"
    case classify = "/tcc/classify"
    case discoverProhibitions = "/tcc/discover_prohibitions"
    case checkAddress = "/address/check"

    init?(path: String, _ assumptions: GlopalShippingSimulatorAssumptions) {
        if path == assumptions.closeoutPath {
            self = .closeout
        } else if let endpoint = Self(rawValue: path), endpoint != .closeout {
            self = endpoint
        } else {
            return nil
        }
    }

    /// The name in fault rules and counters: the last part of the path.
    var operation: String {
        rawValue.split(separator: "/").last.map { String($0) } ?? rawValue
    }

    /// The name with the service, as `tcc.calculate_order`.
    var dottedName: String {
        rawValue.split(separator: "/").joined(separator: ".")
    }
}
