import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Health and metrics")
struct HealthTests {
    @Test("readiness says that the gateway drains")
    func draining() async throws {
        try await Bench.run { bench, client in
            bench.gateway.drain()

            let reply = try await client.send(.get, "/readyz", token: nil)

            #expect(reply.status == 503)
            #expect(reply.text("/reasons/0") == "draining")
            #expect(try await client.send(.get, "/livez", token: nil).status == 200)
        }
    }

    @Test("metrics show deliveries, lanes and commits, and no order's id")
    func metrics() async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook(#"{"number":"canary-1","event":"canary-2"}"#)
            bench.time.advance(by: .seconds(90))

            let reply = try await client.send(.get, "/metrics", token: Bench.viewerToken)

            #expect(reply.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(reply.text.contains("crossdock_deliveries{target=\"warehouse\",state=\"waiting\"} 1\n"))
            #expect(reply.text.contains("crossdock_lane_oldest_age_seconds{target=\"warehouse\"} 90"))
            #expect(reply.text.contains("crossdock_target_slowed_down{target=\"warehouse\"} 0\n"))
            #expect(reply.text.contains("crossdock_orders_accepted_total{source=\"shop\"} 1\n"))
            #expect(reply.text.contains("# TYPE crossdock_commit_seconds histogram\n"))
            #expect(reply.text.contains("crossdock_commit_seconds_count 1\n"))
            #expect(!reply.text.contains("canary"))
        }
    }

    @Test("problems are counted by their type")
    func problems() async throws {
        try await Bench.run { _, client in
            _ = try await client.send(.get, "/nowhere")
            _ = try await client.send(.post, "/v1/facts", "no")

            let text = try await client.send(.get, "/metrics").text

            #expect(text.contains("crossdock_http_problems_total{type=\"not-found\"} 1\n"))
            #expect(text.contains("crossdock_http_problems_total{type=\"not-json\"} 1\n"))
        }
    }

    @Test("routes are well while no target fails")
    func routes() async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.get, "/health/routes")
            #expect(reply.text("/status") == "ok")
        }
    }
}
