import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite("The settings of a mapping")
struct MappingSettingsTests {
    private static let verify: Settings.Value = ["bearer": Mapped.secret("x")]

    private static func webhook(_ verify: Settings.Value) -> Settings.Value {
        ["inbound": ["webhook": ["path": "e", "verify": verify, "key": ".body.id", "facts": "[]"]]]
    }

    private static func poll(_ more: (String, Settings.Value)...) -> Settings.Value {
        let fixed: [(name: String, value: Settings.Value)] = [
            ("every", .duration(.seconds(1))), ("items", "[]"), ("key", "\"\""), ("facts", "[]"),
        ]
        return ["inbound": ["poll": .map(fixed + more.map { (name: $0.0, value: $0.1) })]]
    }

    private static func steps(_ steps: Settings.Value, _ more: (String, Settings.Value)...) -> Settings.Value {
        let fixed: [(name: String, value: Settings.Value)] = [("steps", steps)]
        return ["cancel_order": .map(fixed + more.map { (name: $0.0, value: $0.1) })]
    }

    private static let step: Settings.Value = ["name": "a", "method": "PUT", "path": "/a"]

    @Test(
        "what cannot work stops the start and is named by its path",
        arguments: [
            ([:], "mapping"), (["inbound": [:]], "mapping.inbound"),
            (steps([], ("idempotency", "none")), "mapping.cancel_order.steps"),
            (
                steps([["name": "a b", "method": "PUT", "path": "/a"]], ("idempotency", "none")),
                "mapping.cancel_order.steps[0].name"
            ),
            (steps([step, step], ("idempotency", "none")), "mapping.cancel_order.steps[1].name"),
            (
                steps([["name": "a", "method": "PUT", "path": "https://other.example/a"]], ("idempotency", "none")),
                "mapping.cancel_order.steps[0].path"
            ),
            (
                steps([["name": "a", "method": "GET", "path": "/a", "body": "{}"]], ("idempotency", "none")),
                "mapping.cancel_order.steps[0].body"
            ),
            (
                steps(
                    [["name": "a", "method": "PUT", "path": "/a", "headers": ["Host": "x"]]], ("idempotency", "none")),
                "mapping.cancel_order.steps[0].headers.Host"
            ),
            (steps([step], ("idempotency", "lookup")), "mapping.cancel_order.idempotency"),
            (
                steps([step], ("idempotency", "none"), ("look_up", [step])), "mapping.cancel_order.look_up"
            ),
            (
                steps(
                    [step], ("idempotency", "lookup"),
                    ("look_up", [["name": "f", "method": "POST", "path": "/f", "answer": "{}"]])),
                "mapping.cancel_order.look_up[0].method"
            ),
            (
                steps([step], ("idempotency", "natural"), ("key_header", "X-Key")), "mapping.cancel_order.key_header"
            ),
            (webhook([:]), "mapping.inbound.webhook.verify"),
            (
                webhook(["bearer": Mapped.secret("x"), "basic": ["user": "u", "password": Mapped.secret("p")]]),
                "mapping.inbound.webhook.verify"
            ),
            (
                webhook(["standard_webhooks": ["key": Mapped.secret("x")]]),
                "mapping.inbound.webhook.verify.standard_webhooks.key"
            ),
            (
                webhook(["hmac": ["header": "X-S", "secret": Mapped.secret("x"), "content": "{header:X-T}"]]),
                "mapping.inbound.webhook.verify.hmac.content"
            ),
            (
                webhook(["hmac": ["header": "X-S", "secret": Mapped.secret("x"), "timestamp_header": "X-T"]]),
                "mapping.inbound.webhook.verify.hmac.timestamp_header"
            ),
            (poll(("path", "/a"), ("paging", "cursor")), "mapping.inbound.poll"),
            (poll(("path", "/a"), ("paging", "page")), "mapping.inbound.poll.path"),
            (
                poll(("path", "/a?limit=\\(.config.page_size)"), ("paging", "page")), "mapping.inbound.poll.path"
            ),
            (poll(("path", "/a?p=\\(.config.page)"), ("paging", "page")), "mapping.inbound.poll.path"),
            (poll(("path", "/a"), ("paging", "timestamp"), ("next", ".x")), "mapping.inbound.poll.path"),
            (
                poll(
                    ("path", "/a"), ("paging", "timestamp"), ("next", ".x"), ("overlap", .duration(.seconds(1)))),
                "mapping.inbound.poll.path"
            ),
            (poll(("path", "/a"), ("paging", "link"), ("next", ".x")), "mapping.inbound.poll.next"),
            (
                steps(
                    [["name": "a", "method": "PUT", "path": "/a", "encoding": "form"]], ("idempotency", "none")),
                "mapping.cancel_order.steps[0].encoding"
            ),
            (
                steps(
                    [["name": "a", "method": "PUT", "path": "/a", "repeatable": false]], ("idempotency", "natural")),
                "mapping.cancel_order.steps[0].repeatable"
            ),
            (
                steps([["name": "a", "method": "PUT", "path": "/a", "repeatable": false]], ("idempotency", "key")),
                "mapping.cancel_order.steps[0].repeatable"
            ),
            (
                steps(
                    [step], ("idempotency", "lookup"),
                    (
                        "look_up",
                        [["name": "f", "method": "GET", "path": "/f", "reads": true, "answer": "{}"]]
                    )),
                "mapping.cancel_order.look_up[0].reads"
            ),
            (
                steps([step], ("idempotency", "none"), ("emits", ["order.status"])), "mapping.cancel_order.emits"
            ),
            (
                poll(("path", "/a"), ("paging", "link"), ("overlap", .duration(.seconds(1)))),
                "mapping.inbound.poll.overlap"
            ),
        ] as [(Settings.Value, String)])
    func refused(mapping: Settings.Value, path: String) throws {
        let settings = try Mapped.settings(mapping)
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(error?.problems.map(\.path) == [path])
    }

