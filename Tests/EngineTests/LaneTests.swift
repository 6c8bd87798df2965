import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Synchronization
import Testing

@testable import Engine

@Suite("Lanes")
struct LaneTests {
    @Test("an order's facts go in sequence, and other orders never wait for it")
    func sequence() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.body == Array("stuck".utf8) ? 500 : 200)
        }
        try await rig.run {
            try await rig.hear("order.ready stuck k1")
            try await rig.hear("order.changed stuck k2")
            for number in 0..<20 { try await rig.hear("order.ready A\(number) a\(number)") }
            try await rig.until("the others are confirmed") {
                try await rig.deliveries().count { $0 == "oms create confirmed" } == 20
            }
            #expect(!rig.wire.sent.contains("oms/update stuck"))
            rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 200) }
            try await rig.until("the stuck order goes on") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.sent.last == "oms/update stuck"
            }
        }
    }

    @Test("new orders and cancellations go before other changes")
    func priority() async throws {
        let rig = try Rig()
        try await rig.hear("order.ready old k0")
        try await rig.run { try await rig.untilDeliveries("oms create confirmed") }
        let next = try Rig(in: rig.folder)
        let gate = Gate()
        next.wire.answer { _, _ throws(ExchangeFailure) in
            await gate.pass()
            return WireResponse(status: 200)
        }
        // Four workers are kept busy, so that the rest queues.
        try await next.run {
            for number in 0..<4 { try await next.hear("order.ready busy\(number) b\(number)") }
            try await next.untilSent(4)
            try await next.hear("order.changed old k1")
            try await next.hear("order.ready new k2")
            await gate.open()
            try await next.untilSent(6)
        }
        let rest = next.wire.sent.dropFirst(4)
        #expect(rest.first == "oms/create new" || Set(rest) == ["oms/create new", "oms/update old"])
    }

    @Test("what does not fit into memory waits in the journal and is delivered all the same")
    func backlog() async throws {
        let rig = try Rig(memoryOfDeliveries: 10)
        for number in 0..<60 { try await rig.hear("order.ready A\(number) k\(number)") }
        try await rig.run {
            try await rig.until("all are confirmed") { rig.wire.sent.count >= 60 }
            for number in 60..<90 { try await rig.hear("order.ready A\(number) k\(number)") }
            try await rig.until("all are confirmed") {
                try await rig.journal.books().deliveries[.confirmed] == 90
            }
        }
        #expect(rig.wire.sent.count == 90 && Set(rig.wire.sent).count == 90)
    }

    @Test("a target that fails is asked less and less, shows itself, and is served again when it is back")
    func breaker() async throws {
        let rig = try Rig(attempts: 100)
        rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 503) }
        try await rig.run {
            for number in 0..<50 { try await rig.hear("order.ready A\(number) k\(number)") }
            try await rig.until("the breaker opens") { rig.engine.slowedDownTargets == ["oms"] }
            try await rig.until("attempts under way are recorded") {
                try await rig.journal.books().deliveries[.sending] == nil
            }
            let before = rig.wire.sent.count
            #expect(before < 20)
            rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 200) }
            try await rig.until("all are confirmed") {
                rig.time.advance(by: .seconds(1))
                return try await rig.journal.books().deliveries[.confirmed] == 50
            }
            #expect(rig.engine.slowedDownTargets.isEmpty)
        }
    }

    @Test(
        "a wall clock that jumps neither loses nor hurries a waiting delivery",
        arguments: [
            Duration.seconds(86_400), .seconds(-86_400), .seconds(3_600), .seconds(-3_600),
        ])
    func clockJump(jump: Duration) async throws {
        let rig = try Rig()
        rig.wire.answer { _, number throws(ExchangeFailure) in WireResponse(status: number == 1 ? 500 : 200) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            try await rig.untilDeliveries("oms create waiting")
            rig.time.jump(by: jump)
            rig.time.advance(by: .milliseconds(400))
            #expect(rig.wire.sent.count == 1)
            try await rig.until("the wait is over") {
                rig.time.advance(by: .milliseconds(100))
                return rig.wire.sent.count == 2
            }
            try await rig.untilDeliveries("oms create confirmed")
        }
    }

    // MARK: Between the journal and the lanes

    /// One delivery as the journal gives it.
    private static let record = DeliveryRecord(
        id: DeliveryID("d1"), sequence: 1, orderID: OrderID("o1"), factID: FactID("f1"), kind: .orderReady,
        target: "oms", operation: "create", route: "in", priority: 1, state: .waiting, attempts: 0,
        dueAt: ManualTime().now, reason: nil, createdAt: ManualTime().now, updatedAt: ManualTime().now)

    /// Lanes that have read the one delivery from the journal.
    private func filled(_ body: (Lanes) async throws -> Void) async rethrows {
        let lanes = Lanes(target: "oms", memoryLimit: 10, time: ManualTime())
        async let reading: Void = lanes.readBacklog { after, _ in after < 1 ? [Self.record] : [] }
        let rescue = rescue(lanes)
        defer { rescue.cancel() }
        try await body(lanes)
        lanes.stop()
        await reading
    }

    /// Whoever waits for work cannot be cancelled: when there should be some and is none, the test is to fail, not to hang.
    private func rescue(_ lanes: Lanes) -> Task<Void, any Error> {
        Task {
            try await Task.sleep(for: .seconds(20))
            Issue.record("a worker waited for ever")
            lanes.stop()
        }
    }

    @Test("a decision that comes before the worker said that the delivery waits for a person is not lost")
    func earlyDecision() async throws {
        await filled { lanes in
            // given: a worker that has blocked the delivery in the journal, and has yet to say so here
            let item = await lanes.next()
            #expect(item?.id == Self.record.id)
            guard let item else { return }
            // when
            lanes.decide(item.id, of: item.orderID, .again)
            lanes.finish(item, .blocked(state: .needsAttention, attempts: 1), breakerWait: nil, askedTarget: true)
            // then
            let again = await lanes.next()
            #expect(again?.state == .waiting && again?.attemptsBefore == 1)
            #expect(lanes.count == 1)
            // and the other decision leaves nothing behind
            lanes.decide(item.id, of: item.orderID, .closed)
            lanes.finish(item, .blocked(state: .needsAttention, attempts: 1), breakerWait: nil, askedTarget: true)
            #expect(lanes.count == 0)
        }
    }

    @Test("a delivery that was read right after its commit is not queued once more")
    func readBeforeTold() async throws {
        await filled { lanes in
            _ = await lanes.next()
            lanes.enqueue(LaneItem(Self.record, readyAt: .zero))
            #expect(lanes.count == 1)
        }
    }

    @Test("a target that is looked at first when the engine has stopped has no work")
    func lateLanes() async throws {
        let rig = try Rig()
        rig.engine.stop()
        let lanes = rig.engine.lanes(of: "oms")
        let rescue = rescue(lanes)
        defer { rescue.cancel() }
        #expect(await lanes.next() == nil)
        await rig.journal.close()
    }
}

/// Holds back who passes until it is opened.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func pass() async {
        guard !isOpen else { return }
        await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
        isOpen = true
        for waiter in waiting { waiter.resume() }
        waiting = []
    }
}
