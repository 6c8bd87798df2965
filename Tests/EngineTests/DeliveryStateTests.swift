import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("The arrows between a delivery's states")
struct DeliveryStateTests {
    @Test("a confirmed delivery is sent once, and its follow-up goes to the order's origin")
    func confirmed() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("create") ? 201 : 200, body: Array("007".utf8))
        }
        try await rig.run {
            #expect(try await rig.hear("order.ready A1 k1").status == 200)
            try await rig.untilDeliveries("oms create confirmed", "shop accept confirmed")
        }
        #expect(rig.wire.sent == ["oms/create A1", "shop/accept A1"])
    }

    @Test("a target that cannot now is tried again after the jittered wait, and the wait is stored")
    func retry() async throws {
        let rig = try Rig()
        rig.wire.answer { _, number throws(ExchangeFailure) in WireResponse(status: number < 3 ? 500 : 200) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create waiting")
            try await rig.untilSent(1)
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
            try await rig.until("the wait is stored") {
                try await rig.journal.deliveries(of: order.id).first?.dueAt
                    == rig.time.now.advanced(by: .milliseconds(500))
            }
            rig.time.advance(by: .milliseconds(400))
            #expect(rig.wire.sent.count == 1)
            try await rig.until("the wait is over") {
                rig.time.advance(by: .milliseconds(100))
                return rig.wire.sent.count == 2
            }
            try await rig.until("the second attempt is recorded") {
                let delivery = try await rig.journal.deliveries(of: order.id).first
                return delivery?.attempts == 2 && delivery?.state == .waiting
            }
            try await rig.until("it is confirmed") {
                rig.time.advance(by: .milliseconds(100))
                return try await rig.deliveries() == ["oms create confirmed"]
            }
        }
        #expect(rig.wire.sent == ["oms/create A1", "oms/create A1", "oms/create A1"])
    }

    @Test("a target's Retry-After is obeyed")
    func retryAfter() async throws {
        let rig = try Rig()
        rig.wire.answer { _, number throws(ExchangeFailure) in
            number == 1 ? WireResponse(status: 429, headers: [.retryAfter: "30"]) : WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create waiting")
            try await rig.until("the wait is stored") {
                let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
                let due = try #require(try await rig.journal.deliveries(of: order.id).first).dueAt
                return due.since(rig.time.now) >= .seconds(30)
            }
            rig.time.advance(by: .seconds(29))
            #expect(rig.wire.sent.count == 1)
            try await rig.until("the wait is over") {
                rig.time.advance(by: .seconds(1))
                return try await rig.deliveries() == ["oms create confirmed"]
            }
        }
    }

    @Test("exhausted attempts end with a person, who retries or closes")
    func exhausted() async throws {
        let rig = try Rig(attempts: 2)
        rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 500) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            try await rig.until("the first attempt is recorded") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.sent.count == 2
            }
            let record = try await rig.attention()
            #expect(record.state == .needsAttention && record.attempts == 2)
            rig.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 200) }
            _ = try await rig.engine.retry(record.id, by: "ops", because: "the OMS is back")
            try await rig.untilDeliveries("oms create confirmed")
        }
    }

    @Test("after a person's retry the whole schedule is there again, also after a restart", arguments: [false, true])
    func scheduleAnew(restarts: Bool) async throws {
        let first = try Rig(attempts: 2)
        first.wire.answer { _, _ throws(ExchangeFailure) in WireResponse(status: 500) }
        try await first.run {
            try await first.hear("order.ready A1 k1")
            try await first.until("the attempts are used up") {
                first.time.advance(by: .seconds(1))
                return try await first.deliveries() == ["oms create needs-attention"]
            }
            guard !restarts else { return }
            let record = try await first.attention()
            _ = try await first.engine.retry(record.id, by: "ops", because: "the OMS is nearly back")
            try await first.untilSent(3)
            try await first.untilDeliveries("oms create waiting")
        }
        guard restarts else { return }
        let second = try Rig(in: first.folder, attempts: 2)
        let record = try #require(try await second.journal.deliveriesNeedingAttention(limit: 9).first)
        _ = try await second.engine.retry(record.id, by: "ops", because: "the OMS is nearly back")
        await second.journal.close()
        let third = try Rig(in: first.folder, attempts: 2)
        third.wire.answer { _, number throws(ExchangeFailure) in WireResponse(status: number == 1 ? 500 : 200) }
        try await third.run {
            try await third.untilSent(1)
            try await third.until("it is sent again and confirmed") {
                third.time.advance(by: .seconds(1))
                return try await third.deliveries() == ["oms create confirmed"]
            }
        }
    }

    @Test("a rejected delivery waits for a person and holds back its lane; closed, the next goes")
    func rejectedAndClosed() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("create") ? 422 : 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            let record = try await rig.attention()
            #expect(record.reason?.code == "http.422")
            try await rig.hear("order.changed A1 k2")
            try await rig.untilDeliveries("oms create needs-attention", "oms update waiting")
            _ = try await rig.engine.close(record.id, by: "ops", because: "entered by hand")
            try await rig.untilDeliveries("oms create closed", "oms update confirmed")
            await #expect(throws: JournalFailure.self) {
                _ = try await rig.engine.close(record.id, by: "ops", because: "again")
            }
        }
    }

    @Test("what a target did of a delivery that it refused is kept: its ids and its facts")
    func partlyRejected() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("create") ? 409 : 200, body: Array("P1".utf8))
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            let record = try await rig.attention()
            #expect(record.state == .needsAttention && record.reason?.code == "http.409")
            try await rig.until("P1 is known") {
                try await rig.engine.order(record.orderID)?.references
                    .contains(Reference(system: "oms", kind: .parcel, value: "P1")) == true
            }
            #expect(try await rig.journal.facts(of: record.orderID).map(\.kind) == [.orderReady, .shipmentTracking])
            #expect(try await rig.journal.references(of: record.orderID).contains { $0.value == "P1" })
        }
    }

    @Test("an unanswered attempt at an idempotent operation is sent again with the same key")
    func doubtRepeated() async throws {
        let rig = try Rig()
        rig.wire.answer { _, number throws(ExchangeFailure) in
            if number == 1 { throw ExchangeFailure(effect: .unknown, message: "no answer") }
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create in-doubt")
            try await rig.until("it is sent again") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.sent.count == 2
            }
            try await rig.untilDeliveries("oms create confirmed")
        }
        #expect(Set(rig.wire.requests.map { $0.headers[.ifMatch] }).count == 1)
    }

    @Test("an unanswered attempt is looked up before anything is sent again", arguments: [200, 404, 500])
    func doubtLookedUp(status: Int) async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            if request.url.contains("look-up") { return WireResponse(status: status) }
            if request.url.hasSuffix("cancel"), number == 1 {
                throw ExchangeFailure(effect: .unknown, message: "no answer")
            }
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.hear("order.cancelled A1 k2")
            try await rig.untilDeliveries("oms create confirmed", "oms cancel in-doubt")
            try await rig.until("it was looked up") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.sent.contains("oms/look-up-cancel")
            }
            let end = status == 500 ? "needs-attention" : "confirmed"
            try await rig.untilDeliveries("oms create confirmed", "oms cancel \(end)")
            let order = try #require(try await rig.journal.orders(named: "A1", limit: 1).first)
            let isTold = try await rig.journal.notes(of: order.id).contains { $0.code == "found" }
            #expect(isTold == (status == 200))
        }
        #expect(rig.wire.sent.count { $0.hasPrefix("oms/cancel") } == (status == 404 ? 2 : 1))
    }

    @Test("a look-up that is never answered ends with a person, not with a second attempt")
    func doubtNeverResolved() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            if request.url.hasSuffix("cancel") { throw ExchangeFailure(effect: .unknown, message: "no answer") }
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.hear("order.cancelled A1 k2")
            try await rig.until("a person is asked") {
                rig.time.advance(by: .seconds(60))
                return try await rig.deliveries().last == "oms cancel needs-attention"
            }
        }
        #expect(rig.wire.sent.count { $0.hasPrefix("oms/cancel") } == 1)
        #expect(rig.wire.sent.count { $0 == "oms/look-up-cancel" } == 4)
    }

    @Test("an unanswered attempt that nothing tells about waits for a person")
    func doubtDecidedByPerson() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            if request.url.hasSuffix("refund") { throw ExchangeFailure(effect: .unknown, message: "no answer") }
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.hear("refund.requested A1 k2")
            try await rig.until("a person is asked") {
                rig.time.advance(by: .seconds(1))
                return try await rig.deliveries().last == "oms refund needs-attention"
            }
        }
        #expect(rig.wire.sent.count { $0.hasPrefix("oms/refund") } == 1)
    }

    @Test("a refused connection leaves no doubt: the delivery only waits")
    func neverLeft() async throws {
        let rig = try Rig()
        rig.wire.answer { _, _ throws(ExchangeFailure) in
            throw ExchangeFailure(effect: .none, message: "the connection was refused")
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            try await rig.untilDeliveries("oms create waiting")
        }
    }

    @Test(
        "what cannot be translated or does not balance is held with its field",
        arguments: [
            ("untranslatable", "field.missing", "/sku"), ("unbalanced", "money.unexplained", "totals.grand"),
        ])
    func held(order: String, code: String, pointer: String) async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready \(order) k1")
            let record = try await rig.attention()
            #expect(record.state == .held)
            #expect(record.reason?.code == code && record.reason?.pointer == pointer)
        }
        #expect(rig.wire.sent.isEmpty)
    }

    @Test("an order that is cancelled before it was sent is never sent")
    func supersededByCancellation() async throws {
        let rig = try Rig()
        try await rig.hear("order.ready A1 k1")
        try await rig.hear("order.cancelled A1 k2")
        try await rig.run { try await rig.untilDeliveries("oms create superseded", "oms cancel superseded") }
        #expect(rig.wire.sent.isEmpty)
    }

    @Test("a change that a newer change follows is not sent")
    func supersededByChange() async throws {
        let rig = try Rig()
        for (kind, key) in [("order.ready", "k1"), ("order.changed", "k2"), ("order.changed", "k3")] {
            try await rig.hear("\(kind) A1 \(key)")
        }
        try await rig.run {
            try await rig.untilDeliveries("oms create confirmed", "oms update superseded", "oms update confirmed")
        }
    }

    @Test("an attempt that stands open in the journal and that nobody makes is in doubt, and resolved")
    func openAttempt() async throws {
        let rig = try Rig()
        rig.wire.answer { _, number throws(ExchangeFailure) in WireResponse(status: number == 1 ? 500 : 200) }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            try await rig.untilDeliveries("oms create waiting")
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
            let delivery = try #require(try await rig.journal.deliveries(of: order.id).first)
            try await rig.journal.begin(
                AttemptStart(delivery: delivery.id, number: 2, at: rig.time.now, request: "POST /", requestSize: 0))
            try await rig.until("it is confirmed") {
                rig.time.advance(by: .milliseconds(500))
                return try await rig.deliveries() == ["oms create confirmed"]
            }
            #expect(
                try await rig.journal.attempts(of: delivery.id).map(\.outcome) == ["retry", "unknown", "confirmed"])
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test(
        "the process died during an attempt: the delivery is in doubt and resolved after the start",
        arguments: [
            ("refund.requested", "refund", "needs-attention"), ("order.changed", "update", "confirmed"),
        ])
    func died(kind: String, operation: String, end: String) async throws {
        let first = try Rig()
        try await first.run {
            try await first.hear("order.ready A1 k1")
            try await first.untilDeliveries("oms create confirmed")
        }
        let second = try Rig(in: first.folder)
        try await second.hear("\(kind) A1 k2")
        let order = try #require(try await second.journal.orders(before: nil, phase: nil, limit: 1).first)
        let delivery = try #require(try await second.journal.deliveries(of: order.id).last)
        try await second.journal.begin(
            AttemptStart(delivery: delivery.id, number: 1, at: second.time.now, request: "POST /", requestSize: 0))
        await second.journal.close()
        let third = try Rig(in: first.folder)
        try await third.run { try await third.untilDeliveries("oms create confirmed", "oms \(operation) \(end)") }
    }
}
