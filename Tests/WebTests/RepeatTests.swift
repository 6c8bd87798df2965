import AdapterKit
import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Logging
import Testing
import Web

@Suite("Requests that come again with their key")
struct RepeatTests {
    private static let key = FactTests.headers(["idempotency-key": "k"])
    private static let reason = #"{"reason":"the warehouse is back"}"#

    /// What a restart leaves: the journal, and nothing of the gateway's memory.
    private func restarted(_ bench: Bench) -> Gateway {
        Gateway(
            engine: bench.engine,
            configuration: WebConfiguration(
                port: 0, tokens: [.init(name: "ops", role: .operator, secret: .init(Bench.operatorToken))]),
            metrics: PrometheusRegistry(), logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test("a decision is answered again as the first time, also after a restart, although the delivery went on")
    func decision() async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))
            let path = "/v1/deliveries/\(delivery.id)/retry"
            let first = try await client.send(.post, path, Self.reason, headers: Self.key)
            _ = try await bench.journal.move(
                DeliveryMove(
                    delivery: delivery.id, from: [.waiting], to: .needsAttention, actor: "gateway",
                    at: bench.time.now))

            try await restarted(bench).makeApplication().test(.router) { client in
                let again = try await client.send(.post, path, Self.reason, headers: Self.key)
                #expect(again.status == 200)
                #expect(again.text == first.text)
                let other = try await client.send(.post, path, #"{"reason":"other"}"#, headers: Self.key)
                #expect(other.status == 422)
                #expect(other.text("/type") == "/problems/idempotency-key-reused")
            }
            #expect(try await bench.journal.delivery(delivery.id)?.state == .needsAttention)
        }
    }

    @Test("a fact is answered again as the first time, also after a restart, and is on disk once")
    func fact() async throws {
        try await Bench.run { bench, client in
            let first = try await client.send(.post, "/v1/facts", event(), headers: Self.key)
            #expect(first.status == 202)

            try await restarted(bench).makeApplication().test(.router) { client in
                let again = try await client.send(.post, "/v1/facts", event(), headers: Self.key)
                #expect(again.status == 202)
                #expect(again.text == first.text)
            }
            #expect(try await bench.journal.books().facts == 1)
        }
    }

    @Test(
        "a fact that begins an order names it, whatever it calls the order, and its repetition says the same",
        arguments: [
            #"{"order":{"lines":[]}}"#, #"{"order":{"references":[{"kind":"number","value":"7"}]}}"#,
            #"{"order":{"references":[{"kind":"order","value":"A-1"}]}}"#,
        ])
    func named(data: String) async throws {
        try await Bench.run { bench, client in
            let first = try await client.send(.post, "/v1/facts", event(data: data), headers: Self.key)
            #expect(first.status == 202)
            let id = try #require(first.text("/order"))
            #expect(first.text("/links/order") == "/v1/orders/\(id)")
            #expect(try await client.send(.get, "/v1/orders/\(id)").status == 200)

            try await restarted(bench).makeApplication().test(.router) { client in
                let again = try await client.send(.post, "/v1/facts", event(data: data), headers: Self.key)
                #expect(again.status == 202)
                #expect(again.text == first.text)
                let known = try await client.send(.post, "/v1/facts", event(data: data))
                #expect(known.status == 200)
                #expect(known.text == first.text)
            }
        }
    }

    @Test("a fact that is held is kept once, however often its sender repeats it with its key")
    func held() async throws {
        try await Bench.run { bench, client in
            for number in 1...2 { _ = try await client.webhook(#"{"number":"A-\#(number)","event":"e\#(number)"}"#) }
            let body = #"""
                {"source":"/adapters/shop","type":"order.status","data":{"status":"packed","references":
                [{"kind":"order","value":"A-1"},{"kind":"order","value":"A-2"}]}}
                """#
            for _ in 1...3 {
                let reply = try await client.send(.post, "/v1/facts", body, headers: Self.key)
                #expect(reply.status == 422)
                #expect(reply.text("/type") == "/problems/held")
                #expect(reply.text("/code") == "reference.taken")
            }
            #expect(try await bench.journal.messagesNeedingAttention(limit: 9).count == 1)
        }
    }

    @Test("a key that is used for something else is refused with 422, and nothing of it is stored")
    func reused() async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))
            let before = try await bench.journal.books()
            _ = try await client.send(
                .post, "/v1/deliveries/\(delivery.id)/close", Self.reason, headers: Self.key)

            let reply = try await client.send(.post, "/v1/facts", event(), headers: Self.key)

            #expect(reply.status == 422)
            #expect(reply.text("/type") == "/problems/idempotency-key-reused")
            #expect(try await bench.journal.books().messages == before.messages)
        }
    }

    @Test("of many requests with one key at once one is done, and the others get its answer or are told to wait")
    func concurrent() async throws {
        try await Bench.run { bench, client in
            let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                for number in 0..<16 {
                    // Two ids, so that only the key can make them one.
                    group.addTask {
                        try await client.send(.post, "/v1/facts", event(id: "e-\(number % 2)"), headers: Self.key)
                    }
                }
                return try await group.reduce(into: [Reply]()) { $0.append($1) }
            }
            let done = replies.filter { $0.status == 202 }
            #expect(Set(done.map(\.text)).count == 1)
            #expect(replies.allSatisfy { [202, 409, 422].contains($0.status) })
            for reply in replies where reply.status == 409 {
                #expect(reply.text("/type") == "/problems/idempotency-key-in-use")
                #expect(reply.headers[.retryAfter] == "1")
            }
            #expect(try await bench.journal.books().facts == 1)
        }
    }

    @Test("what failed leaves its key free")
    func failed() async throws {
        try await Bench.run { bench, client async throws in
            bench.journal.failWrites(with: .full)
            #expect(try await client.send(.post, "/v1/facts", event(), headers: Self.key).status == 503)
            bench.journal.failWrites(with: nil)
            #expect(try await client.send(.post, "/v1/facts", event(), headers: Self.key).status == 202)
        }
    }

    @Test("a held message that was closed with a key is answered again as closed")
    func message() async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook("no json")
            let held = try #require(try await bench.journal.messagesNeedingAttention(limit: 1).first)
            let path = "/v1/messages/\(held.id)/close"
            #expect(try await client.send(.get, "/v1/messages/\(held.id)").text("/adapter") == "shop")

            let first = try await client.send(.post, path, Self.reason, headers: Self.key)
            let again = try await client.send(.post, path, Self.reason, headers: Self.key)

            #expect(first.status == 200)
            #expect(again.status == 200)
            #expect(again.text == first.text)
        }
    }

    @Test("an operation that is told again with its key is not told anew; its delivery is shown as it is by then")
    func told() async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let path = "/v1/adapters/warehouse/operations/recount"
            let body = #"{"order":"A-1"}"#
            let first = try await client.send(.post, path, body, headers: Self.key)
            #expect(first.status == 202)
            #expect(first.text("/state") == "waiting")
            let id = try #require(first.text("/id"))
            _ = try await bench.journal.move(
                DeliveryMove(
                    delivery: DeliveryID(id), from: [.waiting], to: .closed, actor: "gateway", at: bench.time.now))

            let again = try await client.send(.post, path, body, headers: Self.key)
            let other = try await client.send(.post, path, #"{"order":"A-2"}"#, headers: Self.key)

            #expect(again.status == 200)
            #expect(again.text("/id") == id)
            #expect(again.text("/state") == "closed")
            #expect(other.status == 422)
            let order = try #require(try await bench.journal.orders(named: "A-1", limit: 1).first)
            #expect(try await bench.journal.facts(of: order.id).count == 2)
        }
    }

    @Test("a key that is no key is refused", arguments: ["\"\"", "a b", "a\"b", String(repeating: "k", count: 256)])
    func wrongKey(key: String) async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(
                .post, "/v1/facts", event(), headers: FactTests.headers(["idempotency-key": key]))
            #expect(reply.status == 400)
            #expect(reply.text("/header") == "idempotency-key")
        }
    }
}
