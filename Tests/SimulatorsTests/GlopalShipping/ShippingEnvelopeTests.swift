import Testing

@testable import Simulators

@Suite("Shipping simulator: the envelope, faults and control calls")
struct ShippingEnvelopeTests {
    private let create = "/ops/create_order"
    private let good: Document = ["address": ShippingSample.address()]
    private let bad: Document = ["address": ShippingSample.address().with([.init("postcode", "1")])]

    @Test("error is spelled as a number, a text or a boolean, in members of batches too")
    func spellings() async throws {
        let cases: [(String, Document, Document)] = [
            ("number", 0, 1), ("text", "0", "1"), ("boolean", false, true),
        ]
        try await withShipping { _, call in
            let batch: Document = ["args": ["products": [["title": "Dress"], ["title": "Thing"]]]]
            for (name, done, failed) in cases {
                #expect(try await call.control("settings", ["error": .text(name)]).status == 200)
                #expect(try await call.post("/address/check", good).json["error"] == done)
                #expect(try await call.post("/address/check", bad).json["error"] == failed)
                let reply = try await call.post("/tcc/classify", batch).json
                #expect(reply["products"]?.elements?.map { $0["error"] } == [done, failed])
            }
        }
    }

    @Test("varied spelling goes through all forms")
    func varied() async throws {
        var assumptions = GlopalShippingSimulatorAssumptions()
        assumptions.errorSpelling = .varied
        try await withShipping(.init(assumptions: assumptions, clock: standstill)) { _, call in
            var texts: Set<String> = []
            for _ in 0..<3 { texts.insert(try await call.post("/address/check", good).text) }
            #expect(texts == [#"{"error":0}"#, #"{"error":"0"}"#, #"{"error":false}"#])
        }
    }

    @Test("entries may be plain texts, and empty warnings may be written")
    func entries() async throws {
        try await withShipping { _, call in
            try await call.control("settings", ["noticesAreTexts": true, "emptyWarnings": true])
            #expect(try await call.post("/address/check", good).json["warnings"] == [])
            let reply = try await call.post("/address/check", bad).json
            #expect(reply["errors"]?[0]?.text?.hasPrefix("bad_postcode: ") == true)
        }
    }

    @Test("an error asked for turns one call down without effect, with HTTP 200")
    func failure() async throws {
        try await withShipping { shipping, call in
            try await call.control("failures", ["operation": "create_order", "kind": "error", "code": "E17"])
            expectRefusal(try await call.post(create, ShippingSample.order()), "E17")
            #expect(shipping.effects.isEmpty)
            #expect(try await call.post(create, ShippingSample.order()).json["error"] == 0)
        }
    }

    @Test("a warning asked for comes with success; a bare answer has its effect and lacks the error member")
    func oddities() async throws {
        try await withShipping { shipping, call in
            try await call.control(
                "failures",
                [
                    ["operation": "create_order", "kind": "warning", "code": "W1", "message": "look out"],
                    ["operation": "create_order", "kind": "bare"],
                ])
            let warned = try await call.post(create, ShippingSample.order("SO-1")).json
            #expect(warned["error"] == 0)
            #expect(warned["warnings"] == [["code": "W1", "message": "look out"]])
            let bare = try await call.post(create, ShippingSample.order("SO-2"))
            #expect(bare.status == 200)
            #expect(bare.json["error"] == nil)
            #expect(bare.json["order"]?["order_reference"] == "SO-2")
            #expect(shipping.effects == ["create_order": 2])
        }
    }

    @Test("a failing member leaves the others done: one parcel is labelled, one is not")
    func member() async throws {
        try await withShipping { shipping, call in
            try await call.post(create, ShippingSample.order())
            try await call.control(
                "failures", ["operation": "immediate_shipment", "kind": "member", "code": "CARRIER"])
            let parcels: Document = [ShippingSample.parcel("P1", [("1", 1)]), ShippingSample.parcel("P2", [("1", 1)])]
            let reply = try await call.post(
                "/outbound/immediate_shipment", ShippingSample.shipment("SO-10001", [.init("parcels", parcels)])
            ).json
            #expect(reply["error"] == 0)
            #expect(reply["shipments"]?.elements?.map { $0["error"] } == [1, 0])
            #expect(reply["shipments"]?[0]?["parcel_reference"] == "P1")
            #expect(reply["shipments"]?[0]?.failureCode == "CARRIER")
            #expect(shipping.effects["label"] == 1)
            try await call.control("failures", ["operation": "closeout", "kind": "member"])
            let closed = try await call.post("/outbound/closeout", ["reference": "SO-10001"]).json
            #expect(closed["parcels"]?[0]?["error"] == 1)
            #expect(shipping.effects["manifest"] == nil)
            try await call.control("failures", ["operation": "calculate_order", "kind": "member"])
            let quote = try await call.quote()
            expectRefusal(
                try await call.post("/ops/prealert", ShippingSample.prealert(quote, "SO-2")), "quote_incomplete")
        }
    }

    @Test("a create that is dropped before has no effect, dropped after has it, and a look-up tells which")
    func drops() async throws {
        try await withShipping { shipping, call in
            for (fault, isMade) in [(Fault.dropBefore, false), (.dropAfter, true)] {
                let reference = isMade ? "SO-AFTER" : "SO-BEFORE"
                shipping.faults.add(FaultRule("create_order", fault))
                await #expect(throws: (any Error).self) { try await call.post(create, ShippingSample.order(reference)) }
                let found = try await call.post("/shipment/tracking", ["reference": .text(reference)]).json
                #expect(found["error"] == (isMade ? 0 : 1))
                #expect(shipping.effects(order: reference)?["create_order"] == (isMade ? 1 : nil))
            }
        }
    }

