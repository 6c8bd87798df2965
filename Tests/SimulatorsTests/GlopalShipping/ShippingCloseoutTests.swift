import Foundation
import Testing

@testable import Simulators

@Suite("Shipping simulator: close-out and tracking")
struct ShippingCloseoutTests {
    private let path = "/outbound/closeout"

    /// An order in two labelled parcels, `W1` and `W2`, of fulfilment `F1`; gives their waybills.
    private func withParcels(
        _ configuration: GlopalShippingSimulatorConfiguration = .init(clock: standstill),
        _ body: (GlopalShippingSimulator, ShippingCaller, [String]) async throws -> Void
    ) async throws {
        try await withShipping(configuration) { shipping, call in
            try await call.post("/ops/create_order", ShippingSample.order())
            let parcels: Document = [
                ShippingSample.parcel("P1", [("1", 1)], wms: "W1"), ShippingSample.parcel("P2", [("1", 1)], wms: "W2"),
            ]
            let reply = try await call.post(
                "/outbound/immediate_shipment",
                ShippingSample.shipment("SO-10001", [.init("fulfillment_id", "F1"), .init("parcels", parcels)]))
            let awbs = (reply.json["shipments"]?.elements ?? []).compactMap { $0["awb"]?.text }
            #expect(awbs.count == 2)
            try await body(shipping, call, awbs)
        }
    }

    private func track(_ call: ShippingCaller, _ name: String, _ value: Document) async throws -> Caller.Reply {
        try await call.post("/shipment/tracking", .object([.init(name, value)]))
    }

    private func codes(_ shipment: Document?) -> [String] {
        (shipment?["events"]?.elements ?? []).compactMap { $0["code"]?.text }
    }

    @Test(
        "a close-out that names no parcel is refused, whatever else it says",
        arguments: [
            [:], ["dry_run": true], ["async_mode": 1, "pod_reference": "X"], ["awb": nil, "reference": []],
            ["awb": "", "wms_id": ""],
        ] as [Document])
    func empty(body: Document) async throws {
        try await withParcels { shipping, call, _ in
            expectRefusal(try await call.post(path, body), "selector_required", status: 400)
            #expect(shipping.effects["manifest"] == nil)
        }
    }

    @Test("each selector finds its parcels, as one text or a list")
    func selectors() async throws {
        let cases: [(Document, Int)] = [
            (["order_reference": "SO-10001"], 2), (["reference": ["SO-10001"]], 2), (["fulfillment_id": ["F1"]], 2),
            (["wms_id": "W2"], 1), (["wms_id": ["W1", "W2"]], 2), (["wms_id": "W1", "reference": "SO-10001"], 2),
        ]
        for (body, count) in cases {
            try await withParcels { shipping, call, _ in
                let reply = try await call.post(path, body).json
                #expect(reply["error"] == 0)
                #expect(reply["status"] == "done")
                #expect(reply["parcels"]?.elements?.map { $0["error"] } == Array(repeating: 0, count: count))
                #expect(reply["documents"]?[0]?["type"] == "manifest")
                let manifest = Data(base64Encoded: reply["documents"]?[0]?["content_base64"]?.text ?? "")
                #expect(manifest?.starts(with: Data("%PDF".utf8)) == true)
                #expect(shipping.effects["closeout"] == count)
                #expect(shipping.effects["manifest"] == 1)
            }
        }
        try await withParcels { _, call, awbs in
            let reply = try await call.post(path, ["awb": .text(awbs[1])]).json
            #expect(reply["parcels"]?[0]?["awb"]?.text == awbs[1])
            expectRefusal(
                try await call.post(path, ["awb": [.text(awbs[0])]]), "invalid", status: 400, field: "awb")
        }
    }

    @Test("selectors narrow each other where that is assumed")
    func narrow() async throws {
        var assumptions = GlopalShippingSimulatorAssumptions()
        assumptions.selectorsNarrow = true
        try await withParcels(.init(assumptions: assumptions, clock: standstill)) { shipping, call, _ in
            let reply = try await call.post(path, ["wms_id": "W1", "reference": "SO-10001"]).json
            #expect(reply["parcels"]?.elements?.map { $0["wms_id"] } == ["W1"])
            #expect(shipping.effects["closeout"] == 1)
        }
    }

