import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Status and cancellation")
struct StatusTests {
    private func step(_ details: String, status: Int = 200, _ answer: String = Outbound.success) -> ExchangeStep {
        Outbound.step(
            "/Order/UpdateOrderStatus", query: Outbound.argument("orderStatus", details), body: "", status: status,
            answer)
    }

    private func cancelDetails(_ code: String, _ name: String) -> String {
        #"{"OrderId":"\#(Outbound.orderID)","OrderStatus":{"OrderStatusCode":"Canceled"},"#
            + #""OrderStatusReason":{"OrderStatusReasonCode":"\#(code)","Name":"\#(name)"}}"#
    }

    @Test(
        "a cancellation goes out with the agreed code and the reason that Global-e tells the customer",
        arguments: [
            ("customer-request", "1010", "customer-request"), ("1010", "1010", "customer-request"),
            ("too-late", "too-late", "too-late"),
        ])
    func cancel(_ reason: String, _ code: String, _ name: String) async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.cancelled(reason), [step(cancelDetails(code, name))])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("a cancellation without a reason is held, unless the settings name a default one")
    func noReason() async throws {
        let problem = #expect(throws: TranslationProblem.self) {
            try Outbound.adapter().prepare(Outbound.cancelled(nil))
        }
        #expect(problem?.pointer == "/cancellation/reason")

        let reasons = Settings.Value.map([("99", .string("default"))])
        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.cancelled(nil), [step(cancelDetails("99", "99"))], ["reasons": reasons])
        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("a refused cancellation of an order that is cancelled already is a success")
    func alreadyCancelled() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.cancelled("1010"),
            [
                step(cancelDetails("1010", "customer-request"), status: 400, #"{"Code":"400","Error":"no"}"#),
                Outbound.detailsStep(Outbound.details(#""StatusCode":"CANCELLED""#)),
            ])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["globale.already-cancelled"])
    }

    @Test("a refused cancellation of an order that stands stays refused")
    func refusedCancellation() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.cancelled("1010"),
            [
                step(cancelDetails("1010", "customer-request"), #"{"Success":false,"Reason":"shipped"}"#),
                Outbound.detailsStep(Outbound.details(#""StatusCode":"shipped""#)),
            ])

        #expect(deviations == [])
        #expect(result.outcome.short == "rejected globale.refused")
    }

    @Test(
        "a fact is told with the first code that means it",
        arguments: [(.orderAccepted, "processing"), (.orderCompleted, "done"), (.shipmentDelivered, "arrived")]
            as [(FactKind, String)])
    func status(_ kind: FactKind, _ code: String) async throws {
        let details = #"{"OrderId":"\#(Outbound.orderID)","OrderStatus":{"OrderStatusCode":"\#(code)"}}"#

        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.delivery(kind, FactContent()), [step(details)])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("a raw status goes out as it is, a word of ours as its code")
    func rawStatus() async throws {
        for (status, code) in [("packing", "packing"), ("ready", "processing")] {
            var content = FactContent()
            content.status = status
            let details = #"{"OrderId":"\#(Outbound.orderID)","OrderStatus":{"OrderStatusCode":"\#(code)"}}"#
            let (_, deviations, _) = try await Outbound.deliver(
                Outbound.delivery(.orderStatus, content), [step(details)])
            #expect(deviations == [])
        }
    }

    @Test("an acceptance without a code is not sent, because the answer to SendOrderToMerchant brings the ids")
    func acceptanceWithoutCode() async throws {
        var content = FactContent()
        content.acceptance = FactContent.Acceptance(orderID: "7051", orderNumber: "007051")

        let (result, deviations, _) = try await Outbound.deliver(
            Outbound.delivery(.orderAccepted, content), [], ["statuses": .map([])])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["globale.acceptance-not-sent"])
    }

    @Test("a fact whose code nobody agreed on is held")
    func unmapped() throws {
        let adapter = try Outbound.adapter(["statuses": .map([])])

        let problem = #expect(throws: TranslationProblem.self) {
            try adapter.prepare(Outbound.delivery(.orderCompleted, FactContent()))
        }
        #expect(problem?.code == "globale.status-unmapped")
    }

    @Test("an order that Global-e does not have is held")
    func strangeOrder() throws {
        let delivery = Outbound.delivery(.orderCompleted, FactContent(), of: Outbound.order(system: "other"))

        let problem = #expect(throws: TranslationProblem.self) { try Outbound.adapter().prepare(delivery) }
        #expect(problem?.code == "reference.missing")
    }
}