    @Test(
        "what works is let through",
        arguments: [
            poll(
                ("path", "/a"), ("paging", "timestamp"), ("next", ".x"), ("overlap", .duration(.zero))),
            poll(("path", "/a?p=\\(.page)"), ("paging", "timestamp"), ("next", ".x")),
            poll(("path", "/a?p=\\({p: .page} | .p - 1)"), ("paging", "page")),
            steps([["name": "a", "method": "PUT", "path": "/a", "repeatable": false]], ("idempotency", "none")),
            steps([["name": "a", "method": "PUT", "path": "/a", "repeatable": true]], ("idempotency", "key")),
        ] as [Settings.Value])
    func allowed(mapping: Settings.Value) throws {
        #expect(throws: Never.self) { try Mapped.adapter(mapping) }
    }

    @Test(
        "settings around the mapping are checked with it",
        arguments: [
            ("signing_key", Mapped.secret("x"), "signing_key"),
            ("auth", ["bearer": Mapped.secret("x"), "basic": ["user": "u", "password": Mapped.secret("p")]], "auth"),
            ("auth", ["api_key": ["header": "Host", "value": Mapped.secret("x")]], "auth.api_key.header"),
            (
                "auth", ["tls": ["certificate": "x", "key": Mapped.secret("y")]], "auth.tls.certificate"
            ),
            ("auth", ["login": ["path": "session", "token": "."]], "auth.login.path"),
            (
                "auth", ["login": ["path": "/session", "method": "GET", "body": "{}", "token": "."]], "auth.login.body"
            ),
            ("auth", ["login": ["path": "/session", "encoding": "form", "token": "."]], "auth.login.encoding"),
            ("path", "/orders", "path"), ("tolerance", .duration(.seconds(60)), "tolerance"),
            ("headers", ["Connection": Mapped.secret("x")], "headers.Connection"),
            ("computed_headers", ["X-A": "error(\"no\")"], "computed_headers.X-A"),
            ("endpoint", "https://oms.example?x=1", "endpoint"),
        ] as [(String, Settings.Value, String)])
    func around(name: String, value: Settings.Value, path: String) throws {
        let settings = try Mapped.settings(["cancel_order": Mapped.one()], [name: value])
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(error?.problems.first?.path == path)
    }