    @Test("closing a parcel twice is its own error and makes no second manifest")
    func twice() async throws {
        try await withParcels { shipping, call, _ in
            try await call.post(path, ["wms_id": "W1"])
            let again = try await call.post(path, ["wms_id": "W1"]).json
            #expect(again["error"] == 0)
            #expect(again["parcels"]?[0]?["error"] == 1)
            #expect(again["parcels"]?[0]?.failureCode == "already_closed")
            #expect(again["documents"] == [])
            let rest = try await call.post(path, ["wms_id": ["W1", "W2", "W3"]]).json
            #expect(rest["parcels"]?.elements?.map { $0["error"] } == [1, 0, 1])
            #expect(rest["parcels"]?[2]?.failureCode == "not_found")
            #expect(rest["parcels"]?[2]?["wms_id"] == "W3")
            #expect(shipping.effects["closeout"] == 2)
            #expect(shipping.effects["manifest"] == 2)
            expectRefusal(try await call.post(path, ["wms_id": "W3"]), "not_found", field: "wms_id")
        }
    }

    @Test("a parcel without a label cannot be closed out")
    func unlabelled() async throws {
        try await withShipping { shipping, call in
            try await call.post("/ops/create_order", ShippingSample.order())
            try await call.post(
                "/outbound/immediate_shipment", ShippingSample.shipment("SO-10001", [.init("process_label", 0)]))
            let reply = try await call.post(path, ["reference": "SO-10001"]).json
            #expect(reply["parcels"]?[0]?.failureCode == "not_labelled")
            #expect(shipping.effects["manifest"] == nil)
        }
    }

    @Test("a dry run tells and does nothing")
    func dry() async throws {
        try await withParcels { shipping, call, _ in
            let reply = try await call.post(path, ["reference": "SO-10001", "dry_run": "1"]).json
            #expect(reply["parcels"]?.elements?.map { $0["error"] } == [0, 0])
            #expect(reply["closeout_id"] == .some(.null))
            #expect(shipping.effects["closeout"] == nil)
            #expect(codes(try await track(call, "wms_id", "W1").json["shipment"]).isEmpty)
        }
    }

    @Test("an asynchronous close-out is queued, and done by the clock or a control call; tracking waits for it")
    func asynchronous() async throws {
        try await withParcels { shipping, call, _ in
            let reply = try await call.post(path, ["wms_id": "W1", "async_mode": true]).json
            #expect(reply["status"] == "queued")
            #expect(reply["documents"] == [])
            #expect(codes(try await track(call, "wms_id", "W1").json["shipment"]).isEmpty)
            let twice = try await call.post(path, ["wms_id": "W1"]).json
            #expect(twice["parcels"]?[0]?.failureCode == "already_closed")
            shipping.setClock(offset: 3)
            #expect(codes(try await track(call, "wms_id", "W1").json["shipment"]) == ["created"])
            #expect(shipping.effects["manifest"] == 1)

            let second = try await call.post(path, ["wms_id": "W2", "async_mode": 1]).json
            let id = try #require(second["closeout_id"]?.text)
            #expect(try await call.plain.get("/_control/state").json["waitingCloseouts"] == [.text(id)])
            #expect(try await call.control("closeouts/\(id)/finish").status == 200)
            #expect(try await call.control("closeouts/\(id)/finish").status == 409)
            #expect(shipping.effects["manifest"] == 2)
        }
    }

    @Test("tracking shows the waybills before the close-out, and events only after it")
    func before() async throws {
        try await withParcels { shipping, call, awbs in
            let early = try await track(call, "awb", .text(awbs[0])).json
            #expect(early["error"] == 0)
            let shipment = try #require(early["shipment"])
            #expect(shipment["fulfillment_id"] == "F1")
            #expect(shipment["outboundawb"]?.text == awbs[0])
            #expect(shipment["inboundawb"]?.text?.isEmpty == false)
            #expect(shipment["outbound_carrier"] == "DHL")
            #expect(shipment["outbound_tracking_url"]?.text?.hasSuffix(awbs[0]) == true)
            #expect(shipment["outbound_carrier_tracking_url"]?.text?.hasSuffix(awbs[0]) == true)
            #expect(shipment["status"] == "created")
            #expect(shipment["events"] == [])
            #expect(throws: ControlError.self) { try shipping.advance(order: "SO-10001") }

            try await call.post(path, ["wms_id": "W1"])
            try shipping.advance(shipment: awbs[0], to: "customs")
            let later = try await track(call, "awb", .text(awbs[0])).json["shipment"]
            #expect(codes(later) == ["created", "picked_up", "in_transit", "customs"])
            #expect(later?["status"] == "customs")
            #expect(later?["events"]?[3]?["country"] == "DE")
            #expect(later?["events"]?[3]?["event_at"] == "2026-02-02T02:40:00.120Z")
            #expect(codes(try await track(call, "awb", .text(awbs[1])).json["shipment"]).isEmpty)
        }
    }

