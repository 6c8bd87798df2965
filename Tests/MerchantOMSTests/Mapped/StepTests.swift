import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite("The steps of a mapped operation")
struct StepTests {
    private static let customer = ExchangeStep(
        .post, "https://oms.example/api/customers", body: #"{"name":"Müller"}"#, status: 201, json: #"{"id":7}"#.utf8)
    private static let saleURL = "https://oms.example/api/sales?reference=\(Sample.orderID)"
    private static let sale = ExchangeStep(
        .post, saleURL, body: #"{"customer":7,"total":41.44}"#, status: 201,
        json: #"{"id":"S-1","number":1001}"#.utf8)

    @Test("one goes after the other, each sees what the earlier ones gave, and the answer accepts the order")
    func inOrder() async throws {
        let exchange = RecordedExchange([Self.customer, Self.sale])
        let result = try await Mapped.deliver(Sample.delivery(.orderReady), by: Mapped.adapter(), exchange)
        #expect(exchange.deviations == [])
        #expect(result.words == "confirmed")
        #expect(result.references.map(\.value) == ["S-1", "1001"])
        #expect(result.followUps.map(\.kind) == [.orderAccepted])
        #expect(result.followUps.first?.content.acceptance?.orderNumber == "1001")
        #expect(exchange.remembered.keys.sorted() == ["customer"])
    }

    @Test("what is remembered is not done again, whatever ended the attempt after it", arguments: [0, 503, 500, 409])
    func resumed(status: Int) async throws {
        let adapter = try Mapped.adapter()
        let delivery = try Sample.delivery(.orderReady)
        let broken =
            status == 0
            ? ExchangeStep.unanswered(.post, Self.saleURL)
            : ExchangeStep(.post, Self.saleURL, status: status, json: [])
        let first = RecordedExchange([Self.customer, broken])
        let ended = try await Mapped.deliver(delivery, by: adapter, first)
        #expect(first.deviations == [])
        #expect(
            ended.words
                == [
                    0: "unknown target.no-answer", 503: "retry http.503", 500: "unknown http.500",
                    409: "rejected http.409",
                ][status])

        let second = RecordedExchange([Self.sale])
        let result = try await Mapped.deliver(delivery.next(after: first), by: adapter, second)
        #expect(second.deviations == [])
        #expect(result.words == "confirmed")
    }

    @Test("a remembered step brings its ids and facts again, because after a crash nobody else knows them")
    func memoryKeepsFacts() async throws {
        let adapter = try Mapped.adapter([
            "create_order": [
                "idempotency": "natural", "emits": ["order.status"],
                "steps": [
                    [
                        "name": "first", "method": "PUT", "path": "/first",
                        "answer": """
                        {remember: null, references: [{kind: "number", value: 12, scope: "eu"}],
                         facts: [{type: "order.status", data: {status: "seen"}}], accepted: {orderId: "S-1"}}
                        """,
                    ],
                    ["name": "second", "method": "PUT", "path": "/second"],
                ],
            ]
        ])
        let delivery = try Sample.delivery(.orderReady)
        let first = RecordedExchange([
            ExchangeStep(.put, "https://oms.example/api/first", status: 200, json: "{}".utf8),
            .unanswered(.put, "https://oms.example/api/second"),
        ])
        let ended = try await Mapped.deliver(delivery, by: adapter, first)
        #expect(ended.words == "retry target.no-answer")
        #expect(ended.followUps.map(\.kind) == [.orderAccepted, .orderStatus])

        let second = RecordedExchange([
            ExchangeStep(.put, "https://oms.example/api/second", status: 204, json: [])
        ])
        let result = try await Mapped.deliver(delivery.next(after: first), by: adapter, second)
        #expect(second.deviations == [])
        #expect(result.references == ended.references && result.followUps == ended.followUps)
        #expect(result.references.first == Reference(system: "oms", scope: "eu", kind: .number, value: "12"))
    }

    @Test("a step whose condition does not hold is left out, and `done` leaves the rest out")
    func conditions() async throws {
        let adapter = try Mapped.adapter([
            "cancel_order": [
                "idempotency": "natural",
                "steps": [
                    [
                        "name": "a", "when": ".fact.data.cancellation.reason == \"stock\"", "method": "PUT",
                        "path": "/a",
                    ],
                    ["name": "b", "when": "false", "method": "PUT", "path": "/b"],
                    ["name": "c", "method": "PUT", "path": "/c", "answer": "{outcome: \"done\", remember: 1}"],
                    ["name": "d", "method": "PUT", "path": "/d"],
                ],
            ]
        ])
        let delivery = try Sample.delivery(.orderCancelled) { $0.cancellation = .init(reason: "stock") }
        let exchange = RecordedExchange([
            ExchangeStep(.put, "https://oms.example/api/a", status: 200, json: []),
            ExchangeStep(.put, "https://oms.example/api/c", status: 200, json: []),
        ])
        #expect(try await Mapped.deliver(delivery, by: adapter, exchange).words == "confirmed")
        #expect(exchange.deviations == [])
        // `c` ended the operation, so there is no next step for which it had to be remembered.
        #expect(exchange.remembered.keys.sorted() == ["a"])
    }

    @Test("an operation without anything to do is confirmed and says so")
    func nothing() async throws {
        let adapter = try Mapped.adapter(["create_order": Mapped.one(("when", "false"))])
        let exchange = RecordedExchange()
        let result = try await Mapped.deliver(Sample.delivery(.orderReady), by: adapter, exchange)
        #expect(result.words == "confirmed" && result.warnings.map(\.code) == ["oms.nothing-to-do"])
        #expect(exchange.deviations == [])
    }

    @Test(
        "the answer program decides, and without its word the status",
        arguments: [
            ("{}", 200, "confirmed"), ("{}", 404, "rejected http.404"), ("{}", 429, "retry http.429 after 7.0 seconds"),
            ("{outcome: \"confirmed\"}", 400, "confirmed"),
            ("{outcome: \"retry\"}", 200, "retry http.200 after 7.0 seconds"),
            ("{outcome: \"retry\", retry_after: \"2m\"}", 400, "retry http.400 after 120.0 seconds"),
            ("{outcome: \"unknown\"}", 200, "unknown http.200"),
            ("{outcome: \"rejected\", reason: {code: \"late\", message: .answer.body.say}}", 200, "rejected oms.late"),
            ("{reason: {code: \"oms.late\"}}", 422, "rejected oms.late"),
            ("null", 200, "unknown oms.answer-unreadable"),
            ("{outcom: \"done\"}", 200, "unknown oms.answer-unreadable"),
            ("{outcome: \"happened\"}", 200, "unknown oms.answer-unreadable"),
            (".answer.body | tonumber", 200, "unknown oms.answer-unreadable"),
            (".answer.body | tonumber", 404, "rejected http.404"), ("empty", 200, "unknown oms.answer-unreadable"),
        ])
    func outcomes(program: String, status: Int, words: String) async throws {
        let adapter = try Mapped.adapter(["create_order": Mapped.one(("answer", .string(program)))])
        let response = WireResponse(
            status: status, headers: [.retryAfter: "7", .contentType: "application/json"],
            body: Array(#"{"say":"too late"}"#.utf8))
        let exchange = RecordedExchange([
            ExchangeStep(.post, "https://oms.example/api/sales", reply: .success(response))
        ])
        #expect(try await Mapped.deliver(Sample.delivery(.orderReady), by: adapter, exchange).words == words)
    }

    @Test(
        "where the request may be repeated, an answer that is no JSON is asked for again; JSON is for a person",
        arguments: [("{}", "rejected oms.answer-unreadable"), ("<html>", "retry oms.answer-unreadable")])
    func unreadableAndRepeatable(body: String, words: String) async throws {
        let adapter = try Mapped.adapter([
            "create_order": Mapped.one(idempotency: "natural", ("answer", "error(\"no\")"))
        ])
        let exchange = RecordedExchange([
            ExchangeStep(.post, "https://oms.example/api/sales", status: 200, json: body.utf8)
        ])
        let result = try await Mapped.deliver(Sample.delivery(.orderReady), by: adapter, exchange)
        #expect(result.words == words)
    }

    @Test("answers that are no JSON are seen as text, and no value of theirs gets into a reason")
    func html() async throws {
        let program = #"{outcome: "rejected", reason: {code: "html", message: (.answer.text | .[0:6])}}"#
        let adapter = try Mapped.adapter(["create_order": Mapped.one(("answer", .string(program)))])
        let page = WireResponse(status: 401, headers: [.contentType: "text/html"], body: Array("<html>Zoë".utf8))
        let exchange = RecordedExchange([
            ExchangeStep(.post, "https://oms.example/api/sales", reply: .success(page))
        ])
        let result = try await Mapped.deliver(Sample.delivery(.orderReady), by: adapter, exchange)
        #expect(result.outcome == .rejected(Reason(code: "oms.html", message: "<html>")))
    }

    @Test("a fact that the operation does not declare, or of another order, is left out with a warning")
    func strangeFacts() async throws {
        let program = """
            {facts: [{type: "order.status", data: {status: "x"}}, {type: "order.completed", data: {}},
             {type: "order.status", subject: "other", data: {status: "y"}}, {type: "order.status", data: {}}]}
            """
        let mapping: Settings.Value = [
            "cancel_order": [
                "idempotency": "natural", "emits": ["order.status"],
                "steps": [["name": "a", "method": "PUT", "path": "/a", "answer": .string(program)]],
            ]
        ]
        let exchange = RecordedExchange([
            ExchangeStep(.put, "https://oms.example/api/a", status: 200, json: "{}".utf8)
        ])
        let result = try await Mapped.deliver(
            Sample.delivery(.orderCancelled), by: Mapped.adapter(mapping), exchange)
        #expect(result.words == "confirmed")
        #expect(result.followUps.map(\.content.status) == ["x"])
        #expect(
            result.warnings.map(\.code) == ["oms.fact-not-declared", "oms.fact-of-another", "oms.fact-unreadable"])
    }

    @Test("a later step whose program stumbles is rejected with its place, and the earlier steps stay done")
    func laterProgram() async throws {
        let mapping: Settings.Value = [
            "cancel_order": [
                "idempotency": "natural",
                "steps": [
                    ["name": "a", "method": "PUT", "path": "/a"],
                    ["name": "b", "method": "PUT", "path": "/b", "body": ".order.parties.buyer.lastName | tonumber"],
                ],
            ]
        ]
        let exchange = RecordedExchange([
            ExchangeStep(.put, "https://oms.example/api/a", status: 200, json: "{}".utf8)
        ])
        let result = try await Mapped.deliver(
            Sample.delivery(.orderCancelled), by: Mapped.adapter(mapping), exchange)
        guard case .rejected(let reason) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(reason.code == "oms.program")
        #expect(reason.message.hasPrefix("mapping.cancel_order.steps[1].body (b): "))
        #expect(!reason.message.contains("Müller"))
        #expect(exchange.remembered.keys.sorted() == ["a"])
    }

    @Test("a result that cannot be put on disk leaves the delivery in doubt, and the next step is not begun")
    func notRemembered() async throws {
        let adapter = try Mapped.adapter()
        let delivery = try Sample.delivery(.orderReady)
        let result = try await adapter.deliver(
            adapter.prepare(delivery), of: delivery, through: UniformExchange(Mapped.answer(200, #"{"id":1}"#)))
        #expect(result.words == "unknown oms.not-remembered")
    }
}
