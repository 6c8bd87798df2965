import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Refund")
struct RefundTests {
    private func deliver(
        _ delivery: OutboundDelivery, _ steps: [ExchangeStep]
    ) async throws -> (result: DeliveryResult, prepared: PreparedDelivery) {
        let adapter = try Glopal.adapter()
        let exchange = RecordedExchange(steps)
        let prepared = try adapter.prepare(delivery)
        let result = try await adapter.deliver(prepared, of: delivery, through: exchange)
        #expect(exchange.deviations == [])
        return (result, prepared)
    }

    private func quote(_ amount: String, merchant: String, glopal: String, of limit: String = "91.02") -> String {
        #"{"currency":"EUR","amount":\#(amount),"refundable_amount":\#(limit),"#
            + #""liability":{"merchant":\#(merchant),"glopal":\#(glopal)}}"#
    }

    private let success = #"{"status":"ok","refund_id":"RF-9"}"#

    @Test("a refund is quoted, sent with the quoted split and confirmed with its id")
    func quoted() async throws {
        let order = try Glopal.order("accepted.json")
        let body = #"{"amount":50.00,"reason":"late_delivery","liability":{"merchant":42.10,"glopal":7.90}}"#

        let (result, _) = try await deliver(
            Glopal.refund(Glopal.partial("50.00"), of: order),
            [
                Glopal.post("quote_refund", #"{"amount":50.00}"#, quote("50.00", merchant: "42.10", glopal: "7.90")),
                Glopal.post("refund", body, success),
            ])

        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["RF-9"])
        #expect(result.followUps.map(\.kind) == [.refundIssued])
        #expect(result.followUps.first?.duplicateKey == "410001-200002:refund:RF-9")
    }

    @Test("a refund that was answered and then read is one fact by its duplicate key")
    func sameKey() throws {
        let facts = try Glopal.adapter().translate(document: Glopal.bytes("completed-refunded.json"))

        #expect(facts.map(\.duplicateKey).contains("410001-200002:refund:RF-1"))
    }

    @Test("a full refund sends the original amount of the buyer, less what went back before")
    func full() async throws {
        var refund = Refund()
        refund.isFull = true
        refund.reason = "returned"

        let whole = try Glopal.adapter().prepare(Glopal.refund(refund, of: try Glopal.order("accepted.json")))
        var later = Glopal.refund(refund, of: try Glopal.order("completed-refunded.json"))
        later.fact.receivedAt = Instant.testMoment.advanced(by: .seconds(30 * 86_400))
        let rest = try Glopal.adapter().prepare(later)

        #expect(String(decoding: whole.request.body, as: UTF8.self) == #"{"amount":91.02,"reason":"returned"}"#)
        #expect(String(decoding: rest.request.body, as: UTF8.self) == #"{"amount":75.52,"reason":"returned"}"#)
        #expect(whole.ledger.isBalanced && rest.ledger.isBalanced)
    }

    @Test(
        "an amount of the merchant is multiplied back by the order's own rate, its total becomes the buyer's total",
        arguments: [("10.00", "9.10"), ("100.00", "91.02"), ("27.47", "25.00")])
    func merchantAmount(_ amount: String, _ sent: String) throws {
        let order = try Glopal.order("accepted.json", ["base_currency": .string("USD")])
        var refund = Refund()
        refund.reason = "returned"
        refund.amounts.merchant = .init(Money(try ExactDecimal(amount), Currency(exactly: "USD")))

        let prepared = try Glopal.adapter().prepare(Glopal.refund(refund, of: order))

        #expect(String(decoding: prepared.request.body, as: UTF8.self) == #"{"amount":\#(sent),"reason":"returned"}"#)
        let row = try #require(prepared.ledger.rows.first)
        #expect(row.cause == .converted)
        #expect(row.output?.description == "\(sent) EUR")
        #expect(prepared.ledger.isBalanced)
    }

    @Test(
        "a refund that cannot be expressed is held",
        arguments: [("10.005", "EUR"), ("10.00", "USD"), ("0", "EUR"), ("-1.00", "EUR")]
            as [(StaticString, StaticString)])
    func impossible(_ amount: StaticString, _ currency: StaticString) throws {
        let delivery = Glopal.refund(Glopal.partial(amount, currency), of: try Glopal.order("accepted.json"))

        #expect(throws: TranslationProblem.self) { try Glopal.adapter().prepare(delivery) }
    }

    @Test(
        "a refund of lines or of parts without an amount is held, and never becomes a refund of everything",
        arguments: [true, false])
    func withoutAmount(_ namesLines: Bool) throws {
        var refund = Refund()
        refund.id = "OMS-R1"
        refund.reason = "returned"
        if namesLines {
            refund.lines = [.init(line: "1", quantity: 1)]
        } else {
            refund.components = [MoneyComponent(kind: .duty, amounts: Amounts())]
        }
        let delivery = Glopal.refund(refund, of: try Glopal.order("accepted.json"))

        let problem = #expect(throws: TranslationProblem.self) { try Glopal.adapter().prepare(delivery) }

        #expect(problem?.code == "field.missing")
        #expect(problem?.pointer == "/refund/amounts")
    }

