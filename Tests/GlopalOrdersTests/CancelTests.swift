import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Cancel")
struct CancelTests {
    private func deliver(
        _ delivery: OutboundDelivery, _ steps: [ExchangeStep], _ changes: [String: Settings.Value] = [:]
    ) async throws -> DeliveryResult {
        let adapter = try Glopal.adapter(changes)
        let exchange = RecordedExchange(steps)
        let result = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        #expect(exchange.deviations == [])
        return result
    }

    private func cancelled() throws -> [UInt8] {
        let text = try Glopal.fixtures.text("cancelled.json").replacing("410001-200004", with: Glopal.orderID)
        return Array(text.utf8)
    }

    @Test(
        "the reason is mapped, passed on as it is, or the default one",
        arguments: [("sold_out", "out_of_stock"), ("price_error", "price_error"), (nil, "other")] as [(String?, String)]
    )
    func reasons(_ own: String?, _ sent: String) async throws {
        let order = try Glopal.order("ready-eur.json")
        let map = Settings.Value.map([("sold_out", .string("out_of_stock")), ("default", .string("other"))])

        let result = try await deliver(
            Glopal.cancel(own, of: order),
            [Glopal.post("cancel", #"{"reason":"\#(sent)"}"#, #"{"status":"ok"}"#)], ["cancel_reasons": map])

        #expect(result.outcome == .confirmed)
    }

    @Test("a cancellation without a reason is held when none is the default")
    func noReason() throws {
        let adapter = try Glopal.adapter(["cancel_reasons": .map([])])
        let delivery = Glopal.cancel(nil, of: try Glopal.order("ready-eur.json"))

        #expect(throws: TranslationProblem.self) { try adapter.prepare(delivery) }
    }

    @Test("a refused order is cancelled")
    func refusedOrder() throws {
        #expect(GlopalOrdersAdapter.declaration.carries[.orderRefused] == "cancel")
    }

    @Test("a refusal of an order that is cancelled already is a success")
    func alreadyCancelled() async throws {
        let order = try Glopal.order("ready-eur.json")

        let result = try await deliver(
            Glopal.cancel(of: order),
            [
                Glopal.post("cancel", status: 400, #"{"message":"already cancelled"}"#),
                Glopal.details(try cancelled()),
            ])

        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["glopal.already-cancelled"])
    }

    @Test("a refusal of an order that still stands is a refusal")
    func shipped() async throws {
        let order = try Glopal.order("ready-eur.json")

        let result = try await deliver(
            Glopal.cancel(of: order),
            [
                Glopal.post("cancel", status: 400, #"{"error":{"message":"shipped"}}"#),
                Glopal.details(try Glopal.bytes("ready-eur.json")),
            ])

        #expect(
            result.outcome
                == .rejected(Reason(code: "glopal.refused", message: "Glopal refused the call (400)")))
    }

    @Test("a cancellation without an answer is looked up, and CANCELLED counts as success")
    func lookUp() async throws {
        let delivery = Glopal.cancel(of: try Glopal.order("ready-eur.json"))
        let adapter = try Glopal.adapter()

        let gone = try await adapter.lookUp(
            delivery, through: RecordedExchange([Glopal.details(try cancelled())]))
        let standing = try await adapter.lookUp(
            delivery, through: RecordedExchange([Glopal.details(try Glopal.bytes("ready-eur.json"))]))

        #expect(gone == .happened(references: [], followUps: []))
        #expect(standing == .didNotHappen)
    }
}
