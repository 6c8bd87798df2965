import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Synchronization
import Testing

@testable import Engine

@Suite("Releasing a held message")
struct ReleaseTests {
    @Test("messages whose key is not in the body are all delivered, each once")
    func keyOutsideOfTheBody() async throws {
        let rig = try Rig()
        try await rig.run {
            for order in ["A1", "A2"] {
                #expect(try await rig.hear("order.cancelled \(order) -", key: "cancel \(order)").status == 422)
                try await rig.hear("order.ready \(order) ready-\(order)")
            }
            try await rig.untilDeliveries("oms create confirmed", "oms create confirmed")
            for held in try await rig.journal.messagesNeedingAttention(limit: 9) {
                try await rig.engine.release(held.id, by: "ops", because: "the orders have come")
            }
            try await rig.until("both are cancelled") {
                Set(rig.wire.sent).isSuperset(of: ["oms/cancel A1", "oms/cancel A2"])
            }
            #expect(try await rig.hear("order.cancelled A1 -", key: "cancel A1").status == 208)
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("what stood beside a held message's body is kept with it, and read with it at the release")
    func besideTheBody() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.cancelled A1", word: "k1").status == 422)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            #expect(try await rig.journal.heldBytes(held.id) == Array("order.cancelled A1 k1".utf8))
            try await rig.hear("order.ready A1 k2")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.engine.release(held.id, by: "ops", because: "the order has come")
            try await rig.untilDeliveries("oms create confirmed", "oms cancel confirmed")
        }
    }

    @Test("of two bodies with one key both can be taken over when the key is not in the body")
    func conflictTakenOver() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.ready A1 -", key: "K").status == 200)
            #expect(try await rig.hear("order.changed A1 -", key: "K").status == 409)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            try await rig.engine.release(held.id, by: "ops", because: "both are meant")
            try await rig.untilDeliveries("oms create confirmed", "oms update confirmed")
        }
    }

    @Test("a message that says only what is known already is not reported as released, and still waits")
    func nothingNew() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.ready A1 k1").status == 200)
            #expect(try await rig.hear("order.ready A1 k1 ").status == 409)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            await #expect(throws: JournalFailure.self) {
                try await rig.engine.release(held.id, by: "ops", because: "it looks the same")
            }
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.id) == [held.id])
        }
    }

    @Test("a held message that only points to a document is released by asking its system again")
    func rereads() async throws {
        let rig = try Rig()
        let answers = Mutex<[Result<String, ExchangeFailure>]>([
            .failure(ExchangeFailure(effect: .none, message: "the connection was refused")), .success("not yet"),
            .success("order.ready A1 k1"),
        ])
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            guard request.url.hasSuffix("/events-see-A1") else { return WireResponse(status: 200) }
            let answer = answers.withLock { $0.removeFirst() }
            return WireResponse(status: 200, body: Array(try answer.get().utf8))
        }
        try await rig.run {
            #expect(try await rig.hear("see A1").status == 422)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            for _ in 0..<2 {
                await #expect(throws: JournalFailure.self) {
                    try await rig.engine.release(held.id, by: "ops", because: "the order has come")
                }
                #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.id) == [held.id])
            }
            try await rig.engine.release(held.id, by: "ops", because: "the order has come")
            try await rig.untilDeliveries("oms create confirmed")
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).isEmpty)
            #expect(try await rig.journal.books().isBalanced)
        }
    }
}
