import Foundation
import Testing

@testable import Simulators

@Suite("Shipping simulator: fulfilments and labels")
struct ShippingLabelTests {
    private let path = "/outbound/immediate_shipment"

    private func withOrder(
        quantity: Int = 2, to country: String = "DE", _ changes: [Document.Member] = [],
        _ body: (GlopalShippingSimulator, ShippingCaller) async throws -> Void
    ) async throws {
        try await withShipping { shipping, call in
            let products = [
                ShippingSample.product(quantity: quantity), ShippingSample.product("2", "9.90", quantity: 1),
            ]
            let order = ShippingSample.order("SO-10001", to: country, products: products, changes)
            #expect(try await call.post("/ops/create_order", order).json["error"] == 0)
            try await body(shipping, call)
        }
    }

    private func bytes(_ paper: Document?) throws -> Data {
        try #require(Data(base64Encoded: paper?["content_base64"]?.text ?? "-"))
    }

    @Test("two parcels become two shipments with their own waybills, labels, papers and landed costs")
    func twoParcels() async throws {
        try await withOrder { shipping, call in
            let parcels: Document = [
                ShippingSample.parcel("P1", [("1", 1), ("2", 1)], wms: "WMS1"),
                ShippingSample.parcel("P2", [("1", 1)], wms: "WMS2"),
            ]
            let reply = try await call.post(
                path,
                ShippingSample.shipment(
                    "SO-10001", [.init("fulfillment_id", "FU.77OMS"), .init("parcels", parcels)]))
            #expect(reply.status == 200)
            let shipments = try #require(reply.json["shipments"]?.elements)
            #expect(shipments.map { $0["error"] } == [0, 0])
            #expect(shipments.map { $0["wms_id"] } == ["WMS1", "WMS2"])
            #expect(shipments.map { $0["fulfillment_id"] } == ["FU.77OMS", "FU.77OMS"])
            #expect(Set(shipments.compactMap { $0["awb"]?.text }).count == 2)
            #expect(shipments.allSatisfy { $0["shipment_id"]?.integer != nil && $0["carrier"] == "DHL" })
            #expect(shipments[0]["label"]?["format"] == "PDF")
            #expect(try bytes(shipments[0]["label"]).starts(with: Data("%PDF-1.4".utf8)))
            #expect(shipments[0]["documents"]?[0]?["type"] == "commercial_invoice")
            #expect(try bytes(shipments[0]["documents"]?[0]).starts(with: Data("%PDF".utf8)))
            // 34.90 at 19 %, and 25.00 at 19 %, both free of duty.
            #expect(shipments.map { $0["landed_cost"]?["tax"] } == [.number("6.63"), .number("4.75")])
            #expect(shipping.effects == ["create_order": 1, "shipment": 2, "label": 2])
        }
    }

    @Test("the PDF's cross-reference table points at its objects")
    func pdf() async throws {
        try await withOrder { _, call in
            let reply = try await call.post(path, ShippingSample.shipment())
            let text = String(decoding: try bytes(reply.json["shipments"]?[0]?["label"]), as: UTF8.self)
            let table = try #require(text.components(separatedBy: "xref\n0 6\n").last?.components(separatedBy: "\n"))
            for number in 1...5 {
                let offset = try #require(Int(table[number].prefix(10)))
                #expect(Array(text.utf8).dropFirst(offset).starts(with: Array("\(number) 0 obj".utf8)))
            }
        }
    }

    @Test("labels come in the form asked for, and another form is refused", arguments: ["ZPL", "PNG", "GIF"])
    func formats(format: String) async throws {
        try await withOrder { shipping, call in
            let request = ShippingSample.shipment("SO-10001", [.init("label_format", .text(format))])
            let reply = try await call.post(path, request)
            if format == "GIF" {
                expectRefusal(reply, "invalid", status: 400, field: "label_format")
                #expect(shipping.effects["label"] == nil)
            } else {
                let data = try bytes(reply.json["shipments"]?[0]?["label"])
                let start = format == "ZPL" ? Data("^XA".utf8) : Data([0x89, 0x50, 0x4E, 0x47])
                #expect(data.starts(with: start))
            }
        }
    }

