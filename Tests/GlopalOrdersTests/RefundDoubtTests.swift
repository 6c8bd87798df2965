import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("A refund in doubt")
struct RefundDoubtTests {
    /// The details with the refunds RF-1 of 10.00 EUR, made a day after the test's moment, and one of a dispute.
    private func refunded(_ amount: String = "10.00") throws -> [UInt8] {
        let text = try Glopal.fixtures.text("completed-refunded.json").replacing("chargeback_desk", with: "dispute")
        return Array(text.replacing("\"amount\": 10.00", with: "\"amount\": \(amount)").utf8)
    }

    private func request(_ id: String) -> Refund {
        var refund = Glopal.partial("10.00")
        refund.id = id
        return refund
    }

    /// The order after what the gateway heard of it: `R1` is a request of 10.00 EUR, `RF-1` the refund that was read.
    private func order(after news: [String]) throws -> Order {
        var order = try Glopal.order("accepted.json")
        let listed = try Glopal.adapter().translate(document: refunded())
        for id in news {
            if let fact = listed.first(where: { $0.content.refund?.id == id }) {
                order.apply(Glopal.fact(.refundIssued, fact.content, id))
            } else {
                var content = FactContent()
                content.refund = request(id)
                order.apply(Glopal.fact(.refundRequested, content, id, source: "oms"))
            }
        }
        return order
    }

    private func word(_ result: LookUpResult) -> String {
        switch result {
        case .happened(let references, _, _): "happened \(references.map(\.value).joined())"
        case .didNotHappen: "did not happen"
        case .unclear: "unclear"
        }
    }

    @Test(
        "a refund that is known already is ours only when it can be no other request's",
        arguments: [
            // Nobody knew it before the look-up.
            (["R2"], "happened RF-1"),
            // A poll read it while our answer was lost.
            (["R2", "RF-1"], "happened RF-1"), (["R2", "RF-1", "R3"], "happened RF-1"),
            (["R2", "R3", "RF-1"], "happened RF-1"),
            // It was known before ours was asked for: it is an earlier request's, or made by hand.
            (["R1", "RF-1", "R2"], "unclear"), (["RF-1", "R2"], "unclear"),
            // An earlier request of the same amount is open, and may have been paid.
            (["R1", "R2"], "unclear"), (["R1", "R2", "RF-1"], "unclear"),
        ])
    func known(_ news: [String], _ expected: String) async throws {
        let delivery = Glopal.refund(request("R2"), of: try order(after: news))

        let result = try await Glopal.adapter().lookUp(
            delivery, through: RecordedExchange([Glopal.details(try refunded())]))

        #expect(word(result) == expected)
    }

    @Test("a refund of all that is left is found although a poll has read it, and although it states no amount")
    func full() async throws {
        var refund = Refund()
        refund.id = "R2"
        refund.isFull = true
        var order = try Glopal.order("accepted.json")
        var content = FactContent()
        content.refund = refund
        order.apply(Glopal.fact(.refundRequested, content, "R2", source: "oms"))
        let json = try refunded("91.02")
        for fact in try Glopal.adapter().translate(document: json) where fact.content.refund?.id == "RF-1" {
            order.apply(Glopal.fact(.refundIssued, fact.content, "RF-1"))
        }

        let result = try await Glopal.adapter().lookUp(
            Glopal.refund(refund, of: order), through: RecordedExchange([Glopal.details(json)]))

        #expect(word(result) == "happened RF-1")
    }

    @Test("a refund that was turned away is sent when its turn comes again, whatever was paid in the meantime")
    func turnedAway() async throws {
        let delivery = Glopal.refund(request("R2"), of: try order(after: ["R1", "RF-1", "R2"]), attempt: 2)
        let quote =
            #"{"currency":"EUR","amount":10.00,"refundable_amount":81.02,"liability":{"merchant":10.00,"glopal":0.00}}"#
        let exchange = RecordedExchange([
            Glopal.post("quote_refund", quote), Glopal.post("refund", #"{"status":"ok","refund_id":"RF-9"}"#),
        ])
        let adapter = try Glopal.adapter()

        let result = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)

        #expect(exchange.deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["RF-9"])
    }
}
