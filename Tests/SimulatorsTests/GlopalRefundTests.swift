import NIOCore
import NIOHTTP1
import Simulators
import Testing

@Suite("Glopal Order API simulator: refunds and returns")
struct GlopalRefundTests {
    /// A shipped order, and its total.
    private func shipped(
        _ glopal: GlopalOrdersSimulator, currency: String = "EUR", share: Int64 = 0
    ) throws -> (path: String, id: String, total: MinorUnits) {
        let wish = GlopalSampleOrder.Wish(currency: currency, glopalShare: share)
        let id = try glopal.createOrders(wish: wish, ready: true)[0]
        try glopal.ship(id)
        let order = try #require(glopal.order(id))
        return ("/v2/orders/demo/\(id)", id, MinorUnits(order.sample.grandTotal, currency))
    }

    @Test(
        "a quote without an amount is for all that is left and its parts sum to it", arguments: ["EUR", "JPY", "KWD"])
    func quote(currency: String) async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal, currency: currency, share: 333)

            let quote = try await call.post(order.path + "/quote_refund", [:]).json

            #expect(quote["currency"]?.text == currency)
            #expect(quote["amount"]?.number == order.total.major)
            #expect(quote["refundable_amount"]?.number == order.total.major)
            let merchant = MinorUnits(major: quote["liability"]?["merchant"]?.number ?? "", currency)?.count ?? -1
            let glopals = MinorUnits(major: quote["liability"]?["glopal"]?.number ?? "", currency)?.count ?? -1
            #expect(merchant + glopals == order.total.count)
            #expect(glopals > 0)
        }
    }

    @Test("a refund as quoted goes through, is in the details, and leaves less to refund")
    func refund() async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal, share: 158)
            let quote = try await call.post(order.path + "/quote_refund", ["amount": .number("2.50")]).json
            let liability = try #require(quote["liability"])

            let reply = try await call.post(
                order.path + "/refund",
                ["amount": .number("2.50"), "reason": "damaged_in_transit", "liability": liability])

            #expect(reply.status == 200)
            #expect(reply.json["status"] == "ok")
            let details = try await call.get(order.path).json
            #expect(details["refunds"]?[0]?["refund_id"] == reply.json["refund_id"])
            #expect(details["refunds"]?[0]?["amount"] == .number("2.50"))
            #expect(details["refunds"]?[0]?["initiator"] == "merchant")
            #expect(details["status"] == "READY")
            #expect(glopal.order(order.id)?.refundable.count == order.total.count - 250)
            #expect(glopal.events().last?.name == "order.refunded")
        }
    }

    @Test("every refund call pays again, because the API is not known to be idempotent")
    func twice() async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal)
            for _ in 0..<2 { try await call.post(order.path + "/refund", ["amount": 1]) }
            #expect(glopal.order(order.id)?.refunded.count == 200)
            #expect(glopal.order(order.id)?.effects["refund"] == 2)
        }
    }

    @Test(
        "a refund that breaks a rule is 400 and pays nothing",
        arguments: [
            #"{}"#, #"{"amount":0}"#, #"{"amount":-1}"#, #"{"amount":"1.00"}"#, #"{"amount":1.001}"#,
            #"{"amount":999999999}"#, #"{"amount":1,"currency":"USD"}"#, #"{"amount":1}"#,
            #"{"amount":1,"liability":{"merchant":0.50,"glopal":0.49}}"#,
            #"{"amount":1,"liability":{"merchant":1}}"#,
            #"{"amount":1,"liability":{"merchant":0,"glopal":1}}"#,
            #"{"amount":1,"liability":{"merchant":-1,"glopal":2},"claim":{"type":"lost_or_damaged"}}"#,
            #"{"amount":1,"liability":{"merchant":0,"glopal":1},"claim":{"type":"x","requested_amount":2}}"#,
        ])
    func refused(body: String) async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal, share: 158)

            let reply = try await call.send(.POST, order.path + "/refund", .init(string: body))

            #expect(reply.status == 400)
            #expect(glopal.order(order.id)?.refunds.isEmpty == true)
        }
    }

    @Test("with a claim Glopal may pay more than quoted")
    func claim() async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal, share: 158)
            let body: Document = [
                "amount": .number("1.00"), "liability": ["merchant": 0, "glopal": 1],
                "claim": ["type": "lost_or_damaged", "description": "lost", "requested_amount": 1],
            ]

            #expect(try await call.post(order.path + "/refund", body).status == 200)
            #expect(glopal.order(order.id)?.refunds.first?.glopal == 100)
        }
    }

    @Test("an order that is not shipped, or is cancelled, cannot be refunded")
    func unshipped() async throws {
        try await withGlopal { glopal, call in
            let order = try glopal.createOrders(ready: true)[0]
            #expect(try await call.post("/v2/orders/demo/\(order)/refund", ["amount": 1]).status == 400)
            try glopal.cancel(order)
            #expect(try await call.post("/v2/orders/demo/\(order)/refund", ["amount": 1]).status == 400)
            let quote = try await call.post("/v2/orders/demo/\(order)/quote_refund", [:]).json
            #expect(
                MinorUnits(major: quote["refundable_amount"]?.number ?? "", quote["currency"]?.text ?? "")?.count == 0)
        }
    }

    @Test("refunds end when the order's total is paid back")
    func exhausted() async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal, currency: "KWD")
            let all: Document = ["amount": .number(order.total.major)]
            #expect(try await call.post(order.path + "/refund", all).status == 200)
            #expect(try await call.post(order.path + "/refund", ["amount": .number("0.001")]).status == 400)
        }
    }

    @Test("a return walks its chain, tells every step, and shows the carrier once authorised")
    func returns() async throws {
        try await withGlopal { glopal, call in
            let order = try shipped(glopal)
            let id = try glopal.requestReturn(of: order.id)
            #expect(try await call.get(order.path).json["returns"]?[0]?["tracking_number"] == nil)
            #expect(throws: ControlError.self) { try glopal.advanceReturn(id, of: order.id, to: .delivered) }

            for step in [GlopalOrder.ReturnStatus.authorized, .pending] {
                try glopal.advanceReturn(id, of: order.id, to: step)
            }

            #expect(throws: ControlError.self) { try glopal.advanceReturn(id, of: order.id, to: .cancelled) }
            try glopal.advanceReturn(id, of: order.id, to: .delivered)
            let entry = try await call.get(order.path).json["returns"]?[0]
            #expect(entry?["id"]?.text == id)
            #expect(entry?["rma_id"] != nil)
            #expect(entry?["tracking_number"] != nil)
            let events = glopal.events().filter { $0.name.hasPrefix("return.") }
            #expect(
                events.map(\.name) == ["return.requested", "return.authorized", "return.pending", "return.delivered"])
            #expect(events.allSatisfy { $0.entityID == id })
        }
    }
}
