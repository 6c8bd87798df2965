import AdapterKit
import Canonical
import Engine
import HTTPTypes
import Hummingbird
import Journal

extension Gateway {
    /// The largest body of a decision or question, in bytes.
    static var smallBodyLimit: Int { 64 << 10 }

    func addDecisions(to routes: inout RouteTable) {
        routes.add(.get, "/v1/attention", .needs(.viewer)) { try await listAttention($0) }
        routes.add(.get, "/v1/deliveries/:id", .needs(.viewer)) { try await showDelivery($0) }
        routes.add(.post, "/v1/deliveries/:id/retry", .needs(.operator)) { request in
            try await decideDelivery(request) { try await engine.retry($0, by: $1, because: $2, once: $3) }
        }
        routes.add(.post, "/v1/deliveries/:id/close", .needs(.operator)) { request in
            try await decideDelivery(request) { try await engine.close($0, by: $1, because: $2, once: $3) }
        }
        routes.add(.get, "/v1/messages/:id", .needs(.viewer)) { try await showMessage($0) }
        routes.add(.post, "/v1/messages/:id/release", .needs(.operator)) { request in
            try await decideMessage(request, "released") {
                try await engine.release($0, by: $1, because: $2, once: $3)
            }
        }
        routes.add(.post, "/v1/messages/:id/close", .needs(.operator)) { request in
            try await decideMessage(request, "closed") {
                try await engine.closeMessage($0, by: $1, because: $2, once: $3)
            }
        }
    }

    private func listAttention(_ request: GatewayRequest) async throws -> Response {
        let paging = try Paging(request)
        let start = try Paging.start(request, PageCursor.attention) ?? (0, "")
        let (deliveries, lastDelivery) = paging.page(
            try await engine.journal.deliveriesNeedingAttention(after: start.delivery, limit: paging.limit + 1))
        let (messages, lastMessage) = paging.page(
            try await engine.journal.messagesNeedingAttention(after: start.message, limit: paging.limit + 1))
        // A list that has ended keeps its place, so that the next page does not begin it again.
        let next = PageCursor.text(
            afterDelivery: deliveries.last?.sequence ?? start.delivery, message: messages.last?.id ?? start.message)
        let hasMore = lastDelivery != nil || lastMessage != nil
        return .object(capacity: 256 + (deliveries.count + messages.count) * 512) { writer in
            writer.list("deliveries", deliveries) { $0.value($1) }
            writer.list("messages", messages) { $0.value($1) }
            writer.links(next: hasMore ? paging.next(next) : nil)
        }
    }

    private func showDelivery(_ request: GatewayRequest) async throws -> Response {
        let id = DeliveryID(try request.parameter("id"))
        guard let delivery = try await engine.journal.delivery(id) else { throw Self.noDelivery }
        let trip = try await Timeline.trip(delivery, from: engine.journal)
        var writer = JSONWriter()
        writer.value(trip.delivery, attempts: trip.attempts)
        return .json(writer.bytes)
    }

    private func showMessage(_ request: GatewayRequest) async throws -> Response {
        guard let message = try await engine.journal.heldMessage(try request.parameter("id")) else {
            throw Self.noMessage
        }
        var writer = JSONWriter()
        writer.value(message)
        return .json(writer.bytes)
    }

    private static var noDelivery: Problem {
        .notFound("No delivery has this id.", help: "GET /v1/attention lists what waits.")
    }

    private static var noMessage: Problem {
        .notFound("No message with this id waits.", help: "GET /v1/attention lists what waits.")
    }

    private func decideDelivery(
        _ request: GatewayRequest,
        _ act:
            @escaping @Sendable (DeliveryID, String, String, KeyedRequest<DeliveryRecord>?) async throws ->
            DeliveryRecord
    ) async throws -> Response {
        let id = DeliveryID(try request.parameter("id"))
        return try await decide(request) { reason, repeatable in
            guard try await engine.journal.delivery(id) != nil else { throw Self.noDelivery }
            let keyed = repeatable?.keyed { (record: DeliveryRecord) in
                KeptAnswer(status: 200, body: Self.bytes(of: record))
            }
            return Self.bytes(of: try await act(id, request.caller.name, reason, keyed))
        }
    }

    private static func bytes(of delivery: DeliveryRecord) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(delivery)
        return writer.bytes
    }

    private func decideMessage(
        _ request: GatewayRequest, _ state: StaticString,
        _ act: @escaping @Sendable (String, String, String, KeyedRequest<Receipt>?) async throws -> Void
    ) async throws -> Response {
        let id = try request.parameter("id")
        return try await decide(request) { reason, repeatable in
            guard try await engine.journal.heldMessage(id) != nil else { throw Self.noMessage }
            var writer = JSONWriter(capacity: 128)
            writer.beginObject()
            writer.field("id", id)
            writer.field("state", "\(state)")
            writer.endObject()
            let answer = KeptAnswer(status: 200, body: writer.bytes)
            try await act(id, request.caller.name, reason, repeatable?.keyed { (_: Receipt) in answer })
            return answer.body
        }
    }

    /// Reads the reason, and decides once per key.
    private func decide(
        _ request: GatewayRequest,
        _ act: @escaping @Sendable (String, RepeatableRequest?) async throws -> [UInt8]
    ) async throws -> Response {
        try await withJSON(of: request) { body in
            let reason = try Self.reason(in: body)
            return try await once(request, body) { repeatable in .json(try await act(reason, repeatable)) }
        }
    }

    /// Reads a small JSON body; its media type has to say so, which also keeps forms of web pages out.
    func withJSON(
        of request: GatewayRequest, _ use: ([UInt8]) async throws -> Response
    ) async throws -> Response {
        guard let type = request.headers[.contentType], MediaType.isJSON(type) else {
            throw Problem.unsupportedMedia(MediaType.json)
        }
        return try await bodies.withBody(of: request.request, upTo: Self.smallBodyLimit, use)
    }

    private static func reason(in body: [UInt8]) throws(Problem) -> String {
        let reason = try parsed(body, knowing: ["reason"]) { reader throws(JSONReadError) in
            let reason = try reader.string("reason")
            // It stands on timelines and terminals, where a control character could do something.
            let isPlain = reason.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
            let isBlank = reason.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            guard isPlain, !isBlank, reason.unicodeScalars.count <= 1_000 else {
                throw reader.fail(
                    .badValue, at: "reason", "a sentence of 1 to 1000 characters without control characters was wanted")
            }
            return reason
        }
        return reason
    }

    /// Reads a small JSON object whose members are all known by name; what stands inside of them is for others to know.
    static func parsed<Value>(
        _ body: [UInt8], knowing names: [String], _ read: (JSONReader) throws(JSONReadError) -> Value
    ) throws(Problem) -> Value {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(body)
        } catch {
            throw Problem(error, limit: smallBodyLimit)
        }
        do throws(JSONReadError) {
            let reader = try JSONReading(document).root.asObject()
            // Spelled otherwise, a member that narrows what is done would let all of it be done.
            if let other = document.root.members.first(where: { !names.contains($0.key) }) {
                throw reader.fail(
                    .badValue, at: other.key,
                    "no such member is taken here; known are \(names.joined(separator: ", "))")
            }
            return try read(reader)
        } catch {
            throw Problem(error)
        }
    }
}
