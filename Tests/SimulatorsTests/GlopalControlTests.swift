import NIOCore
import NIOHTTP1
import Testing

@testable import Simulators

@Suite("Glopal Order API simulator: control and pushes")
struct GlopalControlTests {
    @Test("orders walk through their life by control calls, and the state tells the effects")
    func control() async throws {
        try await withGlopal { _, call in
            let made = try await call.post("/_control/orders", ["count": 2, "currency": "JPY", "ready": true])
            let ids = made.json["orders"]?.elements?.compactMap(\.text) ?? []
            let order = try #require(ids.first)
            let path = "/_control/orders/\(order)"
            let external: Document = ["external": ["order_id": "1", "order_number": "01"]]
            try await call.post("/v2/orders/demo/\(order)/accept", external)

            #expect(made.status == 201)
            #expect(try await call.post(path + "/complete").json["status"] == "COMPLETED")
            #expect(try await call.post(path + "/ship").json["shipped"] == true)
            #expect(try await call.post(path + "/cancel").status == 400)
            let asked = try await call.post(path + "/return").json
            let moved = try await call.post(path + "/return", ["id": asked["id"] ?? nil, "status": "AUTHORIZED"])
            #expect(moved.json["status"] == "AUTHORIZED")
            try await call.post("/v2/orders/demo/\(order)/refund", ["amount": 1])

            let state = try await call.get("/_control/state?limit=1").json
            #expect(state["total"] == 2)
            #expect(state["orders"]?.elements?.count == 1)
            #expect(state["orders"]?[0]?["effects"] == ["accept": 1, "cancel": 0, "refund": 1])
            #expect(state["orders"]?[0]?["refunded"] == .number("1"))
            #expect(state["calls"]?["accept"] == 1)
        }
    }

    @Test("a control call that makes no sense is refused with a reason")
    func refused() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders()[0]
            #expect(try await call.post("/_control/orders/\(order)/complete").status == 409)
            #expect(try await call.post("/_control/orders/1-1/ready").status == 404)
            #expect(try await call.post("/_control/orders/\(order)/fly").status == 404)
            #expect(try await call.post("/_control/orders", ["count": 0]).status == 400)
            #expect(try await call.post("/_control/faults", ["operation": "accept", "kind": "rain"]).status == 400)
            #expect(try await call.send(.POST, "/_control/faults", .init(string: "{")).status == 400)
            #expect(try await call.get("/_control/health").status == 200)
        }
    }

    @Test("a body above the limit is 413")
    func bodyLimit() async throws {
        try await withGlopal(.init(bodyLimit: 1000)) { _, call in
            let body = ByteBuffer(repeating: UInt8(ascii: " "), count: 2000)
            let reply = try await call.send(.POST, "/v2/orders/demo/1-1/accept", body)
            #expect(reply.status == 413)
        }
    }

    @Test("an event is pushed alone, with the credential, and again after a drop and a 5xx")
    func pushed() async throws {
        try await withReceiver { receiver, endpoint in
            receiver.faults.add(FaultRule("receive", .dropBefore))
            receiver.faults.add(FaultRule("receive", .status(503)))
            let webhook = GlopalWebhook(
                url: endpoint + "/hook", events: ["order.ready"],
                credential: .basic(user: "glopal", password: "secret"), retryDelay: .milliseconds(1))
            let store = GlopalStore(id: "demo", apiKey: "GL.demo-key", webhook: webhook)
            try await withGlopal(.init(stores: [store])) { glopal, _ in
                let order = try glopal.createOrders(ready: true)[0]

                #expect(try await eventually { glopal.pushes.delivered == 1 })
                #expect(receiver.requests.count == 3)
                for request in receiver.requests {
                    #expect(request.header("authorization") == "Basic Z2xvcGFsOnNlY3JldA==")
                    #expect(try request.document()["event_name"] == "order.ready")
                    #expect(try request.document()["order_id"]?.text == order)
                }
            }
        }
    }

    @Test("a push is given up after its tries, and at once after a 4xx", arguments: [(500, 4), (404, 1)])
    func givenUp(status: Int, tries: Int) async throws {
        try await withReceiver { receiver, endpoint in
            receiver.faults.add(FaultRule("receive", count: nil, .status(status)))
            let webhook = GlopalWebhook(
                url: endpoint + "/hook?store=demo", credential: .query(name: "secret", secret: "s3"),
                retryDelay: .milliseconds(1))
            let store = GlopalStore(id: "demo", apiKey: "GL.demo-key", webhook: webhook)
            try await withGlopal(.init(stores: [store])) { glopal, _ in
                try glopal.createOrders()

                #expect(try await eventually { glopal.pushes.failed == 1 })
                #expect(receiver.requests.count == tries)
                #expect(receiver.requests.first?.values("secret") == ["s3"])
            }
        }
    }

    @Test("a start on a taken port fails instead of waiting")
    func takenPort() async throws {
        try await withGlopal { glopal, _ in
            await #expect(throws: (any Error).self) {
                try await GlopalOrdersSimulator.start(port: glopal.port)
            }
        }
    }

    @Test("a stop frees the port")
    func stop() async throws {
        let glopal = try await GlopalOrdersSimulator.start()
        await glopal.stop()

        let next = try await GlopalOrdersSimulator.start(port: glopal.port)
        #expect(next.port == glopal.port)
        await next.stop()
    }
}
