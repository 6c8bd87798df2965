import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Decisions")
struct DecisionTests {
    private static let reason = #"{"reason":"the warehouse is back"}"#

    @Test(
        "a delivery that waits for a person is listed, retried and closed by one",
        arguments: [
            ("retry", "waiting"), ("close", "closed"),
        ])
    func decide(verb: String, state: String) async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))
            #expect(try await client.send(.get, "/v1/attention").text("/deliveries/0/id") == delivery.id.value)

            let reply = try await client.send(.post, "/v1/deliveries/\(delivery.id)/\(verb)", Self.reason)

            #expect(reply.status == 200)
            #expect(reply.text("/state") == state)
            #expect(try await bench.journal.delivery(delivery.id)?.state.rawValue == state)
            let shown = try await client.send(.get, "/v1/deliveries/\(delivery.id)")
            #expect(shown.text("/state") == state)
            #expect(try await client.send(.get, "/v1/attention")["/deliveries"]?.count == 0)
        }
    }

    @Test("a decision about something that waits for nobody is answered 409")
    func conflict() async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))
            _ = try await client.send(.post, "/v1/deliveries/\(delivery.id)/close", Self.reason)

            let reply = try await client.send(.post, "/v1/deliveries/\(delivery.id)/retry", Self.reason)

            #expect(reply.status == 409)
        }
    }

    @Test(
        "a decision needs a reason",
        arguments: [
            #"{}"#, #"{"reason":""}"#, #"{"reason":"  "}"#, #"{"reason":7}"#,
        ])
    func reasonMissing(body: String) async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))

            let reply = try await client.send(.post, "/v1/deliveries/\(delivery.id)/close", body)

            #expect(reply.status == 400)
            #expect(reply.text("/pointer") == "/reason")
        }
    }

    @Test("a held message is closed with a reason, and is not there twice")
    func closeMessage() async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook("no json")
            let held = try #require(try await bench.journal.messagesNeedingAttention(limit: 1).first)

            let reply = try await client.send(.post, "/v1/messages/\(held.id)/close", Self.reason)
            let again = try await client.send(.post, "/v1/messages/\(held.id)/close", Self.reason)

            #expect(reply.status == 200)
            #expect(reply.text("/state") == "closed")
            #expect([404, 409].contains(again.status))
            #expect(try await bench.journal.messagesNeedingAttention(limit: 1).isEmpty)
        }
    }

    @Test(
        "a thing that is not there is answered 404",
        arguments: [
            "/v1/deliveries/nobody/retry", "/v1/deliveries/nobody/close", "/v1/messages/nobody/release",
            "/v1/messages/nobody/close",
        ])
    func unknown(path: String) async throws {
        try await Bench.run { _, client async throws in
            #expect(try await client.send(.post, path, Self.reason).status == 404)
        }
    }

    @Test("a question is answered by the adapter about the order that any id names")
    func question() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)

            let answer = try await client.send(
                .post, "/v1/adapters/warehouse/questions/tracking", #"{"order":"A-1","parameters":{"fast":true}}"#)
            let lacking = try await client.send(.post, "/v1/adapters/warehouse/questions/tracking", "{}")
            let unknown = try await client.send(.post, "/v1/adapters/shop/questions/tracking", "{}")

            #expect(answer.text == #"{"version":1}"#)
            #expect(lacking.status == 422)
            #expect(lacking.text("/code") == "order.missing")
            #expect(unknown.status == 404)
        }
    }

    @Test("a question can bring its order along")
    func questionWithOrder() async throws {
        try await Bench.run { _, client in
            var order = Order(id: OrderID("X"), origin: Origin(adapter: "shop"))
            order.version = 7
            let body = #"{"order":\#(String(decoding: order.json, as: UTF8.self))}"#
            let answer = try await client.send(.post, "/v1/adapters/warehouse/questions/tracking", body)
            #expect(answer.text == #"{"version":7}"#)
        }
    }

    @Test(
        "a member that nobody knows is refused, and nothing is done",
        arguments: [
            (
                "/v1/adapters/warehouse/operations/recount", #"{"order":"A-1","parameters":{"awb":["X"]}}"#,
                "/parameters"
            ),
            ("/v1/adapters/warehouse/questions/tracking", #"{"order":"A-1","request":{}}"#, "/request"),
            ("/v1/deliveries/x/retry", #"{"reason":"why","Reason":"why"}"#, "/Reason"),
        ])
    func unknownMember(path: String, body: String, pointer: String) async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let key = FactTests.headers(["idempotency-key": "k"])

            let reply = try await client.send(.post, path, body, headers: key)

            #expect(reply.status == 400)
            #expect(reply.text("/type") == "/problems/wrong-field")
            #expect(reply.text("/pointer") == pointer)
            #expect(try await bench.journal.books().messages == 1)
        }
    }

    @Test("an operation is told with a key only, so that a repetition tells nothing anew")
    func toldWithoutKey() async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)

            let reply = try await client.send(
                .post, "/v1/adapters/warehouse/operations/recount", #"{"order":"A-1"}"#)

            #expect(reply.status == 400)
            #expect(reply.text("/type") == "/problems/idempotency-key-missing")
            #expect(reply.text("/header") == "idempotency-key")
            #expect(try await bench.journal.books().messages == 1)
        }
    }

    @Test("a system that cannot be asked now is asked again after Retry-After seconds")
    func unavailableTarget() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let reply = try await client.send(
                .post, "/v1/adapters/warehouse/questions/tracking", #"{"order":"A-1","parameters":"busy"}"#)
            #expect(reply.status == 503)
            #expect(reply.headers[.retryAfter] == "5")
            #expect(reply.text("/code") == "warehouse.busy")
        }
    }

    @Test(
        "nothing is told to who is not there, what cannot be told, or about an unknown order",
        arguments: [
            ("nobody", "create-order", "A-1"), ("warehouse", "create-order", "A-1"), ("warehouse", "recount", "A-9"),
        ])
    func untold(adapter: String, operation: String, order: String) async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let answer = try await client.send(
                .post, "/v1/adapters/\(adapter)/operations/\(operation)", #"{"order":"\#(order)"}"#,
                headers: FactTests.headers(["idempotency-key": "k"]))
            #expect(answer.status == 404)
        }
    }

    @Test("only an adapter that polls is woken up")
    func poll() async throws {
        try await Bench.run { _, client async throws in
            #expect(try await client.send(.post, "/v1/adapters/shop/poll").status == 202)
            #expect(try await client.send(.post, "/v1/adapters/warehouse/poll").status == 404)
        }
    }

    @Test("the list of adapters shows what each is and can do")
    func adapters() async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.get, "/v1/adapters")

            #expect(reply.text("/adapters/0/id") == "shop")
            #expect(reply["/adapters/0/receivesWebhooks"]?.boolValue == true)
            #expect(reply.text("/adapters/1/carries/order.ready") == "create-order")
        }
    }
}
