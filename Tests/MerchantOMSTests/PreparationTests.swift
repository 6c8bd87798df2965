import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite struct PreparationTests {
    @Test("a ready order becomes exactly this request")
    func readyOrder() throws {
        let prepared = try Sample.adapter().prepare(Sample.delivery(.orderReady))
        #expect(prepared.request.method == .post)
        #expect(prepared.request.url == "https://oms.example/facts")
        #expect(prepared.request.timeLimit == .seconds(10))
        #expect(try Sample.text(prepared.request.body) == Sample.fixtures.text("order-ready.request.json"))
        #expect(
            prepared.request.headers == [
                .contentType: "application/json", StandardWebhooks.idHeader: "DELIVERY-1",
                try #require(HTTPField.Name("traceparent")):
                    "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            ])
    }

    @Test("any other fact carries what it says and all ids of the order, and not the order")
    func refund() throws {
        let prepared = try Sample.adapter().prepare(Sample.refundDelivery())
        #expect(try Sample.text(prepared.request.body) == Sample.fixtures.text("refund-issued.request.json"))
    }

    @Test(
        "the order is sent as it is now, not as it was when the fact came",
        arguments: [
            FactKind.orderReceived, .orderReady, .orderChanged,
        ])
    func presentOrder(kind: FactKind) throws {
        // given: a fact that brought an order without lines, and an order that has some by now
        let delivery = try Sample.delivery(kind) {
            $0.order = Order(id: Sample.orderID, origin: Origin(adapter: "old"))
        }
        // when
        let prepared = try Sample.adapter().prepare(delivery)
        // then
        let event = try CloudEvent(reading: JSONReading(JSONDocument.parse(prepared.request.body)).root)
        var expected = delivery.order
        expected.residue = []
        #expect(event.data.order == expected)
        #expect(event.kind == kind)
    }

    @Test("what no field had a place for is sent only when the settings ask for it")
    func residue() throws {
        let delivery = try Sample.delivery(.orderReady)
        let plain = try Sample.adapter().prepare(delivery).request.body
        let full = try Sample.adapter(["send_residue": .boolean(true)]).prepare(delivery).request.body
        #expect(!Sample.text(plain).contains("LoyaltyPointsSpent"))
        #expect(Sample.text(full).contains("LoyaltyPointsSpent"))
    }

    @Test("the ledger has every amount of the order, each unchanged")
    func ledger() throws {
        let order = try Sample.order()
        let ledger = try Sample.adapter().prepare(Sample.delivery(.orderReady)).ledger
        #expect(ledger.isBalanced)
        #expect(ledger.rows.allSatisfy { $0.cause == .same && $0.output == $0.input })
        #expect(ledger.check(against: order, roles: Set(Role.allCases)) == [])
        #expect(ledger.rows.count == 11)
    }

    @Test("the ledger of a refund has its amounts in both currencies and its parts")
    func refundLedger() throws {
        let ledger = try Sample.adapter().prepare(Sample.refundDelivery()).ledger
        #expect(
            ledger.rows.map { "\($0.role.rawValue) \($0.path) \($0.input)" } == [
                "merchant refund.amounts 4.42 GBP", "customer refund.amounts 5.10 EUR",
                "customer refund.components[0] 0.81 EUR",
            ])
    }

    @Test("what only the OMS can say is not told to it", arguments: [FactKind.orderAccepted, .orderRefused])
    func ownFacts(kind: FactKind) throws {
        let problem = #expect(throws: TranslationProblem.self) {
            try Sample.adapter().prepare(Sample.delivery(kind))
        }
        #expect(problem?.code == "oms.not-carried")
    }

    @Test(
        "an endpoint below a path and a path of its own are joined",
        arguments: [
            ("https://oms.example", "/facts", "https://oms.example/facts"),
            ("https://oms.example/api/", "/v2/facts?tenant=1", "https://oms.example/api/v2/facts?tenant=1"),
        ])
    func address(endpoint: String, path: String, url: String) throws {
        let adapter = try Sample.adapter(["endpoint": .string(endpoint), "path": .string(path)])
        #expect(try adapter.prepare(Sample.delivery(.orderReady)).request.url == url)
    }
}
