import Testing

@testable import Simulators

@Suite("Shipping simulator: returns")
struct ShippingReturnTests {
    private let path = "/order/authorization"

    private func withShipped(
        _ body: (GlopalShippingSimulator, ShippingCaller) async throws -> Void
    ) async throws {
        try await withShipping { shipping, call in
            let products = [ShippingSample.product(quantity: 2), ShippingSample.product("2", "9.90", quantity: 1)]
            try await call.post("/ops/create_order", ShippingSample.order(products: products))
            try await call.post("/outbound/immediate_shipment", ShippingSample.shipment())
            try await body(shipping, call)
        }
    }

    private func request(_ changes: [Document.Member]) -> Document {
        let request: Document = [
            "order_reference": "SO-10001", "hub_code": "LHR", "email": "buyer@example.com", "phone": 49301,
            "payment": ["payer": "customer", "full_payment": 0, "flat_fee": 1], "notes": "too small",
            "pickup_address": ["name": "Jörg Groß"],
        ]
        return request.with(changes)
    }

    private func products(_ line: String, _ quantity: Int) -> Document.Member {
        .init("products", [["sku": .text("SKU-\(line)"), "quantity": Document(quantity), "reason": "too small"]])
    }

    @Test("a return is authorised under the merchant's number or a new one")
    func authorized() async throws {
        try await withShipped { shipping, call in
            let named = try await call.post(path, request([products("1", 1), .init("rma_number", "RMA_10001_a")])).json
            #expect(named["error"] == 0)
            #expect(named["rma_number"] == "RMA_10001_a")
            #expect(named["label"] == nil)
            let numbered = try await call.post(path, request([products("2", 1)])).json
            #expect(numbered["rma_number"]?.text?.hasPrefix("RMA_") == true)
            #expect(shipping.effects(order: "SO-10001")?["return"] == 2)
            #expect(shipping.effects["return_shipment"] == nil)
        }
    }

    @Test("processing at once gives label, papers and a parcel that is tracked by the return's number alone")
    func immediate() async throws {
        try await withShipped { shipping, call in
            let reply = try await call.post(
                path, request([.init("full_return", 1), .init("immediate_return", 1), .init("rma_number", "R1")])
            ).json
            #expect(reply["label"]?["format"] == "PDF")
            #expect(reply["documents"]?[0]?["type"] == "commercial_invoice")
            let awb = try #require(reply["awb"]?.text)
            try shipping.advance(return: "R1", to: "delivered")
            let tracked = try await call.post("/shipment/tracking", ["rma_number": "R1"]).json["shipment"]
            #expect(tracked?["outboundawb"]?.text == awb)
            #expect(tracked?["rma_number"] == "R1")
            #expect(tracked?["status"] == "delivered")
            let outbound = try await call.post("/shipment/tracking", ["reference": "SO-10001"]).json["shipment"]
            #expect(outbound?["outboundawb"]?.text != awb)
            #expect(outbound?["status"] == "created")
        }
    }

    @Test("a return without a parcel yet is known to tracking, an unknown one is not")
    func lookup() async throws {
        try await withShipped { _, call in
            try await call.post(path, request([.init("full_return", true), .init("rma_number", "R1")]))
            let known = try await call.post("/shipment/tracking", ["rma_number": "R1"]).json
            #expect(known["shipment"]?["events"] == [])
            expectRefusal(try await call.post("/shipment/tracking", ["rma_number": "R2"]), "not_found")
        }
    }

    @Test("no more comes back than was shipped, and a number is used once")
    func limits() async throws {
        try await withShipped { shipping, call in
            try await call.post(path, request([products("1", 1), .init("rma_number", "R1")]))
            expectRefusal(
                try await call.post(path, request([products("2", 1), .init("rma_number", "R1")])), "rma_exists")
            expectRefusal(
                try await call.post(path, request([products("1", 2)])), "more_than_left", field: "products[0]")
            expectRefusal(try await call.post(path, request([products("9", 1)])), "more_than_left")
            #expect(try await call.post(path, request([.init("full_return", "1")])).json["error"] == 0)
            expectRefusal(try await call.post(path, request([.init("full_return", 1)])), "nothing_left")
            #expect(shipping.effects["return"] == 2)
        }
    }

    @Test("products are needed unless all comes back, and the order has to be known and shipped")
    func form() async throws {
        try await withShipped { _, call in
            expectRefusal(try await call.post(path, request([])), "required", status: 400, field: "products")
            let unknown = request([products("1", 1), .init("order_reference", "SO-404")])
            expectRefusal(try await call.post(path, unknown), "not_found", field: "order_reference")
            let odd = request([products("1", 1), .init("payment", ["flat_fee": "maybe"])])
            expectRefusal(try await call.post(path, odd), "invalid", status: 400, field: "payment.flat_fee")
            try await call.post("/ops/create_order", ShippingSample.order("SO-2000"))
            let unshipped = request([products("1", 1), .init("order_reference", "SO-2000")])
            expectRefusal(try await call.post(path, unshipped), "not_shipped")
        }
    }
}
