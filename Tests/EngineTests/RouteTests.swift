import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Synchronization
import Testing

@testable import Engine

@Suite("Where facts go")
struct RouteTests {
    private static let bothWays = """
        version: 1
        adapters:
          shop: { type: test-system }
          oms: { type: test-system }
          crm: { type: test-system }
        routes:
          - { name: in, from: shop, on: [order.ready, order.cancelled], to: [oms, crm] }
          - { name: back, from: oms, on: [order.cancelled], to: origin }
        """

    @Test("what a person tells a system goes there past all routes, once per key, and only what can be told")
    func told() async throws {
        let rig = try Rig(routes: Self.bothWays)
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilConfirmed(2, rig)
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first).id
            let members = try JSONText(validating: Array(#"{"depth":2}"#.utf8))
            for _ in 0..<2 {
                let delivery = try await rig.engine.tell(
                    "crm", "inspect", about: order, request: members, by: "operator:kim", key: "once")
                #expect(delivery.state == .confirmed)
                #expect(delivery.route == "told")
            }
            #expect(rig.wire.sent.count { $0 == "crm/inspect A1" } == 1)
            await #expect(throws: TellingFailure.self) {
                try await rig.engine.tell(
                    "crm", "inspect", about: order, request: nil, by: "operator:kim", key: "once")
            }
            await #expect(throws: TellingFailure.self) {
                try await rig.engine.tell("crm", "cancel", about: order, request: nil, by: "operator:kim", key: nil)
            }
            let fact = try #require(try await rig.journal.facts(of: order).last)
            #expect(fact.kind == .operationTold)
            #expect(fact.content.request == members)
        }
    }

    @Test("what a system reports because we asked it for it is not sent back to who asked")
    func echo() async throws {
        let rig = try Rig(routes: Self.bothWays)
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url == "http://oms.test/create" ? 201 : 200, body: Array("7".utf8))
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.until("the order crossed") { rig.wire.sent.count == 2 }
            try await rig.untilConfirmed(2, rig)
            try await rig.hear("order.cancelled 7 o1", from: "oms")
            try await rig.until("the origin was asked to cancel") { rig.wire.sent.last == "shop/cancel A1" }
            try await rig.untilConfirmed(3, rig)
            // The shop announces the cancellation that it was asked for.
            try await rig.hear("order.cancelled A1 k2")
            try await rig.untilConfirmed(4, rig)
            #expect(rig.wire.sent.last == "crm/cancel A1")
            #expect(!rig.wire.sent.contains("oms/cancel A1"))
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
            #expect(try await rig.journal.notes(of: order.id).contains { $0.code == "echo" })
            #expect(order.phase == .cancelled)
        }
    }

    @Test("what a system did after we asked it for something else is news to who asked")
    func noEcho() async throws {
        let rig = try Rig(
            routes: """
                version: 1
                adapters:
                  shop: { type: test-system }
                  oms: { type: test-system }
                routes:
                  - { name: in, from: shop, on: [order.ready, documents.requested], to: oms }
                  - { name: back, from: oms, on: [shipment.dispatched], to: origin }
                """)
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url == "http://oms.test/create" ? 201 : 200, body: Array("7".utf8))
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.hear("documents.requested A1 k2")
            try await rig.untilDeliveries("oms create confirmed", "oms ship confirmed")
            let order = try #require(try await rig.journal.orders(named: "A1", limit: 1).first).id
            try await rig.hear("shipment.dispatched 7 o1", from: "oms")
            try await rig.untilDeliveries("oms create confirmed", "oms ship confirmed", "shop ship confirmed")
            #expect(try await !rig.journal.notes(of: order).contains { $0.code == "echo" })
        }
    }

    @Test("the target's ids find the order afterwards")
    func targetIdentifies() async throws {
        let rig = try Rig()
        rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 201, body: Array("SO-1".utf8)) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.until("the OMS gave its id") {
                try await rig.journal.orders(named: "SO-1", limit: 2).count == 1
            }
        }
    }

    private static func replying(_ onTimeout: String) -> String {
        """
        version: 1
        adapters:
          shop: { type: test-system }
          oms: { type: test-system }
        routes:
          - name: in
            from: shop
            on: [order.ready]
            to: oms
            reply: { wait: 4s, on_timeout: \(onTimeout) }
        """
    }

    @Test("a synchronous route answers with the id that the target gave")
    func reply() async throws {
        let rig = try Rig(routes: Self.replying("refuse"))
        rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 201, body: Array("SO-1".utf8)) }
        try await rig.run {
            let answer = try await rig.hear("order.ready A1 k1")
            #expect(answer.status == 200 && answer.body == Array("SO-1".utf8))
        }
    }

    @Test("a message that comes again, and news of the same order, are answered with the id of the first time")
    func replyAgain() async throws {
        let rig = try Rig(routes: Self.replying("refuse"))
        rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 201, body: Array("SO-1".utf8)) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            let again = try await rig.hear("order.ready A1 k1")
            let news = try await rig.hear("order.changed A1 k2")
            // The id and, from the acceptance, the number.
            #expect(again.status == 208 && again.body == Array("SO-1SO-1".utf8))
            #expect(news.status == 200 && news.body == Array("SO-1SO-1".utf8))
        }
    }

    @Test(
        "a synchronous route whose target is late answers as the route says, and the order still crosses",
        arguments: [
            ("accept", 200), ("refuse", 424),
        ])
    func lateReply(onTimeout: String, status: Int) async throws {
        let rig = try Rig(routes: Self.replying(onTimeout))
        let gate = Gate()
        rig.wire.answer { _, _ throws(ExchangeFailure) in
            await gate.pass()
            return WireResponse(status: 200)
        }
        try await rig.run {
            let answered = Answered()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    let answer = try await rig.hear("order.ready A1 k1")
                    answered.status.withLock { $0 = answer.status }
                }
                try await rig.untilSent(1)
                try await rig.until("the caller was answered") {
                    rig.time.advance(by: .seconds(1))
                    return answered.status.withLock { $0 != nil }
                }
                try await group.waitForAll()
            }
            #expect(answered.status.withLock { $0 } == status)
            await gate.open()
            try await rig.untilDeliveries("oms create confirmed")
        }
    }
}

/// The status that a caller in another task got.
private final class Answered: Sendable {
    let status = Mutex<Int?>(nil)
}

extension Rig {
    /// Waits until so many deliveries are confirmed.
    func untilConfirmed(_ count: Int, _ rig: Rig) async throws {
        try await until("\(count) deliveries are confirmed") {
            try await rig.journal.books().deliveries[.confirmed] == count
        }
    }
}