    @Test("an order of several parcels is tracked as several shipments; every name leads to them")
    func names() async throws {
        try await withParcels { _, call, awbs in
            let all = try await track(call, "reference", "SO-10001").json
            #expect(all["shipment"] == nil)
            #expect(all["shipments"]?.elements?.compactMap { $0["outboundawb"]?.text } == awbs)
            let id = try #require(all["shipments"]?[1]?["shipment_id"])
            let text = String(try #require(id.integer))
            for (name, value) in [("shipment_id", id), ("shipment_id", .text(text)), ("wms_id", "W2")] {
                let reply = try await track(call, name, value).json
                #expect(reply["shipment"]?["outboundawb"]?.text == awbs[1])
            }
            #expect(try await track(call, "fulfillment_id", "F1").json["shipments"]?.elements?.count == 2)
        }
    }

    @Test("exactly one name is needed, and an unknown one is not found")
    func oneName() async throws {
        try await withParcels { _, call, awbs in
            for body: Document in [[:], ["awb": .text(awbs[0]), "wms_id": "W1"], ["order": "SO-10001"]] {
                expectRefusal(try await call.post("/shipment/tracking", body), "selector_required", status: 400)
            }
            expectRefusal(try await track(call, "reference", "SO-404"), "not_found", field: "reference")
            expectRefusal(try await track(call, "shipment_id", 1), "not_found")
        }
    }

    @Test("an order without a parcel is found by its reference, so that a lost create can be looked up")
    func lookup() async throws {
        try await withShipping { _, call in
            expectRefusal(try await track(call, "reference", "SO-10001"), "not_found")
            let made = try await call.post("/ops/create_order", ShippingSample.order()).json
            let found = try await track(call, "reference", "SO-10001").json
            #expect(found["error"] == 0)
            #expect(found["shipment"]?["reference"] == "SO-10001")
            #expect(found["shipment"]?["order_id"] == made["order"]?["order_id"])
            #expect(found["shipment"]?["events"] == [])
        }
    }

    @Test("with a pace, parcels travel by the clock from the close-out to the door")
    func pace() async throws {
        try await withParcels(.init(trackingPace: .seconds(60), clock: standstill)) { shipping, call, _ in
            try await call.post(path, ["wms_id": "W1"])
            for (seconds, count) in [(59, 1), (60, 2), (180, 4), (299, 5)] {
                shipping.setClock(offset: Int64(seconds))
                #expect(codes(try await track(call, "wms_id", "W1").json["shipment"]).count == count, "\(seconds)")
            }
            shipping.setClock(offset: 300)
            // The caller's clock goes on too, or the service would take it for skewed.
            var later = call
            later.seconds += 300
            let arrived = try await track(later, "wms_id", "W1").json["shipment"]
            #expect(arrived?["status"] == "delivered")
            #expect(arrived?["events"]?[5]?["event_at"] == "2026-02-02T02:45:00.120Z")
        }
    }

    @Test("a parcel passes an exception and arrives once; then nothing more happens to it")
    func exception() async throws {
        try await withParcels { shipping, call, _ in
            try await call.post(path, ["reference": "SO-10001"])
            try shipping.advance(order: "SO-10001", to: "out_for_delivery")
            try shipping.advance(order: "SO-10001", to: "exception")
            try shipping.advance(order: "SO-10001")
            let shipment = try await track(call, "wms_id", "W2").json["shipment"]
            #expect(codes(shipment).suffix(3) == ["out_for_delivery", "exception", "delivered"])
            #expect(throws: ControlError.self) { try shipping.advance(order: "SO-10001", to: "returned") }
            #expect(throws: ControlError.self) { try shipping.advance(order: "SO-10001", to: "flown") }
        }
    }
}
