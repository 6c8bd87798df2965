import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

/// The expected signatures were made with another implementation of HMAC.
@Suite("Webhooks of a mapped OMS")
struct WebhookTests {
    private static let body = #"{"id":9,"order":"S-1","state":"sent","note":"Zoë"}"#
    private static let facts = """
        if .body.state == "sent" then [{type: "shipment.dispatched",
          data: {reference: {kind: "order", value: .body.order}, shipment: {id: "SH-\\(.body.id)"}}},
          {type: "order.status", data: {reference: {kind: "order", value: .body.order}, status: .headers["x-state"]}}]
        else [] end
        """

    private static func inbound(_ verify: Settings.Value, emits: Settings.Value? = nil) -> Settings.Value {
        var members: [(name: String, value: Settings.Value)] = [
            (
                "webhook",
                [
                    "path": "/events/", "verify": verify, "key": ".body.id", "facts": .string(facts),
                    "answer": ["status": .integer(202), "body": "thanks"],
                ]
            )
        ]
        if let emits { members.append(("emits", emits)) }
        return ["inbound": .map(members)]
    }

    private static func request(
        _ headers: [(String, String)] = [], body: String = WebhookTests.body, path: String = "/events"
    ) throws -> WireRequest {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        return WireRequest(method: .post, url: path, headers: fields, body: Array(body.utf8))
    }

    private static func isGenuine(_ request: WireRequest, _ verify: Settings.Value) throws -> Bool {
        let adapter = try Mapped.adapter(inbound(verify))
        do throws(VerificationFailure) {
            try adapter.verify(request, at: .testMoment)
            return true
        } catch {
            return false
        }
    }

    private static func signed(_ more: (String, Settings.Value)...) -> Settings.Value {
        let fixed: [(name: String, value: Settings.Value)] = [
            ("header", "X-Signature"), ("secret", Mapped.secret("topsecret")),
        ]
        return ["hmac": .map(fixed + more.map { (name: $0.0, value: $0.1) })]
    }

    @Test(
        "a signature is compared as settings say",
        arguments: [
            (signed(), "DEB6232DA7BAFDBC7873BD5A045C9C08B84FE8D83DBEB3BB0AC8B01FD62F1A60", "X-Other"),
            (
                signed(("encoding", "base64"), ("prefix", "v1=")), "v1=3rYjLae6/bx4c71aBFycCLhP6Ng9vrO7CsiwH9YvGmA=",
                "X-Other"
            ),
            (
                signed(("algorithm", "sha1"), ("prefix", "sha1=")), "sha1=c5f2115138a51d4641cf67cb3098529e8c18f76b",
                "X-Other"
            ),
            (
                signed(("algorithm", "sha512"), ("encoding", "base64")),
                "2b2b6iNfZaeakf2oYDfbs/76cykQCOUyw07xWs4+bbcQN5LZrO5d9QbhR3nUe0xYqsIMtnXyNVLmylRVcfPu3g==", "X-Other"
            ),
            (
                signed(("content", "{header:X-Timestamp}.{body}"), ("timestamp_header", "X-Timestamp")),
                "12fae98f4d031e5f943e697085e7b1f416853291d68f5f7f4f89e1ae908eb7b3",
                "X-Timestamp"
            ),
        ] as [(Settings.Value, String, String)])
    func hmac(verify: Settings.Value, signature: String, header: String) throws {
        let time = (header, "1768469400")
        #expect(try Self.isGenuine(Self.request([("X-Signature", signature), time]), verify))
        #expect(try !Self.isGenuine(Self.request([("X-Signature", signature), time], body: Self.body + " "), verify))
        #expect(try !Self.isGenuine(Self.request([("X-Signature", String(signature.dropLast(4))), time]), verify))
        #expect(try !Self.isGenuine(Self.request([time]), verify))
        guard header == "X-Timestamp" else { return }
        #expect(try !Self.isGenuine(Self.request([("X-Signature", signature), (header, "1768469401")]), verify))
    }

