import NIOCore
import NIOHTTP1
import Simulators
import Testing

@Suite("Glopal Order API simulator: accept and cancel")
struct GlopalLifecycleTests {
    private let ids: Document = ["external": ["order_id": "7051", "order_number": "007051"]]

    @Test("accepting a READY order attaches the ids, zeros in front kept, and tells it")
    func accepted() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]

            let reply = try await call.post("/v2/orders/demo/\(order)/accept", ids)

            #expect(reply.status == 200)
            #expect(reply.text == #"{"status":"ok"}"#)
            #expect(glopal.order(order)?.status == .accepted)
            #expect(glopal.order(order)?.external == .init(orderID: "7051", orderNumber: "007051"))
            #expect(glopal.events().map(\.name) == ["order.received", "order.ready", "order.accepted"])
            let details = try await call.get("/v2/orders/demo/\(order)").json
            #expect(details["external"]?["order_number"] == "007051")
        }
    }

    @Test("the same ids again are a success without a second effect, other ids are 400")
    func repeated() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            let path = "/v2/orders/demo/\(order)/accept"
            try await call.post(path, ids)

            #expect(try await call.post(path, ids).status == 200)
            let other: Document = ["external": ["order_id": "7051", "order_number": "7051"]]
            #expect(try await call.post(path, other).status == 400)
            #expect(glopal.order(order)?.effects == ["accept": 1])
            #expect(glopal.events().filter { $0.name == "order.accepted" }.count == 1)
        }
    }

    @Test("an accept before READY takes effect only when the order becomes READY")
    func deferred() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders()[0]
            let path = "/v2/orders/demo/\(order)/accept"

            #expect(try await call.post(path, ids).status == 200)
            #expect(glopal.order(order)?.status == .received)
            #expect(glopal.order(order)?.external == nil)
            #expect(try await call.post(path, ids).status == 200)
            let other: Document = ["external": ["order_id": "1", "order_number": "2"]]
            #expect(try await call.post(path, other).status == 400)
            try glopal.markReady(order)

            #expect(glopal.order(order)?.status == .accepted)
            #expect(glopal.events().map(\.name) == ["order.received", "order.ready", "order.accepted"])
            #expect(glopal.order(order)?.effects == ["accept": 1])
        }
    }

    @Test("an order cancelled while its accept waits refuses every later accept")
    func cancelledWhileDeferred() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders()[0]
            try await call.post("/v2/orders/demo/\(order)/accept", ids)
            try glopal.cancel(order, reason: "fraud")

            let reply = try await call.post("/v2/orders/demo/\(order)/accept", ids)

            #expect(reply.status == 400)
            #expect(throws: ControlError.self) { try glopal.markReady(order) }
            let details = try await call.get("/v2/orders/demo/\(order)").json
            #expect(details["status"] == "CANCELLED")
            #expect(details["cancellation"]?["initiator"] == "glopal")
        }
    }

    @Test(
        "an accept without both ids as strings is 400",
        arguments: [
            "{}", "", "[]", "{", #"{"external":{"order_id":"7051"}}"#,
            #"{"external":{"order_id":"","order_number":"1"}}"#,
            #"{"external":{"order_id":7051,"order_number":"007051"}}"#,
        ])
    func incomplete(body: String) async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]

            let reply = try await call.send(.POST, "/v2/orders/demo/\(order)/accept", .init(string: body))

            #expect(reply.status == 400)
            #expect(glopal.order(order)?.status == .ready)
        }
    }

    @Test("the flat form of accept is read when it is chosen, and only then")
    func flat() async throws {
        let body: Document = ["external_order_id": "7051", "external_order_number": "007051"]
        for isFlat in [true, false] {
            try await withGlopal(.init(flatAccept: isFlat)) { glopal, call in
                let order = try glopal.createOrders(ready: true)[0]
                let reply = try await call.post("/v2/orders/demo/\(order)/accept", body)
                #expect(reply.status == (isFlat ? 200 : 400))
            }
        }
    }

    @Test("accepting an unknown order is 404")
    func unknown() async throws {
        try await withGlopal { _, call in
            let reply = try await call.post("/v2/orders/demo/1-1/accept", ids)
            #expect(reply.status == 404)
        }
    }

    @Test("a cancellation by the API is the merchant's, and a second one is 400")
    func cancelled() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            try await call.post("/v2/orders/demo/\(order)/accept", ids)
            let path = "/v2/orders/demo/\(order)/cancel"

            let reply = try await call.post(path, ["reason": "out_of_stock", "note": "sorry"])

            #expect(reply.text == #"{"status":"ok"}"#)
            #expect(glopal.order(order)?.cancellation?.initiator == "merchant")
            #expect(glopal.events().last?.name == "order.cancelled")
            #expect(try await call.post(path, ["reason": "out_of_stock"]).status == 400)
            #expect(try await call.post("/v2/orders/demo/\(order)/accept", ids).status == 400)
            #expect(glopal.order(order)?.effects["cancel"] == 1)
        }
    }

    @Test("a cancellation without a reason, with an initiator or of a shipped order is 400")
    func cancelRefused() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            let path = "/v2/orders/demo/\(order)/cancel"

            #expect(try await call.post(path, [:]).status == 400)
            #expect(try await call.post(path, ["reason": "other", "initiator": "merchant"]).status == 400)
            try glopal.ship(order)
            #expect(try await call.post(path, ["reason": "other"]).status == 400)
            #expect(glopal.order(order)?.status == .ready)
        }
    }

    @Test("only an accepted order completes, and a completed one may be cancelled until it is shipped")
    func completed() async throws {
        try await withGlopal { glopal, call in
            let orders = try glopal.createOrders(count: 2, ready: true)
            #expect(throws: ControlError.self) { try glopal.complete(orders[0]) }
            for order in orders { try await call.post("/v2/orders/demo/\(order)/accept", ids) }
            for order in orders { try glopal.complete(order) }
            try glopal.ship(orders[1])

            let path = { (order: String) in "/v2/orders/demo/\(order)/cancel" }
            #expect(try await call.post(path(orders[0]), ["reason": "other"]).status == 200)
            #expect(try await call.post(path(orders[1]), ["reason": "other"]).status == 400)
            #expect(glopal.order(orders[1])?.status == .completed)
        }
    }

    @Test("an error is worded in whichever shape is chosen", arguments: ErrorShape.allCases)
    func shapes(shape: ErrorShape) async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            try await call.post("/_control/settings", ["errorShape": .text(shape.rawValue)])

            let reply = try await call.post("/v2/orders/demo/\(order)/accept", [:])

            #expect(reply.status == 400)
            let json = reply.json
            let found =
                json["message"]?.text ?? json["error"]?.text ?? json["error"]?["message"]?.text
                ?? json["errors"]?[0]?["message"]?.text ?? json["detail"]?.text ?? reply.text
            #expect(found.contains("external.order_id must be a string"))
        }
    }
}
