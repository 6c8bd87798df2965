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
        routes.add(.post, "/v1/deliveries/:id/retry", .needs(.operator)) { request in
            try await decideDelivery(request) { try await engine.retry($0, by: $1, because: $2) }
        }
        routes.add(.post, "/v1/deliveries/:id/close", .needs(.operator)) { request in
            try await decideDelivery(request) { try await engine.close($0, by: $1, because: $2) }
        }
        routes.add(.post, "/v1/messages/:id/release", .needs(.operator)) { request in
            try await decideMessage(request, "released") { try await engine.release($0, by: $1, because: $2) }
        }
        routes.add(.post, "/v1/messages/:id/close", .needs(.operator)) { request in
            try await decideMessage(request, "closed") { try await engine.closeMessage($0, by: $1, because: $2) }
        }
    }

    private func listAttention(_ request: GatewayRequest) async throws -> Response {
        let limit = try request.number("limit", in: 1...500, default: 100)
        let deliveries = try await engine.journal.deliveriesNeedingAttention(limit: limit)
        let messages = try await engine.journal.messagesNeedingAttention(limit: limit)
        return .object(capacity: 256 + (deliveries.count + messages.count) * 512) { writer in
            writer.list("deliveries", deliveries) { $0.value($1) }
            writer.list("messages", messages) { $0.value($1) }
        }
    }

    private func decideDelivery(
        _ request: GatewayRequest,
        _ act: @escaping @Sendable (DeliveryID, String, String) async throws -> DeliveryRecord
    ) async throws -> Response {
        let id = DeliveryID(try request.parameter("id"))
        return try await decide(request) { reason in
            guard try await engine.journal.delivery(id) != nil else {
                throw Problem.notFound("No delivery has this id.", help: "GET /v1/attention lists what waits.")
            }
            var writer = JSONWriter()
            writer.value(try await act(id, request.caller.name, reason))
            return writer.bytes
        }
    }

    private func decideMessage(
        _ request: GatewayRequest, _ state: String,
        _ act: @escaping @Sendable (String, String, String) async throws -> Void
    ) async throws -> Response {
        let id = try request.parameter("id")
        return try await decide(request) { reason in
            guard try await engine.journal.heldMessage(id) != nil else {
                throw Problem.notFound("No message with this id waits.", help: "GET /v1/attention lists what waits.")
            }
            try await act(id, request.caller.name, reason)
            var writer = JSONWriter(capacity: 128)
            writer.beginObject()
            writer.field("id", id)
            writer.field("state", state)
            writer.endObject()
            return writer.bytes
        }
    }

    /// Reads the reason, decides once per key, and logs who decided.
    private func decide(
        _ request: GatewayRequest, _ act: @escaping @Sendable (String) async throws -> [UInt8]
    ) async throws -> Response {
        let key = try request.idempotencyKey().map { "\(request.caller.name)\u{0}\($0)" }
        return try await withJSON(of: request) { body in
            let reason = try Self.reason(in: body)
            guard let key else { return .json(try await act(reason)) }
            let fingerprint = "\(request.request.uri.path)\u{0}\(Digest.sha256(body))"
            switch decisions.begin(key, fingerprint: fingerprint) {
            case .known(let answer): return .json(answer.json, status: HTTPResponse.Status(answering: answer.status))
            case .underWay: throw Problem.keyInUse
            case .reused: throw Problem.keyReused
            case .new: break
            }
            do {
                let json = try await act(reason)
                decisions.finish(key, with: DecisionMemory.Answer(status: 200, json: json))
                return .json(json)
            } catch {
                decisions.finish(key, with: nil)
                throw error
            }
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
        let reason = try parsed(body) { reader throws(JSONReadError) in
            let reason = try reader.string("reason")
            guard !reason.allSatisfy(\.isWhitespace), reason.utf8.count <= 1_000 else {
                throw reader.fail(.badValue, at: "reason", "a sentence of 1 to 1000 bytes was wanted")
            }
            return reason
        }
        return reason
    }

    /// Reads a small JSON object.
    static func parsed<Value>(
        _ body: [UInt8], _ read: (JSONReader) throws(JSONReadError) -> Value
    ) throws(Problem) -> Value {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(body)
        } catch {
            throw Problem(error, limit: smallBodyLimit)
        }
        do throws(JSONReadError) {
            return try read(JSONReading(document).root.asObject())
        } catch {
            throw Problem(error)
        }
    }
}
