import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Stating facts")
struct FactTests {
    @Test(
        "a fact in structured mode is stored before it is answered",
        arguments: [
            "application/json", "application/cloudevents+json", "application/cloudevents+json; charset=UTF-8",
        ])
    func structured(type: String) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", event(), type: type)

            #expect(reply.status == 202)
            #expect(reply["/accepted"]?.boolValue == true)
            let id = try #require(reply.text("/facts/0"))
            let fact = try #require(try await bench.journal.fact(FactID(id)))
            #expect(fact.kind == .orderReady)
            #expect(fact.source == "shop")
            #expect(try await bench.journal.message(of: fact.id) == Array(event().utf8))
            #expect(reply.text("/order") == fact.orderID.value)
            #expect(reply.text("/links/order") == "/v1/orders/\(fact.orderID)")
        }
    }

    @Test("a fact in binary mode is the same fact, and its envelope is kept")
    func binary() async throws {
        try await Bench.run { bench, client in
            let headers = Self.headers([
                "ce-specversion": "1.0", "ce-id": "e-9", "ce-source": "/adapters/shop", "ce-type": "order.ready",
                "ce-time": "2026-01-31T09:00:00Z",
            ])
            let data = #"{"order":{"references":[{"kind":"order","value":"A-1"}]}}"#
            let reply = try await client.send(.post, "/v1/facts", data, headers: headers)

            #expect(reply.status == 202)
            let id = try #require(reply.text("/facts/0"))
            let fact = try #require(try await bench.journal.fact(FactID(id)))
            #expect(fact.duplicateKey == "e-9")
            #expect(fact.occurredAt?.rfc3339 == "2026-01-31T09:00:00Z")
            let raw = try #require(try await bench.journal.message(of: fact.id))
            let kept = try JSONDocument.parse(raw).root
            #expect(kept["type"]?.stringValue == "order.ready")
            #expect(kept["data"]?.rawBytes == Array(data.utf8))
            #expect(try await client.send(.post, "/v1/facts", data, headers: headers).status == 200)
        }
    }

    @Test(
        "a wrong header of binary mode is named",
        arguments: [
            ("ce-source", "/shop"), ("ce-type", "order.exploded"), ("ce-type", "operation.told"),
            ("ce-time", "yesterday"), ("ce-specversion", "0.3"),
        ])
    func wrongHeader(name: String, value: String) async throws {
        try await Bench.run { _, client in
            var values = [
                "ce-specversion": "1.0", "ce-id": "e-9", "ce-source": "/adapters/shop", "ce-type": "order.ready",
            ]
            values[name] = value
            let reply = try await client.send(.post, "/v1/facts", "{}", headers: Self.headers(values))

            #expect(reply.status == 400)
            #expect(reply.text("/header") == name)
        }
    }

    @Test("the same fact again is answered 200 with the same ids")
    func repeated() async throws {
        try await Bench.run { bench, client in
            let first = try await client.send(.post, "/v1/facts", event())
            let second = try await client.send(.post, "/v1/facts", event())

            #expect(second.status == 200)
            #expect(second.text("/facts/0") == first.text("/facts/0"))
            #expect(try await bench.journal.books().facts == 1)
        }
    }

    @Test("an event's id that comes with another body is answered 422, and the second body waits for a person")
    func eventReused() async throws {
        try await Bench.run { bench, client in
            _ = try await client.send(.post, "/v1/facts", event())
            let other = event(data: #"{"order":{"references":[{"kind":"order","value":"A-2"}]}}"#)
            let reply = try await client.send(.post, "/v1/facts", other)

            #expect(reply.status == 422)
            #expect(reply.text("/type") == "/problems/event-id-reused")
            #expect(try await bench.journal.messagesNeedingAttention(limit: 10).count == 1)
        }
    }

    @Test("a fact comes in the short form too, about the order that any system's id names")
    func short() async throws {
        try await Bench.run { bench, client in
            _ = try await client.send(.post, "/v1/facts", event())
            let body = #"""
                {"source":"/adapters/warehouse","type":"order.status",
                "data":{"reference":{"system":"shop","kind":"order","value":"A-1"},"status":"packed"}}
                """#
            let headers = Self.headers(["idempotency-key": "\"k 1\""])
            let first = try await client.send(.post, "/v1/facts", body, headers: headers)
            let again = try await client.send(.post, "/v1/facts", body, headers: headers)
            let other = Self.headers(["idempotency-key": "\"k 2\""])
            let anew = try await client.send(.post, "/v1/facts", body, headers: other)

            #expect(first.status == 202)
            #expect(again.text == first.text)
            #expect(anew.status == 202 && anew.text != first.text)
            let id = try #require(first.text("/facts/0"))
            let fact = try #require(try await bench.journal.fact(FactID(id)))
            #expect(fact.source == "warehouse" && fact.content.status == "packed")
            #expect(fact.content.residue.isEmpty)
            #expect(try await bench.journal.facts(of: fact.orderID).count == 3)
        }
    }

    @Test(
        "the short form needs a key, without which a repetition would be another fact",
        arguments: [#"{"source":"/adapters/shop","type":"order.ready","data":{"order":{}}}"#, "{}"])
    func shortWithoutKey(body: String) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", body)

            #expect(reply.status == 400)
            #expect(reply.text("/type") == "/problems/idempotency-key-missing")
            #expect(reply.text("/header") == "idempotency-key")
            #expect(try await bench.journal.books().messages == 0)
        }
    }

    @Test("the timeline says who stated a fact in a system's name")
    func actor() async throws {
        try await Bench.run { _, client in
            _ = try await client.send(.post, "/v1/facts", event())
            let timeline = try await client.send(.get, "/v1/orders/A-1/timeline")
            let entry = timeline["/entries"]?.elements.first { $0["what"]?.stringValue == "fact.stated" }
            #expect(entry?["who"]?.stringValue == "operator:ops")
            #expect(entry?["text"]?.stringValue == "order.ready, in the name of shop")
        }
    }

    @Test("a fact is shown in its envelope, without what nobody read")
    func shown() async throws {
        try await Bench.run { _, client in
            let data = #"{"order":{"references":[{"kind":"order","value":"A-1"}],"secret":7},"other":8}"#
            let reply = try await client.send(.post, "/v1/facts", event(data: data))
            let id = try #require(reply.text("/facts/0"))

            let fact = try await client.send(.get, "/v1/facts/\(id)")

            #expect(fact.text("/type") == "order.ready")
            #expect(fact.text("/data/order/references/0/value") == "A-1")
            #expect(fact["/data/residue"] == nil && fact["/data/order/residue"] == nil)
            #expect(try await client.send(.get, "/v1/facts/nobody").status == 404)
        }
    }

    @Test("a fact finds its order by our id or by a reference")
    func subject() async throws {
        try await Bench.run { bench, client in
            _ = try await client.send(.post, "/v1/facts", event())
            let order = try #require(try await bench.journal.orders(named: "A-1", limit: 1).first)
            let byID = try await client.send(
                .post, "/v1/facts",
                event(id: "e-2", type: "order.status", subject: order.id.value, data: #"{"status":"packed"}"#))
            let byName = try await client.send(
                .post, "/v1/facts",
                event(
                    id: "e-3", type: "order.status",
                    data: #"{"status":"gone","references":[{"kind":"order","value":"A-1"}]}"#))

            #expect(byID.status == 202)
            #expect(byID.text("/order") == order.id.value)
            #expect(byName.text("/order") == order.id.value)
            #expect(try await bench.journal.facts(of: order.id).count == 3)
        }
    }

    @Test(
        "a fact about an order that nobody knows is refused and not stored",
        arguments: [
            (event(type: "order.status", subject: "nobody", data: "{}"), "/subject"),
            (
                event(type: "order.status", data: #"{"references":[{"kind":"order","value":"A-9"}]}"#),
                "/data/references"
            ),
        ])
    func unknownOrder(body: String, pointer: String) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", body)

            #expect(reply.status == 422)
            #expect(reply.text("/type") == "/problems/order-unknown")
            #expect(reply.text("/pointer") == pointer)
            #expect(try await bench.journal.books().messages == 0)
        }
    }

    @Test(
        "another media type is answered 415",
        arguments: [
            "text/plain", "application/cloudevents-batch+json", "application/json; charset=latin1",
        ])
    func mediaType(type: String) async throws {
        try await Bench.run { _, client async throws in
            #expect(try await client.send(.post, "/v1/facts", event(), type: type).status == 415)
        }
    }

    @Test(
        "a valid traceparent is stored with the fact, another is not",
        arguments: [
            ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
            ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
            ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false),
            ("nonsense", false),
        ])
    func traceparent(value: String, isKept: Bool) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(
                .post, "/v1/facts", event(), headers: Self.headers(["traceparent": value]))

            let id = try #require(reply.text("/facts/0"))
            let fact = try #require(try await bench.journal.fact(FactID(id)))
            #expect(fact.traceparent == (isKept ? value : nil))
        }
    }

    static func headers(_ values: [String: String]) -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in values {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return headers
    }
}
