import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Access")
struct AccessTests {
    @Test("without a valid token nothing of the API is shown", arguments: [nil, "wrong", "", "operator-secre"])
    func noToken(token: String?) async throws {
        try await Bench.run { _, client in
            for path in ["/v1", "/v1/orders", "/v1/books", "/metrics", "/health/routes"] {
                let reply = try await client.send(.get, path, token: token)
                #expect(reply.status == 401)
                #expect(reply.headers[.wwwAuthenticate] == "Bearer realm=\"crossdock\"")
            }
        }
    }

    @Test(
        "a viewer reads and decides nothing",
        arguments: [
            "/v1/facts", "/v1/deliveries/x/retry", "/v1/deliveries/x/close", "/v1/messages/x/release",
            "/v1/messages/x/close", "/v1/adapters/shop/poll", "/v1/adapters/warehouse/questions/tracking",
        ])
    func viewer(path: String) async throws {
        try await Bench.run { _, client in
            #expect(try await client.send(.get, "/v1/orders", token: Bench.viewerToken).status == 200)
            let reply = try await client.send(.post, path, #"{"reason":"x"}"#, token: Bench.viewerToken)
            #expect(reply.status == 403)
            #expect(reply.text("/type") == "/problems/forbidden")
        }
    }

    @Test("health for machines is open", arguments: ["/livez", "/readyz"])
    func open(path: String) async throws {
        try await Bench.run { _, client async throws in
            #expect(try await client.send(.get, path, token: nil).status == 200)
        }
    }

    @Test("without tokens a peer that is not this machine is refused")
    func notLoopback() async throws {
        // The test's connection has no address.
        try await Bench.run(tokens: false) { _, client in
            let reply = try await client.send(.get, "/v1/orders", token: nil)
            #expect(reply.status == 403)
            #expect(reply.text("/type") == "/problems/loopback-only")
        }
    }

    @Test("without tokens this machine is let in, but not through a proxy or under a foreign name")
    func loopback() async throws {
        try await Bench.run(.live, tokens: false) { _, client in
            #expect(try await client.send(.get, "/v1/orders", token: nil).status == 200)
            let proxied = FactTests.headers(["x-forwarded-for": "203.0.113.9"])
            #expect(try await client.send(.get, "/v1/orders", token: nil, headers: proxied).status == 403)
            let port = try #require(client.port)
            let request = "GET /v1/orders HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n"
            #expect(try await RawConnection.exchange(request, port: port).hasPrefix("HTTP/1.1 403"))
        }
    }

    @Test("a path without a route is answered 404, another method 405 with those that are allowed")
    func unmatched() async throws {
        try await Bench.run { _, client in
            let missing = try await client.send(.get, "/v2/orders")
            let wrong = try await client.send(.delete, "/v1/orders")
            let deep = try await client.send(.patch, "/in/shop/a/b")

            #expect(missing.status == 404)
            #expect(missing.headers[.contentType] == "application/problem+json")
            #expect(wrong.status == 405)
            #expect(wrong.headers[.allow] == "GET, HEAD")
            #expect(deep.headers[.allow] == "GET, HEAD, POST, PUT")
        }
    }

    @Test("every link of the index leads somewhere")
    func index() async throws {
        try await Bench.run { _, client in
            let index = try await client.send(.get, "/v1")
            let links = try #require(index["/links"])
            for (_, link) in links.members {
                let path = try #require(link.stringValue)
                #expect([200, 405].contains(try await client.send(.get, path).status))
            }
        }
    }
}
