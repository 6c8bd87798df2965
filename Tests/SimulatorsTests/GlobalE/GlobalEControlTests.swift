import NIOCore
import NIOHTTP1
import Testing

@testable import Simulators

@Suite("Global-e simulator: control calls and faults")
struct GlobalEControlTests {
    @Test("orders are placed and stepped by control calls, and state, effects and notifications tell of it")
    func control() async throws {
        try await withMerchant { globale, call, merchant in
            let made = try await call.plain.post(
                "/_control/orders", ["count": 2, "currency": "JPY", "lines": 1, "quantity": 2, "paid": true])
            #expect(made.status == 201)
            let id = try #require(made.json["orders"]?[0]?.text)
            #expect(try await eventually { merchant.requests.count == 4 })
            #expect(try await eventually { globale.pending.open == 0 })
            let stepped = try await call.plain.post("/_control/orders/\(id)/ship").json
            #expect(stepped["status"] == "Dispatched to Customer")
            #expect(stepped["notifications"]?.all.map { $0["kind"] } == ["parcel-dispatch", "order-shipping-info"])
            #expect(stepped["notifications"]?[0]?["taken"] == true)
            try await call.refund(["OrderId": .text(id), "ServiceGestureAmount": 1])

            let state = try await call.plain.get("/_control/state?limit=1").json
            #expect(state["total"] == 2)
            #expect(state["orders"]?.elements?.count == 1)
            #expect(state["orders"]?[0]?["effects"] == ["refund": 1])
            #expect(state["orders"]?[0]?["refunded"] == .number("1.00"))
            #expect(state["orders"]?[0]?["merchantOrderId"]?.text == "M\(id)")
            #expect(state["calls"]?["CreateOrderRefund"] == 1)
            let effects = try await call.plain.get("/_control/effects").json
            #expect(effects["total"] == ["orders": 2, "refund": 1])
            let told = try await call.plain.get("/_control/notifications?order=\(id)&kind=order").json
            #expect(told["notifications"]?.elements?.count == 1)
            #expect(told["notifications"]?[0]?["answer"]?["InternalOrderId"]?.text == "internal-\(id)")
            #expect(try await call.plain.get("/_control/orders/\(id)").json["id"]?.text == id)
        }
    }

    @Test("two steps happen at the same moment by one control call")
    func atOnce() async throws {
        try await withMerchant { globale, call, merchant in
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            merchant.hold(until: 2)
            let reply = try await call.plain.post(
                "/_control/orders/\(id)/at-once",
                ["steps": ["fraud-cancel", ["step": "status", "code": "X", "full": false]]])
            #expect(reply.status == 200)
            #expect(reply.json["notifications"]?.elements?.count == 2)
            #expect(merchant.most == 2)
        }
    }

    @Test("a control call that makes no sense is refused with a reason")
    func refused() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            for (path, body, status) in [
                ("/_control/orders/\(id)/deliver", [:], 409), ("/_control/orders/\(id)/documents", [:], 409),
                ("/_control/orders/\(id)/fly", [:], 404), ("/_control/orders/GE1GB/pay", [:], 404),
                ("/_control/orders", ["count": 0], 400), ("/_control/orders", ["id": .text(id)], 409),
                ("/_control/failures", ["code": "A100"], 400), ("/_control/gateway", [:], 400),
                ("/_control/orders/\(id)/at-once", ["steps": ["pay"]], 400), ("/_control/fly", [:], 404),
                ("/_control/orders/\(id)/status", [:], 400),
            ] as [(String, Document, Int)] {
                let reply = try await call.plain.post(path, body)
                #expect(reply.status == status, "\(path)")
                #expect(reply.message != nil)
            }
            #expect(try await call.plain.get("/_control/key").status == 404)
            #expect(try await call.plain.get("/_control/health").status == 200)
        }
    }

    @Test("label failures and the merchant's address can be set by control calls")
    func settings() async throws {
        try await withGlobalE { globale, call in
            #expect(try await call.plain.post("/_control/failures", ["code": "A500", "count": 2]).json == ["A500": 2])
            let merchant = Merchant()
            let server = try await SimulatorServer.start(merchant, host: "127.0.0.1", port: 0, logger: nil)
            let connected = try await call.plain.post(
                "/_control/gateway", ["base": .text(server.endpoint + "/in/x"), "issuer": "me"])
            #expect(connected.json["signed"] == true)
            let id = try globale.createOrders(wish: wish(), announced: false)[0]
            let told = try await globale.take(.announce, of: id)
            await server.stop()
            #expect(told.first?.isTaken == true)
            #expect(merchant.requests.first?.path == "/in/x/order")
            #expect(globale.publicKey?.hasPrefix("-----BEGIN PUBLIC KEY-----") == true)
        }
    }

    @Test("faults: a 500 and a 429 have no effect, nor a drop before, but a drop after the commit has")
    func faults() async throws {
        try await withGlobalE { globale, call in
            let id = try globale.paidOrder().sample.id
            let gesture: Document = ["OrderId": .text(id), "ServiceGestureAmount": 1]
            globale.faults.add(FaultRule("CreateOrderRefund", .status(500)))
            #expect(try await call.refund(gesture).status == 500)
            let rule: Document = ["operation": "CreateOrderRefund", "kind": "status", "status": 429, "retryAfter": 7]
            #expect(try await call.plain.post("/_control/faults", rule).status == 201)
            let limited = try await call.refund(gesture)
            #expect(limited.status == 429 && limited.retryAfter == "7")
            globale.faults.add(FaultRule("CreateOrderRefund", .dropBefore))
            await #expect(throws: (any Error).self) { try await call.refund(gesture) }
            #expect(globale.order(id)?.refunds.count == 0)
            globale.faults.add(FaultRule("CreateOrderRefund", .dropAfter))
            await #expect(throws: (any Error).self) { try await call.refund(gesture) }
            #expect(globale.order(id)?.refunds.count == 1)
            #expect(try await call.refund(gesture).status == 200)
            #expect(globale.order(id)?.effects == ["refund": 2])
        }
    }

    @Test("a late answer comes late")
    func latency() async throws {
        try await withGlobalE { globale, call in
            globale.faults.add(FaultRule("GetOrdersDetails", .latency(.milliseconds(120))))
            let clock = ContinuousClock()
            let start = clock.now
            try await call.post("/Order/GetOrdersDetails", ["OrderIds": []])
            #expect(clock.now - start >= .milliseconds(120))
        }
    }

    @Test("many orders at once are all told, each order and payment in this sequence")
    func load() async throws {
        try await withMerchant { globale, _, merchant in
            try globale.createOrders(count: 100, wish: wish(), paid: true)
            #expect(try await eventually { globale.notifications.count == 200 })
            for id in globale.orders.map(\.sample.id) {
                let kinds = globale.notifications.filter { $0.orderID == id }.map(\.kind)
                #expect(kinds == [.order, .orderPayment])
            }
            #expect(merchant.requests.count == 200)
            #expect(globale.pending.dropped == 0)
        }
    }
}
