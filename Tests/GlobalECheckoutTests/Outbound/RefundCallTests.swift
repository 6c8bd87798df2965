import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Refund")
struct RefundCallTests {
    private func step(_ details: String, _ products: String, _ answer: String = Outbound.success) -> ExchangeStep {
        Outbound.step(
            "/Order/CreateOrderRefund", query: Outbound.argument("orderRefund", details), body: products, answer)
    }

    private func refund(_ customer: StaticString? = nil, _ merchant: StaticString? = nil) -> Refund {
        var refund = Refund()
        refund.id = "OMS-R1"
        refund.reason = "returned"
        refund.amounts = Amounts(
            merchant: merchant.map { Outbound.money($0, "GBP") }, customer: customer.map { Outbound.money($0, "EUR") })
        return refund
    }

    private let tail =
        #""RefundReason":{"OrderRefundReasonCode":"RETURN","Name":"returned"},"externalReference":"OMS-R1"}"#

    private func check(_ refund: Refund, _ details: String, _ products: String) async throws -> Ledger {
        let (result, deviations, ledger) = try await Outbound.deliver(
            Outbound.refund(refund), [step(details, products)])
        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(ledger.isBalanced)
        return ledger
    }

    private func product(
        _ line: String, _ members: String, _ code: String = "RETURN", _ name: String = "returned"
    )
        -> String
    {
        #"{"CartItemId":"\#(line)","RefundQuantity":1,\#(members)"#
            + #""RefundReason":{"OrderRefundReasonCode":"\#(code)","Name":"\#(name)"}}"#
    }

