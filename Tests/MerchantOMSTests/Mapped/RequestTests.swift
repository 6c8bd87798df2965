import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite("The requests of a mapping")
struct RequestTests {
    private static let body = """
        {ref: (.order.references[] | select(.kind == "order") | .value), key, kind: .fact.type, shop: .config.shop,
         lines: [.order.lines[] | {sku, quantity: (.quantity | tonumber),
           price: {"@number": (.unitPrice.merchant // .unitPrice.customer).amount}}],
         total: .order.totals.stated.grand.customer.amount, residue: .order.residue}
        """

    @Test("an order becomes exactly the request that the programs make of it")
    func exact() throws {
        let operation = Mapped.one(
            idempotency: "key", path: "/shops/\\(.config.shop)/sales?name=\\(.order.parties.buyer.firstName + \"/&\")",
            ("body", .string(Self.body)), ("headers", ["X-Reference": "order \\(.order.id)"]))
        let adapter = try Mapped.adapter(["create_order": operation], ["config": ["shop": "e u"]])
        let prepared = try adapter.prepare(Sample.delivery(.orderReady))
        #expect(prepared.request.method == .post)
        #expect(prepared.request.url == "https://oms.example/api/shops/e%20u/sales?name=Zo%C3%AB%2F%26")
        #expect(try Sample.text(prepared.request.body) == Sample.fixtures.text("order-ready.mapped.json"))
        #expect(prepared.request.headers[.contentType] == "application/json")
        #expect(prepared.request.headers[try #require(.init("Idempotency-Key"))] == "DELIVERY-1")
        #expect(prepared.request.headers[try #require(.init("X-Reference"))] == "order \(Sample.orderID)")
        #expect(prepared.request.headers[try #require(.init("traceparent"))]?.hasPrefix("00-0af7651916cd") == true)
    }

    @Test("a form has its fields in order, nested ones in brackets, and nulls are left out")
    func form() throws {
        let body = #"{b: "ä &", a: {x: 1, y: null, z: [true, "2"]}, c: ""}"#
        let operation = Mapped.one(("body", .string(body)), ("encoding", "form"))
        let request = try Mapped.adapter(["create_order": operation]).prepare(Sample.delivery(.orderReady)).request
        #expect(Sample.text(request.body) == "b=%C3%A4%20%26&a%5Bx%5D=1&a%5Bz%5D%5B0%5D=true&a%5Bz%5D%5B1%5D=2&c=")
        #expect(request.headers[.contentType] == "application/x-www-form-urlencoded")
    }

