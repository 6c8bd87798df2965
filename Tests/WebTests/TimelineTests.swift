import Canonical
import Journal
import Testing
import Web

@Suite("The timeline of an order")
struct TimelineTests {
    private static let start = Instant(microseconds: 1_767_225_600_000_000)

    private static func moment(_ seconds: Int) -> Instant { start.advanced(by: .seconds(seconds)) }

    private static func fact(_ id: String, _ kind: FactKind, at seconds: Int) -> Fact {
        Fact(
            id: FactID(id), orderID: OrderID("o"), kind: kind, source: "shop", origin: "shop",
            receivedAt: moment(seconds), duplicateKey: id, content: FactContent())
    }

    private static func delivery(_ state: DeliveryState, attempts: Int, changedAt seconds: Int) -> DeliveryRecord {
        DeliveryRecord(
            id: DeliveryID("d"), sequence: 1, orderID: OrderID("o"), factID: FactID("f1"), kind: .orderReady,
            target: "warehouse", operation: "create-order", route: "sales", priority: 0, state: state,
            attempts: attempts, dueAt: start, reason: Hold(code: "http.422", message: "refused"),
            createdAt: start, updatedAt: moment(seconds))
    }

    @Test("things stand in the sequence of time, and of cause and effect within a moment")
    func sequence() {
        let attempt = AttemptRecord(
            number: 1, request: "POST /orders", requestSize: 90, startedAt: Self.moment(2),
            finishedAt: Self.moment(3), status: 422, outcome: "rejected", reason: nil)
        let timeline = Timeline(
            facts: [Self.fact("f1", .orderReady, at: 0), Self.fact("f2", .orderCancelled, at: 9)],
            trips: [.init(Self.delivery(.needsAttention, attempts: 1, changedAt: 3), attempts: [attempt])],
            notes: [TimelineNote(at: Self.moment(5), code: "echo", message: "not sent back", actor: "gateway")])

        #expect(
            timeline.entries.map(\.what) == [
                "order.ready", "delivery.created", "attempt.rejected", "delivery.needs-attention", "echo",
                "order.cancelled",
            ])
        #expect(timeline.entries.map(\.who) == ["shop", "gateway", "warehouse", "warehouse", "gateway", "shop"])
    }

    @Test("an attempt tells request, status and time, and one under way has no outcome")
    func attempts() {
        let done = AttemptRecord(
            number: 1, request: "POST /orders", requestSize: 90, startedAt: Self.moment(2),
            finishedAt: Self.moment(3), status: 200, outcome: "confirmed", reason: nil)
        let open = AttemptRecord(
            number: 2, request: "POST /orders", requestSize: 90, startedAt: Self.moment(4), finishedAt: nil,
            status: nil, outcome: nil, reason: nil)
        let timeline = Timeline(
            facts: [], trips: [.init(Self.delivery(.sending, attempts: 2, changedAt: 4), attempts: [done, open])],
            notes: [])

        #expect(timeline.entries[1].text == "attempt 1: POST /orders, 90 bytes; answered 200 after 1000 ms")
        #expect(timeline.entries[2].what == "attempt.sending")
        #expect(timeline.entries[2].text == "attempt 2: POST /orders, 90 bytes")
    }

    @Test("a fact tells ids and codes, never a note that a person wrote")
    func noPersonalData() {
        var fact = Self.fact("f1", .orderCancelled, at: 0)
        fact.content.cancellation = .init(reason: "fraud", note: "Jane Doe called")
        fact.content.references = [Reference(system: "shop", kind: .order, value: "A-1")]

        let timeline = Timeline(facts: [fact], trips: [], notes: [])

        #expect(timeline.entries[0].text == "shop stated order.cancelled: reason fraud; order A-1 at shop")
    }
}
