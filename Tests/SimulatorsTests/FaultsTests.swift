import Simulators
import Testing

@Suite("Faults of the simulators")
struct FaultsTests {
    private let ids: Document = ["external": ["order_id": "7051", "order_number": "007051"]]

    @Test("a connection dropped before the effect leaves the order as it was")
    func dropBefore() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            glopal.faults.add(FaultRule("accept", .dropBefore))
            let path = "/v2/orders/demo/\(order)/accept"

            await #expect(throws: (any Error).self) { try await call.post(path, ids) }

            #expect(glopal.order(order)?.status == .ready)
            #expect(try await call.post(path, ids).status == 200)
            #expect(glopal.order(order)?.status == .accepted)
        }
    }

    @Test("a connection dropped after the effect has committed it")
    func dropAfter() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            try glopal.ship(order)
            glopal.faults.add(FaultRule("refund", .dropAfter))

            await #expect(throws: (any Error).self) {
                try await call.post("/v2/orders/demo/\(order)/refund", ["amount": 1])
            }

            #expect(glopal.order(order)?.effects["refund"] == 1)
            #expect(try await call.get("/v2/orders/demo/\(order)").json["refunds"]?.elements?.count == 1)
        }
    }

    @Test("a status fault has no effect, a wait to ask for and a chosen body, and ends after its count")
    func status() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            let rule: Document = [
                "operation": "accept", "count": 2, "kind": "status", "status": 503, "retryAfter": 7, "shape": "html",
            ]
            #expect(try await call.post("/_control/faults", rule).status == 201)
            let path = "/v2/orders/demo/\(order)/accept"

            let replies = [try await call.post(path, ids), try await call.post(path, ids)]

            #expect(replies.map(\.status) == [503, 503])
            #expect(replies[0].retryAfter == "7")
            #expect(replies[0].text.hasPrefix("<html>"))
            #expect(glopal.order(order)?.status == .ready)
            #expect(try await call.post(path, ids).status == 200)
            #expect(glopal.faults.met == ["accept": 2])
        }
    }

    @Test("a rule for every third request meets every third, until it is removed")
    func every() async throws {
        try await withGlopal { glopal, call in
            let rule: Document = [
                "operation": "events", "count": nil, "every": 3, "kind": "status", "status": 429,
            ]
            try await call.post("/_control/faults", rule)
            let path = "/v2/events/demo?event=order.ready"
            var statuses: [Int] = []
            for _ in 0..<6 { statuses.append(try await call.get(path).status) }
            try await call.delete("/_control/faults")
            statuses.append(try await call.get(path).status)

            #expect(statuses == [429, 200, 200, 429, 200, 200, 200])
        }
    }

    @Test("a latency is waited for and joins another fault; other operations do not meet it")
    func latency() async throws {
        let waited = Waits()
        let clock = SimulatorClock(now: standstill.now, sleep: { await waited.add($0) })
        try await withGlopal(.init(clock: clock)) { glopal, call in
            glopal.faults.add(FaultRule("details", .latency(.milliseconds(700))))
            glopal.faults.add(FaultRule("details", .status(500)))

            let other = try await call.get("/v2/events/demo?event=order.ready")
            let before = await waited.all
            let met = try await call.get("/v2/orders/demo/1-1")

            #expect(other.status == 200)
            #expect(before.isEmpty)
            #expect(met.status == 500)
            #expect(await waited.all == [.milliseconds(700)])
            #expect(glopal.faults.rules.isEmpty)
        }
    }
}

/// Collects what a clock was asked to wait.
actor Waits {
    private(set) var all: [Duration] = []

    func add(_ duration: Duration) {
        all.append(duration)
    }
}
