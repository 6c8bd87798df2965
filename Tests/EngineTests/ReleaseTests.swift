import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Synchronization
import Testing

@testable import Engine

@Suite("Releasing held messages")
struct ReleaseTests {
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