    @Test("a partial refund in two currencies is shared out so that the lines sum to the stated totals")
    func twoCurrencies() async throws {
        var refund = refund("69.99", "57.99")
        refund.lines = [Outbound.item("134643", 1), Outbound.item("134644", 1)]

        let ledger = try await check(
            refund,
            #"{"OrderId":"GE10097473894NL","TotalRefundAmount":69.99,"OriginalTotalRefundAmount":57.99,"# + tail,
            "[" + product("134643", #""RefundAmount":30.00,"OriginalRefundAmount":25.00,"#) + ","
                + product("134644", #""RefundAmount":39.99,"OriginalRefundAmount":32.99,"#) + "]")

        #expect(ledger.rows.map(\.cause) == [.same, .same])
    }

    @Test("parts are written apart, and the lines get the rest")
    func parts() async throws {
        var refund = refund("38.00")
        refund.lines = [Outbound.item("134643", 1)]
        refund.components = [
            MoneyComponent(kind: .fee, amounts: Amounts(customer: Outbound.money("5.00", "EUR")), code: "Shipping"),
            MoneyComponent(kind: .duty, amounts: Amounts(customer: Outbound.money("4.00", "EUR"))),
            MoneyComponent(
                kind: .fee, amounts: Amounts(customer: Outbound.money("1.00", "EUR")), code: "PrepaidReturn"),
        ]

        _ = try await check(
            refund,
            #"{"OrderId":"GE10097473894NL","TotalRefundAmount":38.00,"ShippingAmount":5.00,"DutiesAmount":4.00,"#
                + #""CustomerPrepaidRefundAmount":1.00,"#
                + tail.replacing(
                    #","externalReference""#, with: #","externalReference""#),
            "[" + product("134643", #""RefundAmount":30.00,"#) + "]")
    }

    @Test("lines without an amount are refunded at the price of the order")
    func noAmount() async throws {
        var refund = refund()
        refund.lines = [Outbound.item("134643", 1)]

        _ = try await check(
            refund, #"{"OrderId":"GE10097473894NL","# + tail, "[" + product("134643", "") + "]")
    }

    @Test("a full refund lists nothing and leaves the amounts to Global-e")
    func full() async throws {
        var refund = refund("100.00", "83.00")
        refund.isFull = true
        refund.lines = [Outbound.item("134643", 2)]

        let ledger = try await check(
            refund, #"{"OrderId":"GE10097473894NL","FullRefund":true,"# + tail, "")

        #expect(ledger.rows.map(\.cause) == [.notExpressible, .notExpressible])
    }

    @Test("an amount without lines is a service gesture")
    func gesture() async throws {
        _ = try await check(
            refund("10.00"),
            #"{"OrderId":"GE10097473894NL","TotalRefundAmount":10.00,"ServiceGestureAmount":10.00,"# + tail, "")
    }

    @Test("an amount of the merchant alone is converted with the order's own rate")
    func converted() async throws {
        var order = Outbound.order()
        order.rates = [
            ExchangeRate(
                from: Currency(exactly: "EUR"), to: Currency(exactly: "GBP"), rate: ExactDecimal(exactly: "0.8"),
                kind: "rounding", source: "globale")
        ]
        let details =
            #"{"OrderId":"GE10097473894NL","OriginalTotalRefundAmount":10.00,"ServiceGestureAmount":12.50,"# + tail

        let (_, deviations, ledger) = try await Outbound.deliver(
            Outbound.refund(refund(nil, "10.00"), of: order), [step(details, "")])

        #expect(deviations == [])
        #expect(ledger.isBalanced)
        #expect(ledger.rows.contains { $0.cause == .converted && $0.output?.description == "12.50 EUR" })
    }

    @Test("goods that are out of stock go by quantity; amounts are left out")
    func outOfStock() async throws {
        var refund = refund("30.00")
        refund.reason = "out-of-stock"
        refund.lines = [Outbound.item("134643", 1)]

        let ledger = try await check(
            refund,
            #"{"OrderId":"GE10097473894NL","#
                + tail.replacing("RETURN", with: "5").replacing("returned", with: "out-of-stock"),
            "[" + product("134643", "", "5", "out-of-stock") + "]")

        #expect(ledger.rows.map(\.cause) == [.notExpressible])
    }

    @Test("shipping and duties without an amount are left to Global-e")
    func flags() async throws {
        var refund = refund()
        refund.lines = [Outbound.item("134643", 1)]
        refund.components = [
            MoneyComponent(kind: .fee, amounts: Amounts(), code: "Shipping"),
            MoneyComponent(kind: .duty, amounts: Amounts(), code: "Duties"),
        ]

        _ = try await check(
            refund,
            #"{"OrderId":"GE10097473894NL","ProductsDutiesRefund":true,"ShippingRefund":true,"# + tail,
            "[" + product("134643", "") + "]")
    }

    @Test("a refund that breaks a documented rule is held before it is sent")
    func held() throws {
        var mixed = refund()
        mixed.lines = [Outbound.item("134643", 1, reason: "5"), Outbound.item("134644", 1, reason: "RETURN")]
        var empty = refund()
        empty.lines = [Outbound.item("134643", 0)]
        var split = refund("10.00")
        split.components = [
            MoneyComponent(kind: .duty, amounts: Amounts(customer: Outbound.money("4.00", "EUR")))
        ]
        var tooMuch = refund("3.00")
        tooMuch.lines = [Outbound.item("134643", 1)]
        tooMuch.components = split.components
        var foreign = refund()
        foreign.amounts.customer = Outbound.money("1.00", "USD")
        var strange = refund("1.00")
        strange.components = [MoneyComponent(kind: .fee, amounts: Amounts(), code: "Goodwill")]
        let cases: [(Refund, String)] = [
            (mixed, "globale.mixed-reasons"), (empty, "field.value"), (split, "money.split"), (tooMuch, "money.split"),
            (foreign, "money.currency"), (strange, "globale.refund-part"), (refund("1.005"), "money.too-fine"),
            (refund("0.00"), "money.not-positive"), (refund(), "field.missing"), (refund(nil, "1.00"), "globale.rate"),
        ]
        for (refund, code) in cases {
            let problem = #expect(throws: TranslationProblem.self) {
                try Outbound.adapter().prepare(Outbound.refund(refund))
            }
            #expect(problem?.code == code)
        }
    }

    @Test("a refund that the answer tells of is one fact with the notification's key")
    func followUp() async throws {
        let notice =
            #"{"OrderId":"GE10097473894NL","RefundId":"R9","CurrencyCode":"EUR","OriginalCurrencyCode":"GBP","#
            + #""TotalRefundAmount":10.00,"OriginalTotalRefundAmount":8.30}"#
        let details = #"{"OrderId":"GE10097473894NL","TotalRefundAmount":10.00,"ServiceGestureAmount":10.00,"# + tail

        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.refund(refund("10.00")), [step(details, "", #"{"Success":true,"NotifyRefundOrder":\#(notice)}"#)])
        let notified = try Outbound.adapter().translate(document: Array(notice.utf8))

        #expect(deviations == [])
        #expect(result.followUps.map(\.duplicateKey) == notified.map(\.duplicateKey))
        #expect(result.followUps.first?.content.refund?.amounts.merchant == Outbound.money("8.30", "GBP"))
    }
}
