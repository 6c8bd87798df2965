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
        let phase = try phase(of: request)
        let name = try request.query("name")
        let system = try request.query("system")
        let kind = try request.query("kind")
        let paging = try Paging(
            request,
            filters: [("name", name), ("system", system), ("kind", kind), ("phase", phase?.rawValue)])
        let before = try Paging.start(request, PageCursor.order)
        let (orders, last) = paging.page(
            try await engine.journal.orders(
                OrderQuery(name: name, system: system, kind: kind, phase: phase, before: before),
                limit: paging.limit + 1))
        return .object(capacity: 256 + orders.count * 320) { writer in
            writer.list("orders", orders) { $0.value($1) }
            writer.links(next: last.map { paging.next(PageCursor.text(after: $0.id)) })
        }
    }

    /// Whether a value of `If-None-Match` names a tag; compared weakly (RFC 9110, section 13.1.2).
    private static func names(_ tag: String, _ value: String) -> Bool {
        value.split(separator: ",").contains { part in
            // Our tags have no blanks.
            let text = part.filter { $0 != " " && $0 != "\t" }
            return text == "*" || text == tag || text == "W/\(tag)"
        }
    }

    private func phase(of request: GatewayRequest) throws(Problem) -> Phase? {
        guard let text = try request.query("phase") else { return nil }
        guard let phase = Phase(rawValue: text) else {
            throw .wrongParameter(
                "phase", "one of \(Phase.allCases.map(\.rawValue).joined(separator: ", ")) was wanted")
        }
        return phase
    }

    private func showOrder(_ request: GatewayRequest) async throws -> Response {
        var order = try await order(request)
        // What nobody read may be anything, a label's bytes or a remark, and reading orders is not enough for it.
        if (request.caller.role ?? .viewer) < .operator { order.residue = [] }
        let states = try await engine.journal.deliveries(of: order.id).reduce(into: [DeliveryState: Int]()) {
            $0[$1.state, default: 0] += 1
        }
        let summary = DeliveryState.allCases.compactMap { state in states[state].map { (state.rawValue, $0) } }
        let tag = "\"\(([String(order.version)] + summary.map { "\($0.0)-\($0.1)" }).joined(separator: "."))\""
        var headers = HTTPFields()
        headers[.eTag] = tag
        // An order names people: no cache between us and the caller keeps it.
        headers[.cacheControl] = "private, no-cache"
        if request.headers[values: .ifNoneMatch].contains(where: { Self.names(tag, $0) }) {
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
                writer.field("documents", "\(path)/documents")
            }
            writer.field("order", order)
        }
    }

    private func showTimeline(_ request: GatewayRequest) async throws -> Response {
        let paging = try Paging(request)
        let start = try Paging.start(request, PageCursor.moment)
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        let all = try await Timeline.read(of: id, from: engine.journal).entries
        let (entries, last) = paging.page(Array(Timeline.rest(of: all, after: start).prefix(paging.limit + 1)))
        let next = last.map { last in
            let isSame = start?.at == last.at
            let count = (isSame ? start?.count ?? 0 : 0) + entries.count { $0.at == last.at }
            return paging.next(PageCursor.text(after: last.at, count: count))
        }
        return .object(capacity: 256 + entries.count * 256) { writer in
            writer.field("order", id.value)
            writer.list("entries", entries) { $0.value($1) }
            writer.links(next: next)
        }
    }

    private func listDeliveries(_ request: GatewayRequest) async throws -> Response {
        let paging = try Paging(request)
        let start = try Paging.start(request, PageCursor.delivery) ?? 0
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        let rest = try await engine.journal.deliveries(of: id).filter { $0.sequence > start }
        let (deliveries, last) = paging.page(rest)
        var trips: [Timeline.Trip] = []
        for delivery in deliveries { trips.append(try await Timeline.trip(delivery, from: engine.journal)) }
        return .object(capacity: 256 + trips.count * 512) { writer in
            writer.field("order", id.value)
            writer.list("deliveries", trips) { $0.value($1.delivery, attempts: $1.attempts) }
            writer.links(next: last.map { paging.next(PageCursor.text(afterDelivery: $0.sequence)) })
        }
    }

    /// The order that the path names.
    func order(_ request: GatewayRequest) async throws -> Order {
        let id = try await OrderFinder(engine: engine).order(named: request.parameter("name"))
        guard let order = try await engine.order(id) else { throw Problem.notFound("No order has this id.") }
        return order
    }
}
