import Testing

@testable import Simulators

@Suite("OMS simulator: what it tells the gateway")
struct OMSNotificationsTests {
    /// Runs a test with an OMS that knows order `A`, and a receiver in the gateway's place.
    private func withBoth(
        naming: OMSGateway.Naming = .both, autoShip: Duration? = nil,
        _ body: (OMSSimulator, Receiver, Caller) async throws -> Void
    ) async throws {
        try await withReceiver { gateway, endpoint in
            let line = OMSGateway(
                url: endpoint + "/in/oms/facts", secret: secondSecret, attempts: 3, pause: .milliseconds(1),
                longestPause: .milliseconds(2), naming: naming)
            let configuration = OMSConfiguration(
                secrets: [firstSecret], gateway: line, autoShip: autoShip, clock: standstill)
            try await withOMS(configuration) { oms, call in
                let fact = OMSFactsTests.fact("order.ready", of: "A")
                _ = try await call.fact(fact, delivery: "d-1", secret: firstSecret)
                try await body(oms, gateway, call)
            }
        }
    }

    @Test("a shipment is signed, names its order, and has tracking and parcels with lines")
    func shipped() async throws {
        try await withBoth { oms, gateway, _ in
            let parcels = [OMSParcel(trackingNumber: "T-1", lines: [.init(line: "l-1", quantity: "1")])]
            let sent = try await oms.ship("A", parcels: parcels, carrier: "UPS")

            let request = try #require(gateway.requests.first)
            #expect(sent.isDelivered)
            #expect(sent.status == 202)
            #expect(request.path == "/in/oms/facts")
            #expect(request.header("webhook-id") == sent.event)
            let signature = Caller.signature(secondSecret, sent.event, "1770000000", request.body)
            #expect(request.header("webhook-signature") == signature)
            let body = try request.document()
            #expect(body["type"] == "shipment.dispatched")
            #expect(body["subject"] == "A")
            #expect(body["data"]?["reference"] == ["kind": "order", "value": "SO-1001"])
            let shipment = body["data"]?["shipment"]
            #expect(shipment?["carrier"] == "UPS")
            #expect(shipment?["trackingNumber"] == "T-1")
            let parcel: Document = ["trackingNumber": "T-1", "lines": [["line": "l-1", "quantity": "1"]]]
            #expect(shipment?["parcels"] == [parcel])
            #expect(oms.order("A")?.state == .shipped)
        }
    }

    @Test("a whole shipment lists every line it was told of")
    func whole() async throws {
        try await withBoth { oms, gateway, _ in
            try await oms.ship("SO-1001")
            let parcels = try gateway.requests[0].document()["data"]?["shipment"]?["parcels"]
            #expect(parcels?[0]?["lines"] == [["line": "l-1", "sku": "SKU-1", "quantity": "2"]])
        }
    }

    @Test(
        "an order is named by subject, by reference or by both",
        arguments: [(OMSGateway.Naming.subject, true, false), (.reference, false, true), (.both, true, true)])
    func naming(naming: OMSGateway.Naming, bySubject: Bool, byReference: Bool) async throws {
        try await withBoth(naming: naming) { oms, gateway, _ in
            try await oms.cancel("A", note: "gone")
            let body = try gateway.requests[0].document()
            #expect((body["subject"] != nil) == bySubject)
            #expect((body["data"]?["reference"] != nil) == byReference)
            #expect(body["data"]?["cancellation"] == ["reason": "out_of_stock", "note": "gone"])
        }
    }

    @Test("a refund asks for an amount, or for all when none is given")
    func refund() async throws {
        try await withBoth { oms, gateway, _ in
            try await oms.refund("A", amount: ("19.90", "EUR"))
            try await oms.refund("A")
            let refunds = try gateway.requests.map { try $0.document()["data"]?["refund"] }
            #expect(refunds[0]?["amount"] == ["customer": ["amount": "19.90", "currency": "EUR"]])
            #expect(refunds[1]?["amount"] == nil)
            #expect(refunds[0]?["id"] != refunds[1]?["id"])
        }
    }

