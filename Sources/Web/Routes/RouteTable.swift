import Hummingbird

/// The endpoints of the gateway while they are put together.
struct RouteTable {
    private(set) var endpoints: [Endpoint] = []

    mutating func add(
        _ method: HTTPRequest.Method, _ path: String, _ access: Endpoint.Access,
        _ handler: @escaping Endpoint.Handler
    ) {
        endpoints.append(Endpoint(method: method, path: path, access: access, handler: handler))
    }
}