    @Test("a signature is refused when it is too old, although it fits")
    func oldSignature() throws {
        let verify = Self.signed(
            ("content", "{header:X-Timestamp}.{body}"), ("timestamp_header", "X-Timestamp"),
            ("tolerance", .duration(.seconds(60))))
        let request = try Self.request([
            ("X-Signature", "12fae98f4d031e5f943e697085e7b1f416853291d68f5f7f4f89e1ae908eb7b3"),
            ("X-Timestamp", "1768469400"),
        ])
        let adapter = try Mapped.adapter(Self.inbound(verify))
        try adapter.verify(request, at: .testMoment.advanced(by: .seconds(60)))
        for seconds in [61, -61] {
            #expect(throws: VerificationFailure.self) {
                try adapter.verify(request, at: .testMoment.advanced(by: .seconds(seconds)))
            }
        }
    }

    @Test(
        "a password in the header is compared whole",
        arguments: [
            (["bearer": Mapped.secret("canary")], "Bearer canary"),
            (["basic": ["user": "oms", "password": Mapped.secret("canary")]], "Basic b21zOmNhbmFyeQ=="),
        ] as [(Settings.Value, String)])
    func password(verify: Settings.Value, value: String) throws {
        #expect(try Self.isGenuine(Self.request([("Authorization", value)]), verify))
        #expect(try !Self.isGenuine(Self.request([("Authorization", value + "x")]), verify))
        #expect(try !Self.isGenuine(Self.request([("Authorization", "canary")]), verify))
        #expect(try !Self.isGenuine(Self.request(), verify))
    }

    @Test("Standard Webhooks are known by either key while it is replaced")
    func standardWebhooks() throws {
        let verify: Settings.Value = [
            "standard_webhooks": [
                "key": Mapped.secret(Sample.otherKey), "previous_key": Mapped.secret(Sample.inboundKey),
            ]
        ]
        var request = try Self.request()
        StandardWebhooks(key: try WebhookKey(Secret(Sample.inboundKey))).sign(&request, id: "m1", at: .testMoment)
        #expect(try Self.isGenuine(request, verify))
        request.body.append(0x20)
        #expect(try !Self.isGenuine(request, verify))
    }

    @Test("a message becomes the facts that the program makes of it, and is answered as settings say")
    func facts() throws {
        let adapter = try Mapped.adapter(Self.inbound(["bearer": Mapped.secret("x")]))
        let request = try Self.request([("X-State", "at the door")], path: "/events?a=1")
        guard case .facts(let facts) = try adapter.translate(request, at: .testMoment) else {
            Issue.record("no facts")
            return
        }
        #expect(facts.map(\.kind) == [.shipmentDispatched, .orderStatus])
        #expect(facts.map(\.duplicateKey) == ["9", "9:1"])
        #expect(facts.map(\.subject) == [[Reference(system: "oms", kind: .order, value: "S-1")]].flatMap { [$0, $0] })
        #expect(facts.first?.content.shipment?.id == "SH-9")
        #expect(facts.last?.content.status == "at the door")
        let answer = adapter.answer(to: request, result: .accepted(facts: [], replies: []))
        #expect(answer.status == 202 && Sample.text(answer.body) == "thanks")
        #expect(adapter.answer(to: request, result: .unavailable(retryAfter: .seconds(5))).status == 503)
    }

    @Test("a message is kept with the header fields and the query that the programs name, and read again with them")
    func releases() throws {
        let adapter = try Mapped.adapter(Self.inbound(["bearer": Mapped.secret("canary")]))
        let request = try Self.request([
            ("X-State", "at the door"), ("X-Token", "canary"), ("Authorization", "Bearer canary"),
        ])
        let document = adapter.document(of: request)
        #expect(!Sample.text(document).contains("canary"))
        #expect(try .facts(adapter.translate(document: document)) == adapter.translate(request, at: .testMoment))
    }

    private static func reading(_ key: Settings.Value, _ facts: String) -> Settings.Value {
        [
            "inbound": [
                "webhook": [
                    "path": "events", "verify": ["bearer": Mapped.secret("x")], "key": key, "facts": .string(facts),
                ]
            ]
        ]
    }

    @Test("the body alone is kept where the programs read nothing else")
    func bodyAlone() throws {
        let facts = #"[{type: "order.completed", data: {reference: {kind: "order", value: .body.order}}}]"#
        let adapter = try Mapped.adapter(Self.reading(".body.id", facts))
        let request = try Self.request([("X-State", "sent")], path: "/events?kind=x")
        #expect(adapter.document(of: request) == request.body)
        #expect(try adapter.translate(document: request.body).map(\.duplicateKey) == ["9"])
    }

    @Test("a query that the programs name is kept too, and a body that is no JSON")
    func query() throws {
        let facts = #"""
            if .query.kind == "done" then [{type: "order.completed", data: {reference: {kind: "order", value: .text}}}]
            else [] end
            """#
        let adapter = try Mapped.adapter(Self.reading(".text + .query.kind", facts))
        let request = try Self.request(body: "S-1", path: "/events?kind=done&token=canary")
        let document = adapter.document(of: request)
        #expect(!Sample.text(document).contains("canary"))
        #expect(try adapter.translate(document: document).map(\.duplicateKey) == ["S-1done"])
    }

    @Test("what a message was kept without, because other programs read it, holds it still")
    func keptWithout() throws {
        let facts = { (name: String) in
            "if .headers[\"\(name)\"] == \"done\" then [{type: \"order.completed\", data: {}}] else [] end"
        }
        let request = try Self.request([("X-Topic", "done"), ("X-Event", "done")])
        let before = try Mapped.adapter(Self.reading(".body.id", facts("x-topic"))).document(of: request)
        for (document, name) in [(before, "x-event"), (request.body, "x-topic")] {
            let problem = #expect(throws: TranslationProblem.self) {
                try Mapped.adapter(Self.reading(".body.id", facts(name))).translate(document: document)
            }
            #expect(problem?.code == "oms.not-kept")
        }
        let same = try Mapped.adapter(Self.reading(".body.id + 1", facts("x-topic") + " | map(empty)"))
        #expect(try same.translate(document: before) == [])
    }

    @Test("beside a poll, whose programs find nothing in it, a message is read as the webhook's")
    func besidePoll() throws {
        let facts = #"[{type: "order.completed", data: {reference: {kind: "order", value: .body.order}}}]"#
        let adapter = try Mapped.adapter([
            "inbound": [
                "webhook": [
                    "path": "events", "verify": ["bearer": Mapped.secret("x")], "key": ".body.id",
                    "facts": .string(facts),
                ],
                "poll": [
                    "every": .duration(.seconds(30)), "path": "/e?p=\\(.page)", "paging": "page",
                    "items": ".answer.body.items", "key": "\"\\(.item.number)\"",
                    "facts": .string("if .item.number then \(facts.replacing("body", with: "item")) else [] end"),
                ],
            ]
        ])
        #expect(try adapter.translate(document: Array(#"{"id":1,"order":"S"}"#.utf8)).map(\.duplicateKey) == ["1"])
        #expect(
            try adapter.translate(document: Array(#"{"number":2,"order":"S"}"#.utf8)).map(\.duplicateKey) == ["2"])
    }

    @Test("a state that is told again with other details is no conflict; in the canonical form it is one")
    func repeated() throws {
        #expect(try !Mapped.adapter(Self.inbound(["bearer": Mapped.secret("x")])).comparesBodies)
        #expect(try Sample.adapter().comparesBodies)
    }

    @Test("a message that says nothing about orders is no fact")
    func noFacts() throws {
        let adapter = try Mapped.adapter(Self.inbound(["bearer": Mapped.secret("x")]))
        #expect(try adapter.translate(Self.request(body: #"{"id":1}"#), at: .testMoment) == .facts([]))
    }

    @Test(
        "a message that the programs cannot read is held with its reason",
        arguments: [
            (#"{"state":"sent"}"#, "/events", "oms.program"), ("<xml/>", "/events", "oms.program"),
            (#"{"id":1,"state":"sent"}"#, "/events", "field.null"), (body, "/other", "oms.no-such-address"),
        ])
    func held(body: String, path: String, code: String) throws {
        let adapter = try Mapped.adapter(Self.inbound(["bearer": Mapped.secret("x")]))
        let problem = #expect(throws: TranslationProblem.self) {
            try adapter.translate(Self.request(body: body, path: path), at: .testMoment)
        }
        #expect(problem?.code == code)
    }

    @Test("a fact that `emits` does not name is held, so that routes can be relied on")
    func notEmitted() throws {
        let adapter = try Mapped.adapter(
            Self.inbound(["bearer": Mapped.secret("x")], emits: ["shipment.dispatched"]))
        let problem = #expect(throws: TranslationProblem.self) {
            try adapter.translate(Self.request([("x-state", "sent")]), at: .testMoment)
        }
        #expect(problem?.code == "oms.not-emitted" && problem?.pointer == "/1/type")
    }

    @Test("without a webhook nobody is let in")
    func none() throws {
        #expect(throws: VerificationFailure.self) {
            try Mapped.adapter().verify(Self.request([("Authorization", "Bearer ")]), at: .testMoment)
        }
    }
}
