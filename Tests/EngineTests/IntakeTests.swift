import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("Taking messages")
struct IntakeTests {
    @Test("an order announced twice is delivered once")
    func duplicate() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.ready A1 k1").status == 200)
            #expect(try await rig.hear("order.ready A1 k1").status == 208)
            try await rig.untilDeliveries("oms create confirmed")
        }
        #expect(rig.wire.sent == ["oms/create A1"])
    }

    @Test("the same message from many callers at once is stored once")
    func concurrentDuplicates() async throws {
        let rig = try Rig()
        try await rig.run {
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<32 { group.addTask { try await rig.hear("order.ready A1 k1").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1)
            #expect(statuses.count { $0 == 208 } == 31)
            try await rig.untilDeliveries("oms create confirmed")
        }
    }

    @Test("facts about one order from many callers at once are all folded, in one sequence")
    func concurrentFacts() async throws {
        let rig = try Rig()
        try await rig.run {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<24 {
                    group.addTask { try await rig.hear("order.changed A1 k\(number)").status }
                }
                for try await status in group { #expect(status == 200) }
            }
            let orders = try await rig.journal.orders(before: nil, phase: nil, limit: 10)
            #expect(orders.map(\.version) == [24])
        }
        #expect(try await Rig(in: rig.folder).journal.books().isBalanced)
    }

    @Test("a key that comes again with another body is kept as a conflict and shown to a person")
    func conflict() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            let answer = try await rig.hear("order.ready A1 k1 ")
            #expect(answer.status == 409)
            #expect(String(decoding: answer.body, as: UTF8.self).contains("17"))
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).count == 1)
            try await rig.untilDeliveries("oms create confirmed")
        }
    }

    @Test("where a key names a state, the state told again with another body is the same message")
    func repeatedState() async throws {
        let rig = try Rig()
        try await rig.run {
            let first = try await rig.hear("order.ready A1 k1", from: "crm")
            let second = try await rig.hear("order.ready A1 k1 ", from: "crm")
            #expect(first.status == 200 && second.status == 208)
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).count == 0)
        }
    }

    @Test("a sender that cannot be verified is refused and nothing is stored")
    func unauthenticated() async throws {
        let rig = try Rig()
        #expect(try await rig.hear("order.ready A1 k1", token: "bad").status == 401)
        #expect(try await rig.journal.books().messages == 0)
    }

    @Test("a message that cannot be read at the moment is not stored, and its sender comes again")
    func later() async throws {
        let rig = try Rig()
        #expect(try await rig.hear("later").status == 503)
        #expect(try await rig.journal.books().messages == 0)
    }

    @Test("an authentic message that cannot be translated is kept, held and can be released or closed")
    func untranslatable() async throws {
        let rig = try Rig()
        try await rig.run {
            let answer = try await rig.hear("order.unheard-of A1 k1")
            #expect(answer.status == 422 && answer.body == Array("/kind".utf8))
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            #expect(held.hold.code == "field.missing")
            #expect(try await rig.journal.heldBytes(held.id) == Array("order.unheard-of A1 k1".utf8))
            await #expect(throws: JournalFailure.self) {
                try await rig.engine.release(held.id, by: "ops", because: "the adapter was updated")
            }
            try await rig.engine.closeMessage(held.id, by: "ops", because: "a test message")
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).isEmpty)
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("a fact about an order that nobody knows is held until the order is known")
    func unknownOrder() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.cancelled A1 k1").status == 422)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            #expect(held.hold.code == "order.unknown")
            try await rig.hear("order.ready A1 k2")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.engine.release(held.id, by: "ops", because: "the order has come")
            try await rig.untilDeliveries("oms create confirmed", "oms cancel confirmed")
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("a held message that its sender repeats is held until its order is known, and then delivered")
    func heldAgain() async throws {
        let rig = try Rig()
        try await rig.run {
            for _ in 0..<2 { #expect(try await rig.hear("order.cancelled A1 k1").status == 422) }
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).count == 1)
            try await rig.hear("order.ready A1 k2")
            try await rig.untilDeliveries("oms create confirmed")
            #expect(try await rig.hear("order.cancelled A1 k1").status == 200)
            try await rig.untilDeliveries("oms create confirmed", "oms cancel confirmed")
            #expect(try await rig.hear("order.cancelled A1 k1").status == 208)
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).isEmpty)
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("one message form that creates and updates is a new order first and a changed one afterwards")
    func createOrUpdate() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready A1 k1 known-as=order.changed")
            try await rig.hear("order.ready A1 k2 known-as=order.changed")
            try await rig.untilDeliveries("oms create confirmed", "oms update confirmed")
        }
    }

    @Test("an order that claims the id of another order of its source is held, and nothing is merged")
    func collision() async throws {
        let rig = try Rig()
        try await rig.run {
            #expect(try await rig.hear("order.ready A1 k1 claims=M1").status == 200)
            #expect(try await rig.hear("order.ready A1 k2 claims=M1").status == 200)
            #expect(try await rig.hear("order.ready A2 k3 claims=M1").status == 422)
            let held = try #require(try await rig.journal.messagesNeedingAttention(limit: 9).first)
            #expect(held.hold.code == "order.collision")
            #expect(try await rig.journal.orders(before: nil, phase: nil, limit: 9).map(\.version) == [2])
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("a restarted engine goes on with the order where it was")
    func restart() async throws {
        let first = try Rig()
        try await first.run {
            try await first.hear("order.ready A1 k1")
            try await first.untilDeliveries("oms create confirmed")
        }
        let second = try Rig(in: first.folder)
        try await second.run {
            #expect(try await second.hear("order.ready A1 k1").status == 208)
            #expect(try await second.hear("order.ready A1 k2").status == 200)
            try await second.untilDeliveries("oms create confirmed", "oms create confirmed")
            #expect(try await second.journal.orders(before: nil, phase: nil, limit: 9).map(\.version) == [2])
        }
    }
}
