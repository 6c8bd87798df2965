import Canonical
import Engine
import HTTPTypes
import Hummingbird
import NIOCore

extension Gateway {
    func addHealth(to routes: inout RouteTable) {
        routes.add(.get, "/livez", .open) { _ in .object(capacity: 64) { $0.field("status", "ok") } }
        routes.add(.get, "/readyz", .open) { _ in await showReadiness() }
        routes.add(.get, "/health/routes", .needs(.viewer)) { _ in showRoutes() }
        routes.add(.get, "/metrics", .needs(.viewer)) { _ in await showMetrics() }
    }

    func addDescription(to routes: inout RouteTable) {
        // What the API is stands in the sources, so that anybody may read it; nothing of this installation is in it.
        routes.add(.get, "/openapi.json", .open) { _ in .json(APIDescription.json) }
    }

    private func showReadiness() async -> Response {
        let reasons = await readiness.reasons(engine)
        var headers = HTTPFields()
        if !reasons.isEmpty { headers[.retryAfter] = "5" }
        return .object(status: reasons.isEmpty ? .ok : .serviceUnavailable, headers: headers, capacity: 128) { writer in
            writer.field("status", reasons.isEmpty ? "ready" : "not-ready")
            writer.field("reasons", reasons)
        }
    }

    private func showRoutes() -> Response {
        let slow = engine.slowedDownTargets
        let failing = engine.failingPolls.sorted { $0.key < $1.key }
        return .object(capacity: 256) { writer in
            writer.field("status", slow.isEmpty && failing.isEmpty ? "ok" : "degraded")
            writer.field("slowedDownTargets", slow)
            writer.object("failingPolls") { writer in
                for (id, failures) in failing {
                    writer.key(id)
                    writer.int(failures)
                }
            }
        }
    }

    private func showMetrics() async -> Response {
        var text = metrics.text()
        await JournalGauges(engine: engine).write(to: &text)
        var headers = HTTPFields()
        headers[.contentType] = PrometheusText.mediaType
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: text.bytes)))
    }
}