    @Test("a notification is tried again after a failure, with the same id, and not for ever")
    func retried() async throws {
        try await withBoth { oms, gateway, _ in
            gateway.faults.add(FaultRule("receive", .dropAfter))
            gateway.faults.add(FaultRule("receive", .status(503, retryAfter: 30)))

            let sent = try await oms.cancel("A")
            #expect(sent.isDelivered)
            #expect(sent.attempts == 3)
            #expect(Set(gateway.requests.map { $0.header("webhook-id") }) == [sent.event])

            gateway.faults.add(FaultRule("receive", count: nil, .status(429)))
            let lost = try await oms.refund("A")
            #expect(!lost.isDelivered)
            #expect(lost.attempts == 3)
            #expect(lost.status == 429)
        }
    }

    @Test("an answer that refuses for good ends the tries", arguments: [400, 401, 409])
    func final(status: Int) async throws {
        try await withBoth { oms, gateway, _ in
            gateway.faults.add(FaultRule("receive", count: nil, .status(status)))
            let sent = try await oms.cancel("A")
            #expect(sent.attempts == 1)
            #expect(!sent.isDelivered)
        }
    }

    @Test("an order ships itself after the configured time")
    func autoShip() async throws {
        try await withBoth(autoShip: .milliseconds(1)) { oms, _, _ in
            let isShipped = try await eventually { oms.order("A")?.state == .shipped }
            #expect(isShipped)
        }
    }

    @Test("control calls ship, cancel and refund, and name what is unknown")
    func control() async throws {
        try await withBoth { oms, gateway, call in
            gateway.faults.add(FaultRule("facts", count: nil, .status(202)))

            let shipped = try await call.post(
                "/_control/orders/SO-1001/ship", ["parcels": [["lines": [["sku": "SKU-1"]]]]])
            let refunded = try await call.post(
                "/_control/orders/A/refund", ["amount": "1.00", "currency": "EUR", "reason": "returned"])
            let cancelled = try await call.post("/_control/orders/A/cancel", ["reason": "out_of_stock"])

            for reply in [shipped, refunded, cancelled] {
                #expect(reply.status == 200)
                #expect(reply.json["delivered"] == true)
                #expect(reply.json["attempts"] == 1)
            }
            #expect(try await call.post("/_control/orders/A/ship").status == 409)
            #expect(try await call.post("/_control/orders/Z/ship").status == 404)
            #expect(try await call.post("/_control/orders/A/refund", ["amount": 1]).status == 400)
            let state = try await call.get("/_control/state").json
            #expect(state["notifications"]?["delivered"] == 3)
            #expect(state["orders"]?[0]?["state"] == "cancelled")
            #expect(try await call.get("/_control/orders/A").json["facts"]?[0]?["fact"]?["type"] == "order.ready")
        }
    }

    @Test("any fact can be stated, and an order does not leave before its papers have come")
    func stated() async throws {
        try await withBoth { oms, gateway, call in
            let dispatch = #"{"shipment":{"id":"S-1","exceptions":[{"kind":"out-of-stock","line":{"line":"l-1"}}]}}"#
            _ = try await call.fact(
                OMSFactsTests.fact("documents.required", of: "A"), delivery: "d-2", secret: firstSecret)
            await #expect(throws: ControlError.self) {
                try await oms.state("shipment.dispatched", of: "A", data: dispatch)
            }
            #expect(try await call.post("/_control/orders/A/ship").status == 409)

            _ = try await call.fact(
                OMSFactsTests.fact("documents.available", of: "A"), delivery: "d-3", secret: firstSecret)
            try await oms.state("shipment.dispatched", of: "A", data: dispatch)

            let body = try #require(gateway.requests.last).document()
            #expect(body["type"] == "shipment.dispatched")
            #expect(body["data"]?["shipment"]?["exceptions"]?[0]?["kind"] == "out-of-stock")
            #expect(oms.order("A")?.state == .shipped)
        }
    }

    @Test("without a gateway a notification is refused with a reason")
    func silent() async throws {
        try await withOMS { oms, call in
            _ = try await call.fact(
                OMSFactsTests.fact("order.ready", of: "A"), delivery: "d-1", secret: firstSecret)
            #expect(try await call.post("/_control/orders/A/ship").status == 409)
            let gateway: Document = ["url": "http://127.0.0.1:1/in/oms/facts", "secret": .text(secondSecret)]
            #expect(try await call.post("/_control/gateway", gateway).status == 200)
        }
    }
}
