import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Parcels under way")
struct FollowingTests {
    private func poll(_ orders: [Order], _ steps: [ExchangeStep]) async throws -> PollPage {
        let exchange = RecordedExchange(steps)
        let page = try await Shipping.adapter().poll(after: nil, about: orders, through: exchange)
        #expect(exchange.deviations == [])
        return page
    }

    private func answer(_ awb: String, _ json: String) -> ExchangeStep {
        Shipping.step(.tracking, #"{"awb":"\#(awb)"}"#, json)
    }

    private func facts(_ page: PollPage) throws -> [IncomingFact] { try page.messages.flatMap { try $0.content.get() } }

    private func folded(_ page: PollPage, into order: Order) throws -> Order {
        var order = order
        for fact in try facts(page) {
            var folded = Shipping.fact(fact.kind, fact.content, source: "ship")
            folded.occurredAt = fact.occurredAt
            order.apply(folded)
        }
        return order
    }

    @Test("each event of a parcel is one fact, told once however often it is asked for")
    func underWay() async throws {
        let order = try Shipping.labelledOrder()
        let steps = [
            answer("AWB9876543210_1", try Shipping.text("tracking.under-way.json")),
            Shipping.tracked("AWB9876543210_2"),
        ]

        let page = try await poll([order], steps)
        let again = try await poll([order], steps)

        #expect(Shipping.json(try facts(page)) == (try Shipping.text("tracking.under-way.expected.json")))
        #expect(page == again)
        #expect(page.cursor == nil && !page.hasMore)
        let after = try folded(page, into: order)
        #expect(after.shipments.count == 1 && after.shipments[0].parcels.count == 2)
        #expect(after.shipments[0].status == "in_transit")
    }

    @Test("a shipment is delivered when its last parcel is, at that parcel's time")
    func delivered() async throws {
        let order = try Shipping.labelledOrder()
        let first = try await poll(
            [order],
            [
                answer("AWB9876543210_1", try Shipping.text("tracking.delivered-1.json")),
                Shipping.tracked("AWB9876543210_2"),
            ])
        let both = try await poll(
            [order],
            [
                answer("AWB9876543210_1", try Shipping.text("tracking.delivered-1.json")),
                answer("AWB9876543210_2", try Shipping.text("tracking.delivered-2.json")),
            ])

        #expect(try facts(first).map(\.kind) == [.shipmentTracking])
        let arrival = try #require(try facts(both).last { $0.kind == .shipmentDelivered })
        #expect(arrival.occurredAt?.spelling == "2026-01-18T12:00:00Z")
        #expect(Set(try facts(both).filter { $0.kind == .shipmentDelivered }.map(\.duplicateKey)).count == 1)
        let after = try folded(both, into: order)
        #expect(after.axes.fulfilment == .known(.delivered))
        #expect(after.phase == .delivered)
    }

    @Test("a parcel that tracking does not know yet is no news and no error")
    func unknownParcel() async throws {
        let order = try Shipping.labelledOrder()
        let absent = #"{"error":1,"errors":[{"code":"not_found"}]}"#
        let page = try await poll([order], [answer("AWB9876543210_1", absent), answer("AWB9876543210_2", absent)])
        #expect(page.messages.isEmpty)
    }

    @Test("an order that cannot be asked about does not hold up the next; nothing at all asked is a failed poll")
    func partlyReachable() async throws {
        let order = try Shipping.labelledOrder()
        var other = order
        other.references.removeAll { $0.kind == .known(.parcel) }
        other.references.append(Reference(system: "ship", kind: .parcel, value: "B1", role: "WMS0007"))
        let busy = Shipping.step(.tracking, status: 503, "")

        let page = try await poll([order, other], [busy, answer("B1", try Shipping.text("tracking.under-way.json"))])
        #expect(page.messages.count == 1)
        await #expect(throws: ExchangeFailure.self) { try await poll([order], [busy]) }
    }

    @Test("who is not let in stops the round and says why")
    func notLetIn() async throws {
        let order = try Shipping.labelledOrder()
        let refused = Shipping.step(.tracking, status: 401, #"{"error":1}"#)
        let problem = await #expect(throws: TranslationProblem.self) {
            try await poll([order, order], [refused, refused])
        }
        #expect(problem?.code == "glopal-shipping.unauthorised")
    }

    @Test("an event with a code that nobody knows is told as it is")
    func unknownCode() async throws {
        let order = try Shipping.labelledOrder()
        let json = #"{"error":0,"shipment":{"events":[{"code":"teleported","event_at":"soon","speed":9}]}}"#
        let page = try await poll([order], [answer("AWB9876543210_1", json), Shipping.tracked("AWB9876543210_2")])
        let fact = try #require(try facts(page).first)
        #expect(fact.content.shipment?.status == "teleported")
        #expect(fact.occurredAt == nil)
        #expect(fact.content.residue.map(\.pointer).contains("/shipment/events/0/speed"))
    }
}
