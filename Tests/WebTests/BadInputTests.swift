import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Bad input gets a clear error, and nothing is lost")
struct BadInputTests {
    /// A document that is wrong at one place, with the code and the offset that its sender is told.
    struct Broken: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: [UInt8]
        var code: String
        var offset: Int
        var testDescription: String { name }

        init(_ name: String, _ text: String, _ code: String, _ offset: Int) {
            self.init(name, Array(text.utf8), code, offset)
        }

        init(_ name: String, _ bytes: [UInt8], _ code: String, _ offset: Int) {
            self.name = name
            self.bytes = bytes
            self.code = code
            self.offset = offset
        }
    }

    static let broken = [
        Broken("no JSON", "{\"specversion\":\n  no}", "unexpectedByte", 19),
        Broken("cut off", "{\"specversion\":\"1.0\"", "unexpectedEnd", 20),
        Broken("nothing", "", "emptyInput", 0),
        Broken("no UTF-8", Array("{\"a\":\"".utf8) + [0xFF] + Array("\"}".utf8), "invalidUTF8", 6),
        Broken("too deep", "{\"a\":" + String(repeating: "[", count: 10_000), "tooDeep", 68),
        Broken("10,000 digits", "{\"a\":" + String(repeating: "7", count: 10_000) + "}", "numberTooLong", 5),
        Broken("a key twice", "{\"a\":1,\"a\":2}", "duplicateKey", 7),
    ]

    @Test("a body that is no JSON is answered 400 with code and offset", arguments: broken)
    func brokenDocument(input: Broken) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", bytes: input.bytes)

            #expect(reply.status == 400)
            #expect(reply.headers[.contentType] == "application/problem+json")
            #expect(reply.text("/type") == "/problems/not-json")
            #expect(reply.text("/code") == input.code)
            #expect(reply.text("/offset") == "\(input.offset)")
            #expect(try await bench.journal.books().messages == 0)
            #expect(try await client.send(.post, "/v1/facts", event()).status == 202)
        }
    }

    @Test("the place of a mistake also comes as line and column")
    func lineAndColumn() async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.post, "/v1/facts", "{\"specversion\":\n  no}")

            #expect(reply.text("/line") == "2")
            #expect(reply.text("/column") == "4")
        }
    }

    @Test("a body beyond the limit is answered 413 with the limit", arguments: ["/v1/facts", "/in/shop/orders"])
    func bodyTooLarge(path: String) async throws {
        try await Bench.run(configure: { $0.bodyLimit = 1_000 }) { bench, client in
            let reply = try await client.send(.post, path, String(repeating: "x", count: 1_001))

            #expect(reply.status == 413)
            #expect(reply.text("/type") == "/problems/body-too-large")
            #expect(reply.text("/limit") == "1000")
            #expect(try await bench.journal.books().messages == 0)
        }
    }

    @Test(
        "a member that is missing or wrong is answered 400 with its pointer, and not stored",
        arguments: [
            (#"{"id":"e","source":"/adapters/shop","type":"order.ready","data":{}}"#, "/specversion"),
            (event(id: ""), "/id"),
            (event(source: "/shop"), "/source"),
            (event(type: "order.exploded"), "/type"),
            (event(type: "operation.told"), "/type"),
            (event(data: "7"), "/data"),
            (event(data: #"{"order":{"lines":7}}"#), "/data/order/lines"),
            (event(data: #"{"reference":{"kind":"order"}}"#), "/data/reference/value"),
        ])
    func wrongMember(body: String, pointer: String) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", body)

            #expect(reply.status == 400)
            #expect(reply.text("/pointer") == pointer)
            #expect(try await bench.journal.books().messages == 0)
            #expect(try await bench.journal.messagesNeedingAttention(limit: 10).isEmpty)
        }
    }

    @Test(
        "a fact that is well-formed and cannot be taken is answered 422 with its pointer, and not stored",
        arguments: [
            (event(source: "/adapters/nobody"), "adapter-unknown", "/source"),
            (event(type: "shipment.dispatched", data: "{}"), "order-unnamed", "/subject"),
        ])
    func impossibleFact(body: String, type: String, pointer: String) async throws {
        try await Bench.run { bench, client in
            let reply = try await client.send(.post, "/v1/facts", body)

            #expect(reply.status == 422)
            #expect(reply.text("/type") == "/problems/\(type)")
            #expect(reply.text("/pointer") == pointer)
            #expect(try await bench.journal.books().messages == 0)
        }
    }

    @Test("a wrong signature is answered in the provider's form, counted, and not explained")
    func wrongSignature() async throws {
        try await Bench.run { bench, client in
            let reply = try await client.webhook(#"{"number":"A-1","event":"e1"}"#, secret: "wrong")

            #expect(reply.status == 401)
            #expect(reply.text == "who are you")
            #expect(try await bench.journal.books().messages == 0)
            let metrics = try await client.send(.get, "/metrics")
            #expect(metrics.text.contains("crossdock_unauthenticated_total{adapter=\"shop\"} 1\n"))
        }
    }

    @Test("an authentic message that cannot be translated is kept with its reason and answered as the provider expects")
    func untranslatable() async throws {
        try await Bench.run { bench, client in
            let reply = try await client.webhook("no json")

            #expect(reply.status == 422)
            #expect(reply.text == "kept json.unexpectedByte")
            let held = try #require(try await bench.journal.messagesNeedingAttention(limit: 10).first)
            #expect(held.size == 7)
            #expect(try await bench.journal.heldBytes(held.id) == Array("no json".utf8))
            let attention = try await client.send(.get, "/v1/attention")
            #expect(attention.text("/messages/0/id") == held.id)
            #expect(attention.text("/messages/0/reason/code") == "json.unexpectedByte")
            #expect(!attention.text.contains("no json"))
        }
    }

    @Test("a provider's new field is kept as residue and counted")
    func newField() async throws {
        try await Bench.run { bench, client in
            let reply = try await client.webhook(#"{"number":"A-1","event":"e1","colour":"green"}"#)

            #expect(reply.status == 202)
            let order = try await client.send(.get, "/v1/orders/A-1")
            #expect(order.text("/order/residue/0/pointer") == "/colour")
            let metrics = try await client.send(.get, "/metrics")
            #expect(metrics.text.contains("crossdock_residue_members_total{source=\"shop\"} 1\n"))
        }
    }

    @Test("an unknown member of a stated order is kept as residue")
    func newCanonicalMember() async throws {
        try await Bench.run { _, client in
            let data = #"{"order":{"references":[{"kind":"order","value":"A-1"}],"colour":"green"}}"#
            #expect(try await client.send(.post, "/v1/facts", event(data: data)).status == 202)

            let order = try await client.send(.get, "/v1/orders/A-1")
            #expect(order.text.contains("colour"))
        }
    }

    @Test("a full disk is answered 503 with Retry-After, and work resumes by itself")
    func fullDisk() async throws {
        try await Bench.run { bench, client in
            bench.journal.failWrites(with: .full)
            let stated = try await client.send(.post, "/v1/facts", event())
            let received = try await client.webhook(#"{"number":"A-2","event":"e2"}"#)
            let ready = try await client.send(.get, "/readyz", token: nil)

            #expect(stated.status == 503)
            #expect(stated.headers[.retryAfter] == "30")
            #expect(stated.text("/type") == "/problems/cannot-store")
            #expect(received.status == 503)
            #expect(received.headers[.retryAfter] == "30")
            #expect(ready.status == 503)
            #expect(ready.text("/reasons/0") == "journal-full")

            bench.journal.failWrites(with: nil)
            bench.time.advance(by: .seconds(2))
            #expect(try await client.send(.post, "/v1/facts", event()).status == 202)
            #expect(try await client.webhook(#"{"number":"A-2","event":"e2"}"#).status == 202)
            #expect(try await client.send(.get, "/readyz", token: nil).status == 200)
        }
    }

    @Test("a body that comes too slowly is answered 408")
    func slowBody() async throws {
        try await Bench.run(configure: { $0.bodyTimeLimit = .seconds(-1) }) { _, client in
            let reply = try await client.send(.post, "/v1/facts", String(repeating: "x", count: 40_000))

            #expect(reply.status == 408)
            #expect(reply.text("/type") == "/problems/body-too-slow")
        }
    }

    @Test("bodies beyond the memory set aside for them are asked to come back")
    func tooManyBodies() async throws {
        try await Bench.run(configure: { $0.bodyBudget = 100 }) { _, client in
            let large = try await client.send(.post, "/v1/facts", String(repeating: "x", count: 101))
            let small = try await client.send(.post, "/v1/facts", "{}")

            #expect(large.status == 503)
            #expect(large.headers[.retryAfter] == "1")
            #expect(small.status == 400)
        }
    }

    @Test("no problem repeats what was sent")
    func nothingQuoted() async throws {
        try await Bench.run { _, client in
            for (body, status) in [
                (event(type: "canary-7f3"), 400), (event(source: "/adapters/canary-7f3"), 422),
                (event(data: #"{"order":"canary-7f3"}"#), 400),
                (event(data: #"{"order":{"rates":[{"rate":"canary-7f3"}]}}"#), 400), (#"{"canary-7f3"}"#, 400),
            ] {
                let reply = try await client.send(.post, "/v1/facts", body)
                #expect(reply.status == status)
                #expect(!reply.text.contains("canary"))
            }
        }
    }
}
