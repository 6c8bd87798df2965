import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("The time in which an unanswered attempt may still take effect")
struct SettlingTests {
    /// The end of an order answers late: at first nobody knows of it.
    private static func late(_ rig: Rig, status: Int = 404) {
        rig.wire.answer { request, number throws(ExchangeFailure) in
            if request.url.contains("look-up") { return WireResponse(status: status) }
            if request.url.hasSuffix("cancel"), number == 1 {
                throw ExchangeFailure(effect: .unknown, message: "no answer")
            }
            return WireResponse(status: 200)
        }
    }

    /// Lets time pass in short steps, so that whoever waits can act in between.
    private func pass(_ seconds: Int, of rig: Rig) async throws {
        for _ in 0..<seconds {
            rig.time.advance(by: .seconds(1))
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    @Test("no look-up is made before that time is over, and nothing is sent twice meanwhile")
    func unanswered() async throws {
        let rig = try Rig(settling: .seconds(60))
        Self.late(rig)
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            try await rig.hear("order.cancelled A1 k2")
            try await rig.untilDeliveries("oms create confirmed", "oms cancel in-doubt")
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
            let record = try #require(try await rig.journal.deliveries(of: order.id).last)
            #expect(record.dueAt.since(rig.time.now) == .seconds(60))
            try await pass(59, of: rig)
            #expect(rig.wire.sent == ["oms/create A1", "oms/cancel A1"])
            // Another order of the same target does not wait for it.
            try await rig.hear("order.ready A2 k3")
            try await rig.until("the other order crossed") { rig.wire.sent.contains("oms/create A2") }
            try await rig.until("it is looked up and then sent again") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.sent.count { $0 == "oms/cancel A1" } == 2
            }
            #expect(rig.wire.sent.suffix(2) == ["oms/look-up-cancel", "oms/cancel A1"])
        }
    }

    @Test("after a crash the time counts from when the attempt left", arguments: [0, 45, 3_600, -3_600])
    func crashed(secondsBefore: Int) async throws {
        let first = try Rig()
        try await first.run {
            try await first.hear("order.ready A1 k1")
            try await first.untilDeliveries("oms create confirmed")
        }
        let second = try Rig(in: first.folder)
        try await second.hear("order.cancelled A1 k2")
        let order = try #require(try await second.journal.orders(before: nil, phase: nil, limit: 1).first)
        let delivery = try #require(try await second.journal.deliveries(of: order.id).last)
        try await second.journal.begin(
            AttemptStart(
                delivery: delivery.id, number: 1, at: second.time.now.advanced(by: .seconds(-secondsBefore)),
                request: "POST /", requestSize: 0))
        await second.journal.close()
        let third = try Rig(in: first.folder, settling: .seconds(60))
        Self.late(third, status: 200)
        let rest = min(60, max(0, 60 - secondsBefore))
        try await third.run {
            try await third.untilDeliveries(
                "oms create confirmed", rest == 0 ? "oms cancel confirmed" : "oms cancel in-doubt")
            try await pass(max(0, rest - 1), of: third)
            #expect(third.wire.sent.isEmpty == (rest > 0))
            try await third.until("it is looked up") {
                third.time.advance(by: .seconds(1))
                return third.wire.sent == ["oms/look-up-cancel"]
            }
            try await third.untilDeliveries("oms create confirmed", "oms cancel confirmed")
        }
    }
}