    @Test("each further request has a key of its own; a person's key of the OMS can be named")
    func keys() async throws {
        let adapter = try Mapped.adapter([
            "cancel_order": [
                "idempotency": "key", "key_header": "X-Request-Id",
                "steps": [
                    ["name": "a", "method": "POST", "path": "/a"], ["name": "read", "method": "GET", "path": "/r"],
                    ["name": "b", "method": "POST", "path": "/b"],
                ],
            ]
        ])
        let exchange = RecordedExchange(
            [(.post, "a"), (.get, "r"), (.post, "b")].map {
                ExchangeStep($0, "https://oms.example/api/\($1)", status: 200, json: "{}".utf8)
            })
        _ = try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange)
        let name = try #require(HTTPField.Name("X-Request-Id"))
        #expect(exchange.requests.map { $0.headers[name] } == ["DELIVERY-1", nil, "DELIVERY-1-b"])
    }

    @Test(
        "a program that gives no request holds the delivery and names the step",
        arguments: [
            ("path", "/\\(error(\"no number\"))", "no number"), ("body", "error(\"no tax\")", "no tax"),
            ("body", "1, 2", "more than one value"), ("when", ".order | tonumber", "cannot be parsed as a number"),
        ])
    func held(part: String, program: String, words: String) throws {
        let path: Settings.Value = part == "path" ? .string(program) : "/sales"
        let operation =
            part == "path" ? Mapped.one(path: path) : Mapped.one((part, .string(program)))
        let adapter = try Mapped.adapter(["create_order": operation])
        let problem = #expect(throws: TranslationProblem.self) { try adapter.prepare(Sample.delivery(.orderReady)) }
        #expect(problem?.code == "oms.program")
        #expect(problem?.message.hasPrefix("mapping.create_order.steps[0].\(part) (only): ") == true)
        #expect(problem?.message.contains(words) == true)
    }

    @Test(
        "a path whose segments lead elsewhere is not called",
        arguments: [#"/sales/\("..")/cancel?a=b"#, #"/sales/\(".")"#, "/sales/%2e.", "/sales/a/../b"])
    func segments(path: String) throws {
        let adapter = try Mapped.adapter(["create_order": Mapped.one(path: .string(path))])
        let problem = #expect(throws: TranslationProblem.self) { try adapter.prepare(Sample.delivery(.orderReady)) }
        #expect(problem?.message.hasPrefix("mapping.create_order.steps[0].path (only): ") == true)
        let harmless = Mapped.one(path: "/sales/\\(\"..a\")/.../x?a=/../b")
        #expect(
            try Mapped.adapter(["create_order": harmless]).prepare(Sample.delivery(.orderReady)).request.url
                == "https://oms.example/api/sales/..a/.../x?a=/../b")
    }

    @Test("every program of a step sees the step's name")
    func stepName() async throws {
        let answer = #"if .step == "make" then {outcome: "rejected", reason: {code: .step}} else {} end"#
        let operation: Settings.Value = [
            "idempotency": "lookup",
            "steps": [
                [
                    "name": "make", "when": ".step == \"make\"", "method": "POST", "path": "/\\(.step)",
                    "headers": ["X-Step": "\\(.step)"], "body": "{step}", "answer": .string(answer),
                ]
            ],
            "look_up": [
                [
                    "name": "find", "method": "GET", "path": "/\\(.step)",
                    "answer": "if .step == \"find\" then {outcome: \"did_not_happen\"} else {} end",
                ]
            ],
        ]
        let adapter = try Mapped.adapter(["create_order": operation])
        let delivery = try Sample.delivery(.orderReady)
        let exchange = RecordedExchange([
            ExchangeStep(
                .post, "https://oms.example/api/make", body: #"{"step":"make"}"#,
                headers: [try #require(.init("X-Step")): "make"], status: 200, json: "{}".utf8),
            ExchangeStep(.get, "https://oms.example/api/find", status: 200, json: "{}".utf8),
        ])
        #expect(try await Mapped.deliver(delivery, by: adapter, exchange).words == "rejected oms.make")
        #expect(try await adapter.lookUp(delivery, through: exchange) == .didNotHappen)
        #expect(exchange.deviations == [])
    }

    @Test("a header field's text cannot begin another one")
    func headerInjection() throws {
        let operation = Mapped.one(("headers", ["X-Note": "\\(.order.lines[1].giftMessage)"]))
        let adapter = try Mapped.adapter(["create_order": operation])
        let problem = #expect(throws: TranslationProblem.self) { try adapter.prepare(Sample.delivery(.orderReady)) }
        #expect(problem?.message.hasSuffix("the header field's value holds a control character") == true)
    }

    @Test("the ledger claims no more than can be seen: an amount is in a request, or not carried")
    func ledger() throws {
        let adapter = try Mapped.adapter(["create_order": Mapped.one(("body", .string(Self.body)))])
        let ledger = try adapter.prepare(Sample.delivery(.orderReady)).ledger
        let carried = Set(ledger.rows.filter { $0.cause == .same }.map { "\($0.path) \($0.role.rawValue)" })
        #expect(
            carried == [
                "lines[0].unitPrice merchant", "lines[1].unitPrice customer", "totals.stated.grand customer",
                "payments[0].amounts customer",
            ])
        #expect(ledger.rows.count { $0.cause == .notCarried } == 7)
        #expect(ledger.rows.allSatisfy { $0.cause == .same || ($0.cause == .notCarried && $0.output == nil) })
        #expect(ledger.check(against: try Sample.order(), roles: Set(Role.allCases)) == [])
    }

    @Test("the ledger looks at the requests of all steps that can be written before the first answer")
    func ledgerOfSteps() throws {
        let ledger = try Mapped.adapter().prepare(Sample.delivery(.orderReady)).ledger
        #expect(ledger.rows.filter { $0.cause == .same }.map(\.path) == ["totals.stated.grand"])
    }

    @Test("what translators did not read is seen only where settings say so")
    func residue() throws {
        let operation = Mapped.one(("body", "{residue: (.order.residue | length)}"))
        for (sends, expected) in [(false, #"{"residue":0}"#), (true, #"{"residue":1}"#)] {
            let adapter = try Mapped.adapter(["create_order": operation], ["send_residue": .boolean(sends)])
            #expect(try Sample.text(adapter.prepare(Sample.delivery(.orderReady)).request.body) == expected)
        }
    }
}
