import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("An id that another order has already")
struct ReferenceTests {
    @Test("an answer that names another order's id waits for a person, and a later one with an own id is accepted")
    func answered() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("create") ? 201 : 200, body: Array("007".utf8))
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed", "shop accept confirmed")
            try await rig.hear("order.ready A2 k2")
            let record = try await rig.attention()
            #expect(record.state == .needsAttention && record.reason?.code == "reference.taken")
            #expect(try await rig.journal.attempts(of: record.id).map(\.outcome) == ["confirmed"])
            #expect(try await rig.journal.books().isBalanced)

            rig.wire.answer { request, _ throws(ExchangeFailure) in
                WireResponse(status: request.url.hasSuffix("create") ? 201 : 200, body: Array("008".utf8))
            }
            _ = try await rig.engine.retry(record.id, by: "ops", because: "the OMS made another order")
            try await rig.untilDeliveries(
                "oms create confirmed", "shop accept confirmed", "oms create confirmed", "shop accept confirmed")
        }
    }

    @Test("a refusal that names another order's id says on the timeline that its ids are not kept")
    func refused() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            guard request.url.hasSuffix("create") else { return WireResponse(status: 200) }
            return WireResponse(status: request.body == Array("A1".utf8) ? 201 : 410, body: Array("007".utf8))
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed", "shop accept confirmed")
            try await rig.hear("order.ready A2 k2")
            let record = try await rig.attention()
            #expect(record.state == .needsAttention && record.reason?.code == "http.410")
            let notes = try await rig.journal.notes(of: record.orderID)
            let first = try #require(try await rig.journal.orders(named: "A1", limit: 1).first).id
            #expect(notes.contains { $0.code == "reference.taken" && $0.message.contains(first.value) })
        }
    }

    @Test("a message that names another order's id is held, not refused for ever")
    func heard() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.hear("order.ready A2 k2")
            #expect(try await rig.hear("order.changed A2 k3 also=A1").status == 422)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            #expect(held.hold.code == "reference.taken")
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("a page goes on when one of its messages names the id of an order of the same page")
    func polled() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-" else { return WireResponse(status: 200) }
            return WireResponse(
                status: 200, headers: [.eTag: "e2"],
                body: Array("order.ready A1 k1\norder.ready A2 k2\norder.changed A2 k3 also=A1".utf8))
        }
        try await rig.run {
            try await rig.until("both orders crossed") {
                Set(rig.wire.sent) == ["oms/create A1", "oms/create A2"]
            }
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.hold.code) == ["reference.taken"])
            #expect(try await rig.journal.cursor(of: "shop") == "e2")
        }
    }

    @Test("a held message that names another order's id is not reported as released")
    func released() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.hear("order.ready A2 -", key: "K")
            #expect(try await rig.hear("order.changed A2 - also=A1", key: "K").status == 409)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            await #expect(throws: JournalFailure.self) {
                try await rig.engine.release(held.id, by: "ops", because: "it looks right")
            }
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.id) == [held.id])
        }
    }
}
