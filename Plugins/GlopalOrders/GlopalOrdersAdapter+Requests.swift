import AdapterKit
import Canonical
import HTTPTypes

extension GlopalOrdersAdapter {
    /// Source: Order API 2.3.2 (stated); the method is found.
    func eventsRequest(after cursor: String?) -> WireRequest {
        var parameters = configuration.events.map { ("event", $0) }
        if let cursor, !cursor.isEmpty { parameters.append(("after_event_id", cursor)) }
        if let size = configuration.pageSize { parameters.append((GlopalAssumptions.limitParameter, String(size))) }
        let query = parameters.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
        let store = PercentEncoding.encoded(configuration.storeID)
        return authorised(request(.get, "\(configuration.endpoint)/v2/events/\(store)?\(query)"))
    }

    /// Source: Order API 2.3.2 (found).
    func detailsRequest(_ orderID: String) -> WireRequest { authorised(request(.get, orderURL(orderID))) }

    /// A call about an order, not yet authorised: what is recorded of it must not hold the key.
    func callRequest(_ orderID: String, _ path: String, body: [UInt8]) -> WireRequest {
        var request = request(.post, "\(orderURL(orderID))/\(path)")
        request.headers[.contentType] = "application/json"
        request.body = body
        return request
    }

    /// The request with the API key, for the moment of sending.
    ///
    /// Source: Order API 2.3.2 (found: a bearer token).
    func authorised(_ request: WireRequest) -> WireRequest {
        var request = request
        request.headers[.authorization] = "Bearer \(configuration.apiKey.revealed)"
        return request
    }

    private func request(_ method: HTTPRequest.Method, _ url: String) -> WireRequest {
        WireRequest(method: method, url: url, headers: [.accept: "application/json"])
    }

    private func orderURL(_ orderID: String) -> String {
        let store = PercentEncoding.encoded(configuration.storeID)
        return "\(configuration.endpoint)/v2/orders/\(store)/\(PercentEncoding.encoded(orderID))"
    }

    /// The order's id at this store, fit for a path.
    ///
    /// - Throws: `TranslationProblem` when the order has no such id, or one of another form.
    func orderID(of order: Order) throws(TranslationProblem) -> String {
        let own = order.references.first {
            $0.system == id && $0.identifiesOrder && ($0.scope == nil || $0.scope == configuration.storeID)
        }
        guard let own else {
            throw TranslationProblem(
                code: "reference.missing", pointer: "/references",
                message: "the order has no Glopal order id of store \(configuration.storeID)")
        }
        try checkPath(own.value, at: "/references")
        return own.value
    }

    /// - Throws: `TranslationProblem` when an id may not stand in a path.
    func checkPath(_ orderID: String, at pointer: String) throws(TranslationProblem) {
        let relaxed = configuration.takesRelaxedOrderIDs
        guard !GlopalAssumptions.mayStandInPath(orderID, relaxed: relaxed) else { return }
        throw TranslationProblem(
            code: "glopal.order-id", pointer: pointer,
            message: "the order id is not of the form digits-digits; "
                + (relaxed ? "letters and digits are allowed too" : "set relaxed_order_ids to allow letters"))
    }
}