    @Test("a program that does not compile is named with its place, all of them at once")
    func programs() throws {
        let mapping: Settings.Value = [
            "cancel_order": [
                "idempotency": "none",
                "steps": [
                    ["name": "a", "method": "PUT", "path": "/a", "body": "{a: 1,\n b: }", "answer": "$ENV.HOME"],
                    ["name": "b", "method": "PUT", "path": "/\\(.order.id", "when": "now > 1"],
                ],
            ]
        ]
        let settings = try Mapped.settings(mapping)
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        let problems = error?.problems ?? []
        #expect(
            Set(problems.map(\.path)) == [
                "mapping.cancel_order.steps[0].body", "mapping.cancel_order.steps[0].answer",
                "mapping.cancel_order.steps[1].path", "mapping.cancel_order.steps[1].when",
            ])
        #expect(problems.allSatisfy { $0.place != nil })
        #expect(problems.first { $0.path.hasSuffix("body") }?.place?.line == 2)
    }

    @Test("settings of the mapped form have no effect without a mapping, which is said")
    func withoutMapping() throws {
        let settings = try Sample.settings(["config": ["shop": "1"], "auth": ["bearer": Mapped.secret("x")]])
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(Set(error?.problems.map(\.path) ?? []) == ["config", "auth"])
    }

    @Test("an installed adapter carries what its mapping has, with the idempotency that it states")
    func declaration() throws {
        let mapping: Settings.Value = [
            "create_order": Mapped.createOrder, "attach_document": Mapped.one(idempotency: "natural"),
            "inbound": ["emits": ["shipment.dispatched"], "webhook": ["path": "e"]],
        ]
        let declaration = MerchantOMSAdapter.declaration(for: try Mapped.settings(mapping))
        #expect(
            declaration.carries == [
                .orderReceived: "create-order", .orderReady: "create-order", .documentsAvailable: "record-documents",
            ])
        #expect(declaration.operation(for: .orderReady)?.idempotency == .lookup)
        #expect(declaration.operation(for: .documentsAvailable)?.idempotency == .naturalKey)
        #expect(Set(declaration.emits) == [.orderAccepted, .orderRefused, .shipmentDispatched])
        #expect(declaration.settings == MerchantOMSAdapter.declaration.settings)
        #expect(MerchantOMSAdapter.declaration(for: try Sample.settings()) == MerchantOMSAdapter.declaration)
    }

    @Test("a fact that the mapping has no operation for is not carried")
    func notCarried() throws {
        let problem = #expect(throws: TranslationProblem.self) {
            try Mapped.adapter().prepare(Sample.delivery(.orderCancelled))
        }
        #expect(problem?.code == "oms.not-carried")
    }

    @Test("the mapped form keeps the contract of all adapters")
    func contract() async throws {
        let mapping: Settings.Value = [
            "create_order": Mapped.createOrder, "cancel_order": Mapped.one(idempotency: "natural"),
            "inbound": [
                "webhook": [
                    "path": "e", "verify": ["bearer": Mapped.secret("a-long-inbound-secret")], "key": ".body.id",
                    "facts": "[{type: \"order.completed\", data: {reference: {kind: \"order\", value: .body.id}}}]",
                ],
                "poll": [
                    "every": .duration(.seconds(30)), "path": "/e?p=\\(.page)", "paging": "page",
                    "items": ".answer.body.items", "key": ".item.id", "facts": "[]",
                ],
            ],
        ]
        let webhook = WireRequest(
            method: .post, url: "/e", headers: [.authorization: "Bearer a-long-inbound-secret"],
            body: Array(#"{"id":"S-1"}"#.utf8))
        let contract = AdapterContract(
            MerchantOMSAdapter.self,
            settings: try Mapped.settings(
                mapping,
                [
                    "auth": [
                        "oauth2": [
                            "token_url": "https://oms.example/token", "client_id": "me",
                            "client_secret": Mapped.secret("a-long-client-secret"),
                        ]
                    ]
                ]),
            deliveries: [try Sample.delivery(.orderReady), try Sample.delivery(.orderCancelled)], webhooks: [webhook])
        #expect(await contract.violations() == [])
    }
}
