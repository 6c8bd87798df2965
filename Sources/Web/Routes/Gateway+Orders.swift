import Canonical
import Engine
import HTTPTypes
import Hummingbird
import Journal

extension Gateway {
    func addOrders(to routes: inout RouteTable) {
        routes.add(.get, "/v1/orders", .needs(.viewer)) { try await listOrders($0) }
        routes.add(.get, "/v1/orders/:name", .needs(.viewer)) { try await showOrder($0) }
        routes.add(.get, "/v1/orders/:name/timeline", .needs(.viewer)) { try await showTimeline($0) }
        routes.add(.get, "/v1/orders/:name/deliveries", .needs(.viewer)) { try await listDeliveries($0) }
        routes.add(.get, "/v1/books", .needs(.viewer)) { _ in
            var writer = JSONWriter()
            writer.value(try await engine.journal.books())
            return .json(writer.bytes)
        }
    }

    private func listOrders(_ request: GatewayRequest) async throws -> Response {
        let limit = try request.number("limit", in: 1...200, default: 50)
        let phase = try phase(of: request)
        if let name = request.query("name") {
            let found = try await engine.journal.orders(named: name, limit: limit)
            return Self.page(found.filter { phase == nil || $0.phase == phase }, next: nil)
        }
        var before: OrderID?
        if let cursor = request.query("cursor") {
            guard let order = PageCursor.order(cursor) else {
                throw Problem.wrongParameter("cursor", "the cursor of an earlier answer was wanted")
            }
            before = order
        }
        // One more than asked for tells whether there is a next page.
        let found = try await engine.journal.orders(before: before, phase: phase, limit: limit + 1)
        guard found.count > limit, let last = found.prefix(limit).last else { return Self.page(found, next: nil) }
        var next = "/v1/orders?limit=\(limit)&cursor=\(PageCursor.text(after: last.id))"
        if let phase { next += "&phase=\(phase.rawValue)" }
        return Self.page(Array(found.prefix(limit)), next: next)
    }

    private func phase(of request: GatewayRequest) throws(Problem) -> Phase? {
        guard let text = request.query("phase") else { return nil }
        guard let phase = Phase(rawValue: text) else {
            throw .wrongParameter(
                "phase", "one of \(Phase.allCases.map(\.rawValue).joined(separator: ", ")) was wanted")
        }
        return phase
    }

    private static func page(_ orders: [OrderSummary], next: String?) -> Response {
        .object(capacity: 256 + orders.count * 320) { writer in
            writer.list("orders", orders) { $0.value($1) }
            writer.object("links") { $0.field("next", next) }
        }
    }

    private func showOrder(_ request: GatewayRequest) async throws -> Response {
        let order = try await order(request)
        let states = try await engine.journal.deliveries(of: order.id).reduce(into: [DeliveryState: Int]()) {
            $0[$1.state, default: 0] += 1
        }
        let summary = DeliveryState.allCases.compactMap { state in states[state].map { (state.rawValue, $0) } }
        let tag = "\"\(([String(order.version)] + summary.map { "\($0.0)-\($0.1)" }).joined(separator: "."))\""
        var headers = HTTPFields()
        headers[.eTag] = tag
        // An order names people: no cache between us and the caller keeps it.
        headers[.cacheControl] = "private, no-cache"
        if let known = request.headers[.ifNoneMatch], known == tag {
            return Response(status: .notModified, headers: headers)
        }
        return .object(headers: headers, capacity: 16_384) { writer in
            writer.field("id", order.id.value)
            writer.field("version", order.version)
            writer.field("phase", order.phase.rawValue)
            writer.object("deliveries") { writer in
                for (state, count) in summary {
                    writer.key(state)
                    writer.int(count)
                }
            }
            writer.object("links") { writer in
                let path = PathText.order(order.id.value)
                writer.field("timeline", "\(path)/timeline")
                writer.field("deliveries", "\(path)/deliveries")
            }
            writer.field("order", order)
        }
    }

    private func showTimeline(_ request: GatewayRequest) async throws -> Response {
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        let timeline = try await Timeline.read(of: id, from: engine.journal)
        return .object(capacity: 256 + timeline.entries.count * 256) { writer in
            writer.field("order", id.value)
            writer.list("entries", timeline.entries) { $0.value($1) }
        }
    }

    private func listDeliveries(_ request: GatewayRequest) async throws -> Response {
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        let trips = try await Timeline.trips(of: id, from: engine.journal)
        return .object(capacity: 256 + trips.count * 512) { writer in
            writer.field("order", id.value)
            writer.list("deliveries", trips) { $0.value($1.delivery, attempts: $1.attempts) }
        }
    }

    /// The order that the path names.
    func order(_ request: GatewayRequest) async throws -> Order {
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        guard let order = try await engine.order(id) else { throw Problem.notFound("No order has this id.") }
        return order
    }
}
