import AdapterKit
import Engine
import HTTPTypes
import Hummingbird
import NIOCore

extension Gateway {
    func addWebhooks(to routes: inout RouteTable) {
        let handler: Endpoint.Handler = { try await receive($0) }
        for method in [HTTPRequest.Method.get, .post, .put] {
            routes.add(method, "/in/:adapter", .open, handler)
            routes.add(method, "/in/:adapter/**", .open, handler)
        }
    }

    /// Hands a provider's request to its adapter and the adapter's words back.
    private func receive(_ request: GatewayRequest) async throws -> Response {
        let id = try request.parameter("adapter")
        guard let adapter = engine.installation.adapters[id] as? any WebhookReceiving else {
            throw Problem.notFound("No adapter that takes webhooks has this id.")
        }
        return try await bodies.withBody(of: request.request, upTo: configuration.bodyLimit) { body in
            let message = WireRequest(
                method: request.method, url: Self.relativeURL(request.request.head.path ?? "/", adapter: id),
                headers: request.headers, body: body, peer: request.context.peer?.ipAddress)
            return Self.response(await engine.receive(message, by: adapter, traceparent: request.traceparent))
        }
    }

    /// Path and query below `/in/{adapter}`, always with a slash in front.
    static func relativeURL(_ path: String, adapter: String) -> String {
        // The router matched two parts, whatever their spelling, so what follows the third slash is the adapter's.
        let bytes = path.utf8
        guard
            let end = bytes.dropFirst("/in/".utf8.count).firstIndex(where: {
                $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?")
            })
        else { return "/" }
        return bytes[end] == UInt8(ascii: "/") ? String(path[end...]) : "/\(path[end...])"
    }

    private static func response(_ answer: WireResponse) -> Response {
        var headers = answer.headers
        // The server frames the body itself; two lengths would be one too many.
        headers[.contentLength] = nil
        headers[.transferEncoding] = nil
        return Response(
            status: HTTPResponse.Status(answering: answer.status), headers: headers,
            body: answer.body.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
