import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("Start, stop and reload")
struct LifecycleTests {
    @Test("an orderly stop lets an attempt under way finish")
    func drains() async throws {
        let rig = try Rig()
        let gate = Gate()
        rig.wire.answer { _, _ throws(ExchangeFailure) in
            await gate.pass()
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            rig.engine.stop()
            await gate.open()
        }
        let after = try Rig(in: rig.folder)
        #expect(try await after.deliveries() == ["oms create confirmed"])
    }

    @Test("an attempt that does not finish in time is parked in doubt")
    func parks() async throws {
        let rig = try Rig()
        rig.wire.answer { _, _ throws(ExchangeFailure) in
            // Ends by cancellation only, as a request without an answer does.
            try? await Task.sleep(for: .seconds(3_600))
            throw ExchangeFailure(effect: .unknown, message: "the attempt was stopped")
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilSent(1)
            rig.engine.stop()
            try await rig.until("the drain's limit passed") {
                rig.time.advance(by: .seconds(11))
                return try await rig.deliveries() == ["oms create in-doubt"]
            }
        }
    }

    @Test("what was promised to a target that is not installed any more is held, and goes on when it is back")
    func targetRemoved() async throws {
        let first = try Rig()
        try await first.hear("order.ready A1 k1")
        await first.journal.close()
        let without = """
            version: 1
            adapters:
              shop: { type: test-system }
              erp: { type: test-system }
            routes:
              - { name: in, from: shop, on: [order.ready], to: erp }
            """
        let second = try Rig(routes: without, in: first.folder)
        try await second.run {
            let record = try await second.attention()
            #expect(record.target == "oms" && record.state == .held && record.reason?.code == "target.missing")
            second.engine.reload(try Rig.installation(Rig.routes))
            _ = try await second.engine.retry(record.id, by: "ops", because: "the OMS has its name back")
            try await second.untilDeliveries("oms create confirmed")
        }
    }

    @Test("a reload changes routes as a whole and keeps what is under way")
    func reload() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.untilDeliveries("oms create confirmed")
            rig.engine.reload(
                try Rig.installation(
                    """
                    version: 1
                    adapters:
                      shop: { type: test-system }
                      erp: { type: test-system }
                    routes:
                      - { name: in, from: shop, on: [order.ready], to: erp }
                    """))
            try await rig.hear("order.ready A2 k2")
            try await rig.untilDeliveries("oms create confirmed", "erp create confirmed")
        }
    }
}