    @Test("labels whose answer was lost are found by the reference and had again without a second parcel")
    func lostLabels() async throws {
        try await withShipping { shipping, call in
            try await call.post(create, ShippingSample.order())
            let parcels: Document = [ShippingSample.parcel("P1", [("1", 1)]), ShippingSample.parcel("P2", [("1", 1)])]
            let request = ShippingSample.shipment(
                "SO-10001", [.init("fulfillment_id", "F1"), .init("parcels", parcels)])
            shipping.faults.add(FaultRule("immediate_shipment", .dropAfter))
            await #expect(throws: (any Error).self) { try await call.post("/outbound/immediate_shipment", request) }
            let found = try await call.post("/shipment/tracking", ["fulfillment_id": "F1"]).json
            let again = try await call.post(
                "/outbound/immediate_shipment", ShippingSample.shipment("SO-10001", [.init("fulfillment_id", "F1")])
            ).json
            let awbs = again["shipments"]?.elements?.compactMap { $0["awb"]?.text }
            #expect(awbs?.count == 2)
            #expect(found["shipments"]?.elements?.compactMap { $0["outboundawb"]?.text } == awbs)
            #expect(shipping.effects == ["create_order": 1, "shipment": 2, "label": 2])
        }
    }

    @Test("500, 429 with Retry-After and latency are shown on request, by the name of the operation or the service's")
    func statuses() async throws {
        let waited = Waits()
        let clock = SimulatorClock(now: standstill.now, sleep: { await waited.add($0) })
        try await withShipping(.init(clock: clock)) { shipping, call in
            try await call.plain.post(
                "/_control/faults",
                [
                    ["operation": "tracking", "kind": "status", "status": 429, "retryAfter": 3],
                    ["operation": "ops.create_order", "kind": "status", "status": 500],
                    ["operation": "ops.create_order", "kind": "latency", "ms": 700],
                ])
            let slow = try await call.post("/shipment/tracking", ["reference": "SO-10001"])
            #expect(slow.status == 429)
            #expect(slow.retryAfter == "3")
            #expect(try await call.post(create, ShippingSample.order()).status == 500)
            #expect(await waited.all == [.milliseconds(700)])
            #expect(try await call.post(create, ShippingSample.order()).json["error"] == 0)
            #expect(shipping.faults.met == ["tracking": 1, "create_order": 2])
            #expect(shipping.effects == ["create_order": 1])
        }
    }

    @Test("state, effects, orders and quotes are shown, and parcels moved, by control calls")
    func control() async throws {
        try await withShipping { _, call in
            let quote = try await call.quote()
            try await call.post("/ops/prealert", ShippingSample.prealert(quote))
            try await call.post("/outbound/immediate_shipment", ShippingSample.shipment())
            try await call.post("/outbound/closeout", ["reference": "SO-10001"])
            let moved = try await call.control("orders/SO-10001/advance", ["to": "delivered"]).json
            #expect(moved["shipments"]?[0]?["status"] == "delivered")
            let effects: Document = ["closeout": 1, "label": 1, "prealert": 1, "shipment": 1]
            let order = try await call.plain.get("/_control/orders/SO-10001").json
            #expect(order["fromQuote"] == true)
            #expect(order["shipments"]?[0]?["tracked"] == true)
            #expect(order["effects"] == effects)
            let all = try await call.plain.get("/_control/effects").json
            #expect(all["orders"] == ["SO-10001": effects])
            #expect(all["total"]?["manifest"] == 1)
            let state = try await call.plain.get("/_control/state").json
            #expect(state["total"] == 1)
            #expect(state["calls"]?["prealert"] == 1)
            #expect(try await call.plain.get("/_control/quotes/\(quote)").json["usedBy"] == "SO-10001")
        }
    }

    @Test("a control call that makes no sense is refused with a reason")
    func refused() async throws {
        try await withShipping { _, call in
            try await call.post(create, ShippingSample.order())
            for (path, body, status) in [
                ("orders/SO-404/advance", [:], 404), ("orders/SO-10001/fly", [:], 404),
                ("orders/SO-10001/advance", ["to": "flown"], 400), ("orders/SO-10001/advance", [:], 404),
                ("closeouts/CO-1/finish", [:], 404), ("quotes/TX/expire", [:], 404), ("clock", [:], 400),
                ("settings", ["error": "loud"], 400), ("failures", ["operation": "fly", "kind": "error"], 400),
                ("failures", ["operation": "closeout", "kind": "sulk"], 400), ("accounts/nobody/block", [:], 404),
                ("accounts/demo-merchant/praise", [:], 404), ("fly", [:], 404),
            ] as [(String, Document, Int)] {
                let reply = try await call.control(path, body)
                #expect(reply.status == status, "\(path)")
                #expect(reply.message != nil)
            }
            #expect(try await call.plain.get("/_control/orders/SO-404").status == 404)
            #expect(try await call.plain.get("/_control/health").status == 200)
        }
    }

    @Test("denied names can be added while it runs")
    func denied() async throws {
        try await withShipping { _, call in
            try await call.control("settings", ["denied": ["jörg groß"]])
            expectRefusal(try await call.post(create, ShippingSample.order()), "denied_party")
        }
    }
}
