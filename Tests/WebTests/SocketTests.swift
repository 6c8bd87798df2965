import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Logging
import ServiceLifecycle
import Testing
import Web

@Suite("The socket")
struct SocketTests {
    private static func post(_ headers: String, _ body: String, path: String = "/v1/facts") -> String {
        "POST \(path) HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\(headers)\r\n\r\n\(body)"
    }

    @Test(
        "an oversized body is answered 413 on a connection that then closes, and the next request is served",
        arguments: [
            ("content-length: 300000", String(repeating: "x", count: 300_000)),
            ("transfer-encoding: chunked", "493e0\r\n\(String(repeating: "x", count: 300_000))\r\n0\r\n\r\n"),
        ])
    func oversized(header: String, body: String) async throws {
        try await Bench.run(.live, tokens: false, configure: { $0.bodyLimit = 1_000 }) { bench, client in
            let port = try #require(client.port)

            let answer = try await RawConnection.exchange(Self.post(header, body), port: port)

            #expect(answer.hasPrefix("HTTP/1.1 413"))
            #expect(answer.contains("\"limit\":1000"))
            #expect(answer.lowercased().contains("connection: close"))
            #expect(try await client.send(.post, "/v1/facts", event(), token: nil).status == 202)
            #expect(try await bench.journal.books().messages == 1)
        }
    }

    @Test("an adapter is told the address that a webhook came from")
    func peer() async throws {
        try await Bench.run(.live, tokens: false) { _, client in
            let port = try #require(client.port)
            let event = #"{"number":"A-1","event":"e1"}"#

            let answer = try await RawConnection.exchange(
                Self.post(
                    "authorization: shop-secret\r\nconnection: close\r\ncontent-length: 29", event,
                    path: "/in/shop/peer"), port: port)

            #expect(answer.hasSuffix("127.0.0.1"))
        }
    }

    @Test("a body that ends early is not taken, and the next request is served")
    func truncated() async throws {
        try await Bench.run(.live, tokens: false) { bench, client in
            let port = try #require(client.port)

            let answer = try await RawConnection.exchange(
                Self.post("content-length: 500", event()), port: port, endsOutput: true)

            #expect(!answer.hasPrefix("HTTP/1.1 2"))
            #expect(try await bench.journal.books().messages == 0)
            #expect(try await client.send(.post, "/v1/facts", event(), token: nil).status == 202)
        }
    }

    @Test("the bound port is reported, and an orderly stop first says so at /readyz and then ends the server")
    func orderlyStop() async throws {
        try await Bench.run { bench, client in
            let (ports, listening) = AsyncStream.makeStream(of: Int.self)
            let application = bench.gateway.makeApplication { listening.yield($0) }
            let group = ServiceGroup(
                configuration: .init(
                    services: [application], logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                let port = try #require(await ports.first { _ in true })
                #expect(port > 0)
                let request = "GET /readyz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
                #expect(try await RawConnection.exchange(request, port: port).hasPrefix("HTTP/1.1 200"))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            #expect(try await client.send(.get, "/readyz", token: nil).text("/reasons/0") == "draining")
        }
    }

    @Test("several facts go over one connection")
    func keepAlive() async throws {
        try await Bench.run(.live, tokens: false) { bench, client in
            for number in 1...20 {
                let reply = try await client.send(.post, "/v1/facts", event(id: "e-\(number)"), token: nil)
                #expect(reply.status == 202)
            }
            #expect(try await bench.journal.books().facts == 20)
        }
    }

    @Test("header fields beyond the limit are refused, and the next request is served")
    func headers() async throws {
        try await Bench.run(.live, tokens: false) { _, client in
            let port = try #require(client.port)
            let header = "x-long: \(String(repeating: "x", count: 100_000))"

            let answer = try await RawConnection.exchange(Self.post(header, ""), port: port)

            #expect(!answer.hasPrefix("HTTP/1.1 2"))
            #expect(try await client.send(.get, "/livez", token: nil).status == 200)
        }
    }
}
