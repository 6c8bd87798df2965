import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Webhooks")
struct WebhookTests {
    @Test(
        "the adapter sees method and path below its own, query included",
        arguments: [
            ("/in/shop", "/"), ("/in/shop/", "/"), ("/in/shop?a=1", "/?a=1"), ("/in/shop/orders", "/orders"),
            ("/in/shop/a%2Fb/c?x=%20y&x=2", "/a%2Fb/c?x=%20y&x=2"),
        ])
    func path(path: String, relative: String) async throws {
        try await Bench.run { _, client in
            let reply = try await client.webhook(#"{"number":"A-1","event":"e1"}"#, path: path)

            #expect(reply.status == 202)
            #expect(reply.text == "taken 1 by POST \(relative)")
            #expect(reply.headers[.contentType] == "text/plain")
        }
    }

    @Test("GET and PUT reach the adapter too", arguments: [HTTPRequest.Method.get, .put])
    func methods(method: HTTPRequest.Method) async throws {
        try await Bench.run { _, client in
            var headers = HTTPFields()
            headers[.authorization] = "shop-secret"
            let reply = try await client.send(
                method, "/in/shop/orders", #"{"number":"A-1","event":"e1"}"#, token: nil, headers: headers)

            #expect(reply.text == "taken 1 by \(method.rawValue) /orders")
        }
    }

    @Test("a repetition and a conflict are answered in the provider's form")
    func repetition() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)

            #expect(try await client.webhook(#"{"number":"A-1","event":"e1"}"#).text == "known")
            #expect(try await client.webhook(#"{"number":"A-2","event":"e1"}"#).text == "other body")
        }
    }

    @Test("a status that no answer can have becomes 500, and the process lives")
    func impossibleStatus() async throws {
        try await Bench.run { _, client async throws in
            #expect(try await client.webhook(#"{"number":"A-1","event":"e1"}"#, path: "/in/shop/odd").status == 500)
            #expect(try await client.webhook(#"{"number":"A-1","event":"e1"}"#).status == 200)
        }
    }

    @Test("a wake-up stores nothing and is answered as accepted")
    func wakeUp() async throws {
        try await Bench.run { bench, client async throws in
            #expect(try await client.webhook("ping", path: "/in/shop/wake").status == 202)
            #expect(try await bench.journal.books().messages == 0)
        }
    }

    @Test(
        "an adapter that is not there, or takes no webhooks, is answered 404",
        arguments: [
            "/in/nobody/orders", "/in/warehouse/orders",
        ])
    func unknownAdapter(path: String) async throws {
        try await Bench.run { _, client in
            let reply = try await client.webhook("{}", path: path)

            #expect(reply.status == 404)
            #expect(reply.text("/type") == "/problems/not-found")
        }
    }
}