    @Test("more than can be given back is refused before anything is sent")
    func overRefund() async throws {
        let answer = quote("90.00", merchant: "90.00", glopal: "0.00", of: "80.00")

        let (result, _) = try await deliver(
            Glopal.refund(Glopal.partial("90.00"), of: try Glopal.order("accepted.json")),
            [Glopal.post("quote_refund", answer)])

        guard case .rejected(let reason) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(reason.code == "glopal.over-refund")
    }

    @Test("a quote whose shares do not sum to its amount is not relied on")
    func badQuote() async throws {
        let answer = quote("50.00", merchant: "42.10", glopal: "7.91")

        let (result, _) = try await deliver(
            Glopal.refund(Glopal.partial("50.00"), of: try Glopal.order("accepted.json")),
            [Glopal.post("quote_refund", answer)])

        guard case .rejected(let reason) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(reason.code == "glopal.quote")
    }

    @Test("asking Glopal for more than it quoted needs a claim, and goes with one", arguments: [false, true])
    func claim(_ hasClaim: Bool) async throws {
        var refund = Glopal.partial("50.00")
        let euro = Currency(exactly: "EUR")
        refund.liability = .init(merchant: Money(0, euro), provider: Money(50, euro))
        if hasClaim { refund.claim = .init(type: "lost_or_damaged", amount: Money(50, euro)) }
        let body =
            #"{"amount":50.00,"reason":"late_delivery","liability":{"merchant":0.00,"glopal":50.00},"#
            + #""claim":{"type":"lost_or_damaged","requested_amount":50.00}}"#
        var steps = [Glopal.post("quote_refund", quote("50.00", merchant: "42.10", glopal: "7.90"))]
        if hasClaim { steps.append(Glopal.post("refund", body, success)) }

        let (result, _) = try await deliver(Glopal.refund(refund, of: try Glopal.order("accepted.json")), steps)

        if hasClaim {
            #expect(result.outcome == .confirmed)
        } else if case .rejected(let reason) = result.outcome {
            #expect(reason.code == "glopal.claim-missing")
        } else {
            Issue.record("\(result.outcome)")
        }
    }

    @Test("a lost answer to the quote is harmless, one to the refund is in doubt")
    func silence() async throws {
        let delivery = Glopal.refund(Glopal.partial("50.00"), of: try Glopal.order("accepted.json"))
        let adapter = try Glopal.adapter()
        let prepared = try adapter.prepare(delivery)
        let quoted = Glopal.post("quote_refund", quote("50.00", merchant: "50.00", glopal: "0.00"))
        let url = "\(Glopal.ordersURL)/\(Glopal.orderID)"

        let early = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(
                prepared, of: delivery, through: RecordedExchange([.unanswered(.post, "\(url)/quote_refund")]))
        }
        let late = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(
                prepared, of: delivery, through: RecordedExchange([quoted, .unanswered(.post, "\(url)/refund")]))
        }

        #expect(early?.effect == ExchangeFailure.Effect.none)
        #expect(late?.effect == .unknown)
    }

    /// The details with the refunds RF-1 of 10.00 EUR, made a day after the test's moment, and one of a dispute.
    private func refunded() throws -> [UInt8] {
        let text = try Glopal.fixtures.text("completed-refunded.json").replacing("chargeback_desk", with: "dispute")
        return Array(text.utf8)
    }

    @Test(
        "a look-up finds the refund by amount and time, and leaves to a person what it cannot tell",
        arguments: [
            ("accepted.json", "10.00", 0, "happened RF-1"), ("accepted.json", "7.00", 0, "unclear"),
            ("accepted.json", "10.00", 30, "did not happen"), ("completed-refunded.json", "7.00", 0, "did not happen"),
        ])
    func lookUp(_ known: String, _ amount: String, _ days: Int, _ expected: String) async throws {
        var refund = Glopal.partial("1.00")
        refund.amounts.customer?.money.amount = try ExactDecimal(amount)
        var delivery = Glopal.refund(refund, of: try Glopal.order(known))
        delivery.fact.receivedAt = Instant.testMoment.advanced(by: .seconds(days * 86_400))

        let result = try await Glopal.adapter().lookUp(
            delivery, through: RecordedExchange([Glopal.details(try refunded())]))

        #expect(word(result) == expected)
    }

    private func word(_ result: LookUpResult) -> String {
        switch result {
        case .happened(let references, _, _): "happened \(references.map(\.value).joined())"
        case .didNotHappen: "did not happen"
        case .unclear: "unclear"
        }
    }

    @Test("details that do not list refunds tell nothing")
    func notListed() async throws {
        let delivery = Glopal.refund(Glopal.partial("10.00"), of: try Glopal.order("accepted.json"))
        let exchange = RecordedExchange([Glopal.details(try Glopal.bytes("ready-kwd.json"))])

        guard case .unclear = try await Glopal.adapter().lookUp(delivery, through: exchange) else {
            Issue.record("something was told from nothing")
            return
        }
    }
}
