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

    @Test("an arrival is a message of its own, whatever is known of the parcels' answers already")
    func arrivalApart() async throws {
        let order = try Shipping.labelledOrder()
        let done = try Shipping.text("tracking.delivered-1.json")
        let first = try await poll(
            [order],
            [
                answer("AWB9876543210_1", done),
                answer("AWB9876543210_2", try Shipping.text("tracking.under-way.json")),
            ])
        let second = try await poll(
            [order],
            [
                answer("AWB9876543210_1", done),
                answer("AWB9876543210_2", try Shipping.text("tracking.delivered-2.json")),
            ])

        #expect(first.messages[0] == second.messages[0])
        #expect(second.messages.count == 3)
        let kinds = try second.messages.map { try $0.content.get().map(\.kind) }
        #expect(kinds == [[.shipmentTracking], [.shipmentTracking], [.shipmentDelivered]])
        #expect(second.messages[2].key == "delivered:FU.77OMS:\(Shipping.orderID.value)")
        #expect(second.messages[2].key == (try second.messages[2].content.get()[0].duplicateKey))
    }

    @Test("a shipment arrives whatever another shipment of the order does, and is not asked about again")
    func shipmentsApart() async throws {
        var order = try Shipping.labelledOrder()
        var other = Shipment()
        other.id = "F2"
        other.trackingNumber = "B1"
        order.shipments.append(other)
        order.references.append(Reference(system: "ship", kind: .parcel, value: "B1", role: "F2-P1"))
        let page = try await poll(
            [order],
            [
                answer("AWB9876543210_1", try Shipping.text("tracking.delivered-1.json")),
                answer("AWB9876543210_2", try Shipping.text("tracking.delivered-2.json")),
                answer("B1", #"{"error":1,"errors":[{"code":"not_found"}]}"#),
            ])
        #expect(try facts(page).last?.kind == .shipmentDelivered)

        let after = try folded(page, into: order)
        let next = try await poll([after], [answer("B1", #"{"error":1,"errors":[{"code":"not_found"}]}"#)])
        #expect(next.messages.isEmpty)
    }

    @Test("a parcel that came back, was lost or is too old is not asked about any more")
    func ended() async throws {
        var order = try Shipping.labelledOrder()
        order.shipments[0].parcels.removeLast()
        order.references.removeAll { $0.value == "AWB9876543210_2" }
        for status in ["returned", "lost"] {
            order.shipments[0].status = status
            #expect(try await poll([order], []).messages.isEmpty)
        }
        order.shipments[0].status = nil
        let late = RecordedExchange(at: Instant(microseconds: 1_768_469_400_000_000 + 121 * 86_400_000_000))
        #expect(try await Shipping.adapter().poll(after: nil, about: [order], through: late).messages.isEmpty)
        #expect(late.requests.isEmpty)
    }

    @Test("an answer that says neither news nor absence is held once by its reason")
    func unreadable() async throws {
        let order = try Shipping.labelledOrder()
        let page = try await poll(
            [order],
            [
                answer("AWB9876543210_1", "{}"),
                answer("AWB9876543210_2", #"{"error":1,"errors":[{"code":"internal"}]}"#),
            ])
        #expect(
            page.messages.map(\.key) == [
                "unreadable:AWB9876543210_1:glopal-shipping.protocol",
                "unreadable:AWB9876543210_2:glopal-shipping.failed",
            ])
        #expect(throws: TranslationProblem.self) { try page.messages[0].content.get() }
    }

    @Test("who is asked to slow down or not let in any more asks no further, and keeps what was gathered")
    func ends() async throws {
        let order = try Shipping.labelledOrder()
        let news = answer("AWB9876543210_1", try Shipping.text("tracking.under-way.json"))
        let slower = Shipping.step(.tracking, #"{"awb":"AWB9876543210_2"}"#, status: 429, "")
        let refused = Shipping.step(.tracking, #"{"awb":"AWB9876543210_2"}"#, status: 401, #"{"error":1}"#)
        #expect(try await poll([order, order], [news, slower]).messages.count == 1)
        #expect(try await poll([order, order], [news, refused, refused]).messages.count == 1)
        let alone = Shipping.step(.tracking, status: 429, "")
        await #expect(throws: ExchangeFailure.self) { try await poll([order, order], [alone]) }
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