    @Test("no more of a line ships than is left, over all calls; a refused call ships nothing")
    func overShipment() async throws {
        try await withOrder { shipping, call in
            func ship(_ contents: [(String, Int)]) async throws -> Caller.Reply {
                let parcels: Document = [ShippingSample.parcel("P", contents)]
                return try await call.post(path, ShippingSample.shipment("SO-10001", [.init("parcels", parcels)]))
            }
            expectRefusal(try await ship([("1", 3)]), "more_than_left", field: "parcels[0].contents")
            expectRefusal(try await ship([("2", 1), ("7", 1)]), "unknown_line")
            #expect(shipping.effects["shipment"] == nil)
            #expect(try await ship([("1", 1), ("2", 1)]).json["error"] == 0)
            // A repetition is a parcel of its own here, so the line of one piece gives it away.
            expectRefusal(try await ship([("1", 1), ("2", 1)]), "more_than_left")
            #expect(try await ship([("1", 1)]).json["error"] == 0)
            expectRefusal(try await ship([("1", 1)]), "more_than_left")
            #expect(shipping.effects["shipment"] == 2)
        }
    }

    @Test("parcels can be announced first and labelled later; a label can be had again and costs nothing")
    func later() async throws {
        try await withOrder { shipping, call in
            let parcels: Document = [ShippingSample.parcel("P1", [("1", 2)]), ShippingSample.parcel("P2", [("2", 1)])]
            let announced = try await call.post(
                path,
                ShippingSample.shipment(
                    "SO-10001",
                    [.init("process_label", false), .init("fulfillment_id", "F1"), .init("parcels", parcels)])
            ).json
            #expect(announced["shipments"]?.elements?.map { $0["awb"] } == [nil, nil] as [Document])
            #expect(announced["shipments"]?[0]?["label"] == .some(.null))
            #expect(shipping.effects == ["create_order": 1, "shipment": 2])
            let request = ShippingSample.shipment("SO-10001", [.init("fulfillment_id", "F1")])
            let labelled = try await call.post(path, request).json
            let again = try await call.post(path, request).json
            #expect(labelled["shipments"]?.elements?.count == 2)
            #expect(labelled["shipments"]?[0]?["shipment_id"] == announced["shipments"]?[0]?["shipment_id"])
            #expect(labelled["shipments"]?[0]?["label"]?["format"] == "PDF")
            #expect(again == labelled)
            #expect(shipping.effects == ["create_order": 1, "shipment": 2, "label": 2])
        }
    }

    @Test("without parcels all that is left goes into one, or into those that the order announced")
    func usual() async throws {
        try await withOrder { shipping, call in
            let reply = try await call.post(path, ShippingSample.shipment("SO-10001", [.init("wms_id", "W9")])).json
            #expect(reply["shipments"]?.elements?.count == 1)
            #expect(reply["shipments"]?[0]?["wms_id"] == "W9")
            #expect(try await call.plain.get("/_control/orders/SO-10001").json["left"] == ["1": 0, "2": 0])
            expectRefusal(
                try await call.post(path, ShippingSample.shipment("SO-10001", [.init("fulfillment_id", "other")])),
                "nothing_left")
        }
        let parcels: Document = [
            ShippingSample.parcel("P1", [("1", 2)]), ShippingSample.parcel("P2", [("2", 1)]),
        ]
        try await withOrder([.init("parcels", parcels)]) { shipping, call in
            let reply = try await call.post(path, ShippingSample.shipment()).json
            #expect(reply["shipments"]?.elements?.map { $0["parcel_reference"] } == ["P1", "P2"])
            #expect(shipping.effects["label"] == 2)
        }
    }

    @Test("the order has to be known, and names, flags and contents have to fit")
    func form() async throws {
        try await withOrder { shipping, call in
            expectRefusal(
                try await call.post(path, ShippingSample.shipment("SO-9")), "not_found", field: "order_reference")
            let bare: Document = ["parcel_reference": "P1"]
            let cases: [(Document.Member, String)] = [
                (.init("fulfillment_id", .text(String(repeating: "f", count: 101))), "fulfillment_id"),
                (.init("wms_id", .text(String(repeating: "w", count: 256))), "wms_id"),
                (.init("process_label", 2), "process_label"),
                (.init("parcels", [bare, bare]), "parcels[0].contents"),
                (
                    .init("parcels", [bare.with([.init("weight", ["value": 0, "unit": "kg"])])]),
                    "parcels[0].weight.value"
                ),
                (
                    .init("parcels", [bare.with([.init("weight", ["value": 1, "unit": "st"])])]),
                    "parcels[0].weight.unit"
                ),
            ]
            for (change, field) in cases {
                let reply = try await call.post(path, ShippingSample.shipment("SO-10001", [change]))
                #expect(reply.status == 400, "\(field)")
                #expect(reply.json.failureField == field)
            }
            #expect(shipping.effects == ["create_order": 1])
        }
    }
}
