import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("An unanswered call is looked up before anything is sent again")
struct LookUpTests {
    private func refund(_ reason: String = "returned") -> Refund {
        var refund = Refund()
        refund.id = "OMS-R1"
        refund.reason = reason
        refund.lines = [Outbound.item("134643", 1)]
        refund.amounts.customer = Outbound.money("30.00", "EUR")
        return refund
    }

    private func lookUp(_ delivery: OutboundDelivery, _ steps: [ExchangeStep]) async throws -> LookUpResult {
        let exchange = RecordedExchange(steps)
        let found = try await Outbound.adapter().lookUp(delivery, through: exchange)
        #expect(exchange.deviations == [])
        return found
    }

    @Test("a refund without an answer is in doubt")
    func silence() async throws {
        let adapter = try Outbound.adapter()
        let delivery = Outbound.refund(refund())
        let prepared = try adapter.prepare(delivery)

        let failure = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(prepared, of: delivery, through: UniformExchange(nil))
        }
        #expect(failure?.effect == .unknown)
        #expect(GlobalEOperation.createOrderRefund.declaration.idempotency == .lookup)
    }

    @Test("a refund that Global-e has announced meanwhile happened, and nothing is read")
    func announced() async throws {
        var order = Outbound.order()
        var issued = refund()
        issued.id = "R9"
        issued.state = .known(.issued)
        order.refunds = [refund(), issued]

        #expect(
            try await lookUp(Outbound.refund(refund(), of: order), []) == .happened(references: [], followUps: []))
    }

    @Test("two equal requests and one announcement leave it to a person")
    func twoEqual() async throws {
        var order = Outbound.order()
        var issued = refund()
        issued.state = .known(.issued)
        order.refunds = [refund(), refund(), issued]

        let found = try await lookUp(
            Outbound.refund(refund(), of: order), [Outbound.detailsStep(Outbound.details())])
        #expect(found.isUnclear)
    }

    @Test(
        "a list of refunds in the details decides by the reference that ours was given",
        arguments: [
            (#""Refunds":[{"externalReference":"OMS-R1"}]"#, "happened"), (#""Refunds":[]"#, "did not"),
            (#""Refunds":[{"externalReference":"OTHER"}]"#, "did not"), (#""Refunds":[{"RefundId":"7"}]"#, "unclear"),
            ("", "unclear"),
        ])
    func listed(_ members: String, _ expected: String) async throws {
        let found = try await lookUp(
            Outbound.refund(refund()), [Outbound.detailsStep(Outbound.details(members))])

        switch found {
        case .happened: #expect(expected == "happened")
        case .didNotHappen: #expect(expected == "did not")
        case .unclear: #expect(expected == "unclear")
        }
    }

    @Test("goods that are out of stock are gone from the details; equal quantities prove nothing")
    func outOfStock() async throws {
        for (quantity, happened) in [("1", true), ("2", false)] {
            let products = #""Products":[{"CartItemId":"134643","Quantity":\#(quantity)}]"#
            let found = try await lookUp(
                Outbound.refund(refund("5")), [Outbound.detailsStep(Outbound.details(products))])
            #expect(found.isUnclear != happened)
        }
    }

    @Test("a second attempt reads first, and sends nothing when the first one worked")
    func secondAttempt() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.refund(refund(), attempt: 2),
            [Outbound.detailsStep(Outbound.details(#""refunds":[{"ExternalReference":"OMS-R1"}]"#))])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("a change is looked up by its cart items")
    func edit() async throws {
        var content = FactContent()
        content.request = try JSONText(validating: Array(try Outbound.text("edit-order.request.json").utf8))
        let delivery = Outbound.delivery(.editRequested, content)
        for (items, expected) in [(["2"], true), (["1"], false), (["3"], nil)] as [([String], Bool?)] {
            let products = items.map { #"{"CartItemId":"\#($0)"}"# }.joined(separator: ",")
            let found = try await lookUp(
                delivery, [Outbound.detailsStep(Outbound.details(#""Products":[\#(products)]"#))])
            switch found {
            case .happened: #expect(expected == true)
            case .didNotHappen: #expect(expected == false)
            case .unclear: #expect(expected == nil)
            }
        }
    }

    @Test("details that cannot be read now are read later; those that never can be are for a person")
    func unreadable() async throws {
        let delivery = Outbound.refund(refund())
        let later = await #expect(throws: ExchangeFailure.self) {
            try await Outbound.adapter().lookUp(
                delivery, through: RecordedExchange([Outbound.detailsStep("", status: 503)]))
        }
        #expect(later?.effect == AdapterKit.ExchangeFailure.Effect.none)
        #expect(try await lookUp(delivery, [Outbound.detailsStep("", status: 401)]).isUnclear)
        #expect(try await lookUp(delivery, [Outbound.detailsStep(#"[{"OrderId":"GE1"}]"#)]).isUnclear)
        #expect(try await lookUp(delivery, [Outbound.detailsStep("[]")]).isUnclear)
    }

    @Test("a single order instead of a list is taken too")
    func single() async throws {
        let found = try await lookUp(
            Outbound.refund(refund()),
            [Outbound.detailsStep(#"{"orderid":"ge10097473894nl","Refunds":[]}"#)])

        #expect(found == .didNotHappen)
    }
}
