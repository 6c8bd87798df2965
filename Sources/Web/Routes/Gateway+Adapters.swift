import AdapterKit
import Canonical
import Engine
import HTTPTypes
import Hummingbird
import Journal

extension Gateway {
    func addAdapters(to routes: inout RouteTable) {
        routes.add(.get, "/v1", .needs(.viewer)) { _ in showIndex() }
        routes.add(.get, "/v1/adapters", .needs(.viewer)) { try listAdapters($0) }
        // An answer may hold papers, and each question costs a call: reading orders is not enough for it.
        routes.add(.post, "/v1/adapters/:id/questions/:name", .needs(.operator)) { try await ask($0) }
        routes.add(.post, "/v1/adapters/:id/operations/:name", .needs(.operator)) { try await tell($0) }
        routes.add(.post, "/v1/adapters/:id/poll", .needs(.operator)) { try wakeUp($0) }
    }

    private func showIndex() -> Response {
        .object { writer in
            writer.field("revision", engine.installation.revision)
            writer.object("links") { writer in
                writer.field("adapters", "/v1/adapters")
                writer.field("attention", "/v1/attention")
                writer.field("books", "/v1/books")
                writer.field("description", "/openapi.json")
                writer.field("facts", "/v1/facts")
                writer.field("health", "/health/routes")
                writer.field("metrics", "/metrics")
                writer.field("orders", "/v1/orders")
            }
        }
    }

    private func listAdapters(_ request: GatewayRequest) throws(Problem) -> Response {
        let paging = try Paging(request)
        let start = try Paging.start(request, PageCursor.adapter) ?? ""
        let slow = Set(engine.slowedDownTargets)
        let failing = engine.failingPolls
        let installation = engine.installation
        let (adapters, last) = paging.page(
            installation.adapters.filter { $0.key > start }.sorted { $0.key < $1.key })
        return .object(capacity: 4_096) { writer in
            writer.list("adapters", adapters) { writer, item in
                guard let declaration = installation.declarations[item.key] else { return }
                Self.write(
                    item.value, declaration, isSlow: slow.contains(item.key), failures: failing[item.key], to: &writer)
            }
            writer.links(next: last.map { paging.next(PageCursor.text(afterAdapter: $0.key)) })
        }
    }

    private static func write(
        _ adapter: any Adapter, _ declaration: AdapterDeclaration, isSlow: Bool, failures: Int?,
        to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.field("id", adapter.id)
        writer.field("type", declaration.type)
        writer.field("summary", declaration.summary)
        writer.field("receivesWebhooks", adapter is any WebhookReceiving)
        writer.field("polls", (adapter as? any Polling)?.isPolled == true)
        writer.field("delivers", adapter is any Delivering)
        writer.field("emits", declaration.emits.map(\.rawValue))
        writer.object("carries") { writer in
            for (kind, operation) in declaration.carries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                writer.key(kind.rawValue)
                writer.string(operation)
            }
        }
        writer.field("questions", declaration.questions)
        writer.field("told", declaration.toldOperations.map(\.name))
        writer.field("slowedDown", isSlow)
        writer.field("failedPolls", failures ?? 0)
        writer.endObject()
    }

    private func ask(_ request: GatewayRequest) async throws -> Response {
        let adapter = try request.parameter("id")
        let name = try request.parameter("name")
        return try await withJSON(of: request) { body in
            let (order, parameters) = try Self.parsed(body, knowing: ["order", "parameters"]) {
                reader throws(JSONReadError) in
                (try OrderMention(reader), reader.member("parameters").map { JSONText($0.node) })
            }
            var question = Question(name: name, parameters: parameters)
            switch order {
            case .whole(let order): question.order = order
            case .named(let orderName):
                let id = try await OrderFinder(engine: engine).order(named: orderName)
                question.order = try await engine.order(id)
            case nil: break
            }
            do throws(QuestionFailure) {
                return .json(try await engine.ask(adapter, question).json.bytes)
            } catch {
                throw Problem(error)
            }
        }
    }

    /// Tells one system to do something about an order; a delivery like any other.
    private func tell(_ request: GatewayRequest) async throws -> Response {
        let adapter = try request.parameter("id")
        let name = try request.parameter("name")
        guard try request.idempotencyKey() != nil else { throw Problem.keyMissing("An operation that is told") }
        return try await withJSON(of: request) { body in
            let (orderName, members) = try Self.parsed(body, knowing: ["order", "request"]) {
                reader throws(JSONReadError) in
                (try reader.string("order"), reader.member("request").map { JSONText($0.node) })
            }
            return try await once(request, body) { answer in
                // Kept is which delivery it became; shown is where that is by now.
                let id = DeliveryID(String(decoding: answer.body, as: UTF8.self))
                guard let delivery = try await engine.journal.delivery(id) else { throw Problem.unexpected }
                return Self.told(delivery)
            } _: { repeatable in
                let order = try await OrderFinder(engine: engine).order(named: orderName)
                do throws(TellingFailure) {
                    return Self.told(
                        try await engine.tell(
                            adapter, name, about: order, request: members, by: "operator:\(request.caller.name)",
                            once: repeatable?.keyed { (stored: StoredFacts) in
                                stored.deliveries.first.map { KeptAnswer(status: 202, body: Array($0.value.utf8)) }
                            }))
                } catch {
                    throw Problem(error)
                }
            }
        }
    }

    private static func told(_ delivery: DeliveryRecord) -> Response {
        var writer = JSONWriter()
        writer.value(delivery)
        return .json(writer.bytes, status: delivery.state.isFinal ? .ok : .accepted)
    }

    private func wakeUp(_ request: GatewayRequest) throws(Problem) -> Response {
        let id = try request.parameter("id")
        guard (engine.installation.adapters[id] as? any Polling)?.isPolled == true else {
            throw .notFound("No adapter that polls has this id.")
        }
        engine.wakeUp(id)
        return .object(status: .accepted, capacity: 64) { $0.field("accepted", true) }
    }
}
