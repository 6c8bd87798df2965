import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Quotes and questions")
struct QuestionTests {
    private func ask(
        _ name: String, _ parameters: String? = nil, of order: Order? = nil, _ steps: [ExchangeStep]
    ) async throws -> String {
        let exchange = RecordedExchange(steps)
        let answer = try await Shipping.adapter().answer(
            Shipping.question(name, parameters, of: order), through: exchange)
        #expect(exchange.deviations == [])
        return String(decoding: answer.json.bytes, as: UTF8.self)
    }

    private func failure(
        _ name: String, _ parameters: String? = nil, of order: Order? = nil, _ steps: [ExchangeStep]
    ) async throws -> QuestionFailure? {
        let question = try Shipping.question(name, parameters, of: order)
        return await #expect(throws: QuestionFailure.self) {
            try await Shipping.adapter().answer(question, through: RecordedExchange(steps))
        }
    }

    @Test("landed-cost.quote asks with the order, exactly so, and answers duties, taxes and total as text")
    func landedCost() async throws {
        let step = Shipping.step(
            .calculateOrder, try Shipping.text("calculate-order.request.json"),
            try Shipping.text("calculate-order.answer.json"))

        let answer = try await ask("landed-cost.quote", of: Shipping.order(), [step])

        #expect(
            answer
                == #"{"transactionId":"TCC-77","currency":"EUR","duties":{"amount":"0.00","currency":"EUR"},"#
                + #""tax":{"amount":"13.28","currency":"EUR"},"shipping":{"amount":"5.00","currency":"EUR"},"#
                + #""fees":{"amount":"0.00","currency":"EUR"},"total":{"amount":"83.18","currency":"EUR"},"products":["#
                + #"{"line":"1","sku":"SHIRT-M","hsCode":"610910","duty":{"amount":"0.00","currency":"EUR"},"#
                + #""tax":{"amount":"9.50","currency":"EUR"}},{"line":"2","sku":"BELT","hsCode":"4203300000","#
                + #""duty":{"amount":"0.00","currency":"EUR"},"tax":{"amount":"3.78","currency":"EUR"}}],"#
                + #""prohibitions":[{"rule":"W0K","line":"2","refuses":false}]}"#)
    }

    @Test("a quote in reverse has to sum to what goes in, to the minor unit")
    func reverse() async throws {
        let parameters = #"{"mode":"reverse","shipping_amount":"5.00"}"#
        func answer(_ total: String) -> String { #"{"error":0,"currency":"EUR","total":\#(total)}"# }

        let good = try await ask(
            "landed-cost.quote", parameters, of: Shipping.order(), [Shipping.step(.calculateOrder, answer("69.9"))])
        let bad = try await failure(
            "landed-cost.quote", parameters, of: Shipping.order(), [Shipping.step(.calculateOrder, answer("69.89"))])

        #expect(good.contains(#""total":{"amount":"69.9","currency":"EUR"}"#))
        #expect(bad?.reason.code == "glopal-shipping.quote-total")
    }

    @Test("quote-order makes the quote's id a reference, and the order is then created from it")
    func quoteOrder() async throws {
        let order = try Shipping.order()
        let delivery = Shipping.delivery(.orderReady, FactContent(), of: order)
        let (result, deviations) = try await Shipping.deliver(
            delivery,
            [
                Shipping.step(
                    .calculateOrder, try Shipping.text("calculate-order.request.json"),
                    try Shipping.text("calculate-order.answer.json"))
            ])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references == [Reference(system: "ship", kind: .quote, value: "TCC-77", role: "duty-and-tax")])
        #expect(result.warnings.map(\.code) == ["glopal-shipping.goods-warning"])
        let quoted = Shipping.folded(result, into: order)
        let prepared = try Shipping.adapter().prepare(Shipping.create(of: quoted))
        #expect(String(decoding: prepared.request.body, as: UTF8.self) == (try Shipping.text("prealert.request.json")))
    }

    @Test("the ledger of a quote has every amount, and states what is calculated alone")
    func ledger() throws {
        let order = try Shipping.order()
        let ledger = try Shipping.adapter().prepare(Shipping.delivery(.orderReady, FactContent(), of: order)).ledger

        #expect(ledger.isBalanced)
        #expect(ledger.check(against: order, roles: Set(Role.allCases)) == [])
        #expect(
            ledger.rows.filter { $0.cause == .same }.map(\.path) == ["lines[1].unitPrice", "totals.stated.shipping"])
    }

    @Test("an order that carries a quote is not quoted again by itself, only when told")
    func quotedAlready() async throws {
        var order = try Shipping.order()
        order.references.append(Reference(system: "glopal-eu", kind: .quote, value: "T1", role: "duty-and-tax"))
        let silent = try await Shipping.deliver(Shipping.delivery(.orderReady, FactContent(), of: order), [])
        let told = try await Shipping.deliver(
            Shipping.told("quote-order", of: order),
            [Shipping.step(.calculateOrder, #"{"error":0,"transaction_id":"T2"}"#)])

        #expect(silent.result.warnings.map(\.code) == ["glopal-shipping.quoted-already"])
        #expect(told.result.references.map(\.value) == ["T2"])
    }

    @Test(
        "a quote that refuses goods or cannot be relied on leaves no id to create an order from",
        arguments: [
            (
                #"{"error":0,"transaction_id":"T","currency":"EUR","prohibitions":["P01"]}"#,
                "glopal-shipping.prohibited"
            ),
            (#"{"error":0,"transaction_id":"T","currency":"EUR","total":1.00}"#, "glopal-shipping.quote-total"),
            (#"{"error":0,"transaction_id":"T","total":69.90}"#, "glopal-shipping.quote-currency"),
        ])
    func unreliable(_ answer: String, _ code: String) async throws {
        let (result, _) = try await Shipping.deliver(
            Shipping.told("quote-order", #"{"mode":"reverse"}"#, of: Shipping.order()),
            [Shipping.step(.calculateOrder, answer)])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.code == code)
        #expect(result.references == [])
    }

    @Test("a quote of which a product failed is none")
    func failedProduct() async throws {
        let answer = #"{"error":0,"transaction_id":"T","products":[{"error":1,"errors":[{"code":"no_hs_code"}]}]}"#
        let (result, _) = try await Shipping.deliver(
            Shipping.delivery(.orderReady, FactContent(), of: Shipping.order()),
            [Shipping.step(.calculateOrder, answer)])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.message.contains("no_hs_code"))
        #expect(result.references == [])
    }

    @Test(
        "products are estimated, classified and checked by members of their own, under args",
        arguments: [
            (
                "landed-cost.estimate", "/tcc/calculate_product",
                #"{"args":{"from_country_id":"GB","to_country_id":"DE","products":[]}}"#
            ),
            ("products.classification", "/tcc/classify", #"{"args":{"to_country_id":"DE","products":[]}}"#),
            (
                "products.prohibitions", "/tcc/discover_prohibitions",
                #"{"args":{"from_country_id":"GB","to_country_id":"DE","products":[]}}"#
            ),
        ])
    func ownMembers(_ name: String, _ path: String, _ body: String) async throws {
        let answer = #"{"error":0,"products":[{"error":0,"sku":"A","hs_code":"610910","prohibitions":["P01"]}]}"#
        let endpoint = try #require(GlopalShippingAssumptions.Endpoint(rawValue: path))

        let json = try await ask(
            name, #"{"to_country_id":"DE","products":[]}"#, [Shipping.step(endpoint, body, answer)])

        #expect(json.contains(#"{"sku":"A","hsCode":"610910"}"#))
        #expect(json.contains(#""prohibitions":[{"rule":"P01","line":"A","refuses":true}]"#))
    }

    @Test("an address is checked; that it is refused is an answer and not a failure")
    func address() async throws {
        let order = try Shipping.order()
        let good = try await ask("address.check", of: order, [Shipping.step(.addressCheck, #"{"error":0}"#)])
        let bad = try await ask(
            "address.check", #"{"address":{"country":"DE"}}"#,
            [
                Shipping.step(
                    .addressCheck, #"{"address":{"country":"DE"}}"#,
                    #"{"error":1,"errors":[{"code":"denied_party","message":"Irina is listed","field":"address.name"}]}"#
                )
            ])

        #expect(good == #"{"isAccepted":true}"#)
        #expect(bad == #"{"isAccepted":false,"errors":[{"code":"denied_party","field":"address.name"}]}"#)
    }

    @Test("tracking answers for the order's parcels, and by any one id")
    func tracking() async throws {
        let order = try Shipping.labelledOrder()
        let answer = try await ask(
            "tracking", of: order,
            [
                Shipping.step(.tracking, #"{"awb":"AWB9876543210_1"}"#, try Shipping.text("tracking.under-way.json")),
                Shipping.step(.tracking, #"{"awb":"AWB9876543210_2"}"#, try Shipping.text("tracking.delivered-2.json")),
            ])
        #expect(answer.contains(#"{"code":"in_transit","at":"2026-01-17T03:10:00Z"}"#))
        #expect(answer.contains(#""status":"delivered""#))

        let one = try await ask(
            "tracking", #"{"shipment_id":123456}"#,
            [Shipping.step(.tracking, #"{"shipment_id":"123456"}"#, try Shipping.text("tracking.under-way.json"))])
        #expect(one.contains(#""trackingNumber":"AWB9876543210_1""#))
    }

    @Test("a parcel before its close-out has no events, which is no error")
    func silentParcel() async throws {
        #expect(try await ask("tracking", #"{"awb":"A"}"#, [Shipping.tracked("A")]).contains(#""events":[]"#))
    }

    @Test(
        "a question that cannot be asked or answered says why",
        arguments: [
            ("landed-cost.quote", "{}", 200, "{}", 422), ("tracking", "{}", 200, "{}", 422),
            ("landed-cost.quote", #"{"mode":"sideways"}"#, 200, "{}", 422),
            ("tracking", #"{"awb":"A"}"#, 200, #"{"error":1,"errors":[{"code":"not_found"}]}"#, 404),
            ("tracking", #"{"awb":"A"}"#, 200, "{}", 502),
            ("address.check", #"{"address":{}}"#, 500, "", 503), ("address.check", #"{"address":{}}"#, 404, "", 502),
            ("products.classification", #"{"products":[]}"#, 200, #"{"error":1}"#, 422),
        ])
    func failures(_ name: String, _ parameters: String, _ status: Int, _ body: String, _ expected: Int) async throws {
        let url = try #require(
            [
                "landed-cost.quote": "/tcc/calculate_order", "tracking": "/shipment/tracking",
                "address.check": "/address/check", "products.classification": "/tcc/classify",
            ][name])
        let step = ExchangeStep(.post, Shipping.base + url, status: status, json: body.utf8)
        #expect(try await failure(name, parameters, [step])?.status == expected)
    }
}
