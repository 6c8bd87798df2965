import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Accept")
struct AcceptTests {
    static let body = #"{"external":{"order_id":"7051","order_number":"007051"}}"#
    static let ok = #"{"status":"ok"}"#

    private func deliver(
        _ delivery: OutboundDelivery, _ steps: [ExchangeStep], _ changes: [String: Settings.Value] = [:]
    ) async throws -> DeliveryResult {
        let adapter = try Glopal.adapter(changes)
        let exchange = RecordedExchange(steps)
        let result = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        #expect(exchange.deviations == [])
        return result
    }

    @Test("both ids are sent as they are, leading zeros included")
    func leadingZeros() async throws {
        let order = try Glopal.order("ready-eur.json")

        let result = try await deliver(Glopal.accept(of: order), [Glopal.post("accept", Self.body, Self.ok)])

        #expect(result.outcome == .confirmed)
        #expect(result.warnings.isEmpty)
    }

    @Test("a READY order that takes our ids is accepted there and then, once, however it is heard of")
    func accepted() async throws {
        var order = try Glopal.order("ready-eur.json")
        let delivery = Glopal.accept(of: order)
        order.apply(Glopal.fact(.orderAccepted, delivery.fact.content, source: "oms"))
        #expect(order.axes.acceptance == .known(.acceptSubmitted))

        let result = try await deliver(delivery, [Glopal.post("accept", Self.body, Self.ok)])

        let fact = try #require(result.followUps.first)
        #expect(result.followUps.count == 1)
        let read = try Glopal.adapter().translate(document: Glopal.bytes("accepted.json")).first
        #expect(fact.kind == .orderAccepted)
        #expect(fact.duplicateKey == read?.duplicateKey)
        #expect(fact.subject == read?.subject)
        #expect(fact.content.acceptance == read?.content.acceptance)
        order.apply(Glopal.fact(fact.kind, fact.content))
        #expect(order.axes.acceptance == .known(.accepted))
    }

    @Test("the ids can be sent flat")
    func flat() async throws {
        let order = try Glopal.order("ready-eur.json")
        let body = #"{"external_order_id":"7051","external_order_number":"007051"}"#

        let result = try await deliver(
            Glopal.accept(of: order), [Glopal.post("accept", body, Self.ok)], ["external_ids": .string("flat")])

        #expect(result.outcome == .confirmed)
    }

    @Test("an acceptance before READY is confirmed as submitted, and a later reading tells what became of it")
    func deferred() async throws {
        let order = try Glopal.order("received-jpy.json")
        var step = Glopal.post("accept", Self.body, Self.ok)
        step.url = "\(Glopal.ordersURL)/410001-200010/accept"

        let result = try await deliver(Glopal.accept(of: order), [step])

        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["glopal.accept-deferred"])
        #expect(result.followUps.isEmpty)
        let later = try Glopal.adapter().translate(document: Glopal.bytes("accepted.json"))
        #expect(later.first?.kind == .orderAccepted)
        #expect(later.first?.content.acceptance?.orderNumber == "007051")
    }

    @Test("an order that was accepted before READY is accepted when Glopal says so, and not before")
    func submitted() throws {
        var order = try Glopal.order("received-jpy.json")
        order.apply(Glopal.fact(.orderAccepted, Glopal.accept(of: order).fact.content, source: "oms"))
        #expect(order.axes.acceptance == .known(.acceptSubmitted))
        #expect(order.phase == .ready)

        for fact in try Glopal.adapter().translate(document: Glopal.bytes("accepted.json")) {
            order.apply(Glopal.fact(fact.kind, fact.content))
        }

        #expect(order.axes.acceptance == .known(.accepted))
        #expect(order.phase == .accepted)
    }

    @Test("other ids, or a cancelled order, are refused for good and never retried")
    func refused() async throws {
        let order = try Glopal.order("ready-eur.json")
        let answer = #"{"status":"error","message":"already accepted with other ids"}"#

        let result = try await deliver(
            Glopal.accept(of: order), [Glopal.post("accept", Self.body, status: 400, answer)])

        let message = "Glopal refused the call (400)"
        #expect(result.outcome == .rejected(Reason(code: "glopal.refused", message: message)))
    }

    @Test("an acceptance without both ids is held", arguments: [("", "007051"), ("7051", "")])
    func missingIDs(_ orderID: String, _ number: String) throws {
        let delivery = Glopal.accept(orderID, number, of: try Glopal.order("ready-eur.json"))

        #expect(throws: TranslationProblem.self) { try Glopal.adapter().prepare(delivery) }
    }

    @Test("a store with plug and play gets no acceptance, and the timeline says so")
    func plugAndPlay() async throws {
        let order = try Glopal.order("ready-eur.json")

        let result = try await deliver(Glopal.accept(of: order), [], ["plug_and_play": .boolean(true)])

        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["glopal.plug-and-play"])
        #expect(result.followUps.isEmpty)
    }

    @Test("an order of another store or system has no id to call")
    func foreignOrder() throws {
        var order = try Glopal.order("ready-eur.json")
        for index in order.references.indices { order.references[index].scope = "acme-us" }

        #expect(throws: TranslationProblem.self) { try Glopal.adapter().prepare(Glopal.accept(of: order)) }
    }

    @Test("what is recorded of a call does not hold the key")
    func recordedWithoutKey() throws {
        let prepared = try Glopal.adapter().prepare(Glopal.accept(of: try Glopal.order("ready-eur.json")))

        #expect(prepared.request.headers[.authorization] == nil)
        #expect(prepared.ledger.rows.isEmpty)
    }

    @Test(
        "a look-up tells by the external ids whether an acceptance took effect",
        arguments: [("7051", "007051", true), ("7051", "7051", false), ("9", "9", false)])
    func lookUp(_ orderID: String, _ number: String, _ happened: Bool) async throws {
        let delivery = Glopal.accept(orderID, number, of: try Glopal.order("ready-eur.json"))
        let exchange = RecordedExchange([Glopal.details(try Glopal.bytes("accepted.json"))])

        let result = try await Glopal.adapter().lookUp(delivery, through: exchange)

        guard case .happened(_, let followUps, _) = result else {
            #expect(!happened)
            return
        }
        #expect(happened)
        #expect(followUps.map(\.duplicateKey) == ["410001-200002:ACCEPTED"])
    }
}
