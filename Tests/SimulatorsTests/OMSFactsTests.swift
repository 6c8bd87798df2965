import NIOHTTP1
import Simulators
import Testing

@Suite("OMS simulator: facts")
struct OMSFactsTests {
    static func fact(_ type: String, of order: String, sku: String = "SKU-1") -> Document {
        [
            "specversion": "1.0", "id": "f-1", "source": "/adapters/glopal-eu", "type": .text(type),
            "subject": .text(order), "time": "2026-02-02T02:40:00Z", "datacontenttype": "application/json",
            "data": [
                "order": [
                    "id": .text(order),
                    "lines": [["id": "l-1", "sku": .text(sku), "quantity": "2"]],
                ]
            ],
        ]
    }

    @Test("an order gets an id and a zero-padded number, and a repeat the same answer", arguments: [true, false])
    func created(keepBodies: Bool) async throws {
        let configuration = OMSConfiguration(secrets: [firstSecret], keepBodies: keepBodies, clock: standstill)
        try await withOMS(configuration) { oms, call in
            let one = Self.fact("order.ready", of: "A")

            let first = try await call.fact(one, delivery: "d-1", secret: firstSecret)
            let again = try await call.fact(one, delivery: "d-1", secret: firstSecret)
            let second = try await call.fact(
                Self.fact("order.ready", of: "B"), delivery: "d-2", secret: firstSecret)

            #expect(first.status == 200)
            #expect(first.text == #"{"order_id":"SO-1001","order_number":"001001"}"#)
            #expect(again.text == first.text)
            #expect(second.text == #"{"order_id":"SO-1002","order_number":"001002"}"#)
            #expect(oms.effects == ["A": 1, "B": 1])
            #expect(oms.effectsByDelivery == ["d-1": 1, "d-2": 1])
            #expect(oms.repeats == 1)
            #expect(oms.order("SO-1001")?.id == "A")
            #expect(oms.order("A")?.facts.count == (keepBodies ? 1 : 0))
        }
    }

    @Test("a second delivery of the same order shows as a doubled effect; received and ready are one")
    func doubled() async throws {
        try await withOMS { oms, call in
            for (delivery, type, order) in [
                ("d-1", "order.received", "A"), ("d-2", "order.ready", "A"), ("d-3", "order.changed", "A"),
                ("d-4", "order.ready", "B"), ("d-5", "order.ready", "B"),
            ] {
                _ = try await call.fact(Self.fact(type, of: order), delivery: delivery, secret: firstSecret)
            }

            #expect(oms.effects == ["A": 1, "B": 2])
            let effects = try await call.get("/_control/effects?doubled=1").json
            #expect(effects == ["orders": 2, "created": 2, "doubled": 1, "creates": ["B": 2]])
        }
    }

    @Test("a signature by either key lets a fact in, among others too")
    func keys() async throws {
        try await withOMS(.init(secrets: [firstSecret, secondSecret], clock: standstill)) { _, call in
            let one = Self.fact("order.ready", of: "A")
            let first = try await call.fact(one, delivery: "d-1", secret: firstSecret)
            let second = try await call.fact(one, delivery: "d-2", secret: secondSecret)
            let genuine = Caller.signature(secondSecret, "d-3", "1770000000", one.bytes)
            let headers = [
                ("webhook-id", "d-3"), ("webhook-timestamp", "1770000000"),
                ("webhook-signature", "v1,AAAA v1a,xyz \(genuine)"),
            ]
            let among = try await call.send(.POST, "/facts", one.bytes, headers: headers)

            #expect([first, second, among].map(\.status) == [200, 200, 200])
        }
    }

    @Test(
        "a fact that is unsigned, wrongly signed or out of time is 401 and has no effect",
        arguments: [
            ("whsec_d3Jvbmc=", 1_770_000_000), (firstSecret, 1_769_999_699), (firstSecret, 1_770_000_301),
            (firstSecret, Int64.min),
        ] as [(String, Int64)])
    func refused(secret: String, seconds: Int64) async throws {
        try await withOMS { oms, call in
            let one = Self.fact("order.ready", of: "A")
            let reply = try await call.fact(one, delivery: "d-1", secret: secret, seconds: seconds)
            #expect(reply.status == 401)
            #expect(try await call.post("/facts", one).status == 401)
            #expect(oms.effects.isEmpty)
        }
    }

    @Test("the edges of five minutes are still in time", arguments: [1_769_999_700, 1_770_000_300] as [Int64])
    func inTime(seconds: Int64) async throws {
        try await withOMS { _, call in
            let one = Self.fact("order.ready", of: "A")
            let reply = try await call.fact(one, delivery: "d", secret: firstSecret, seconds: seconds)
            #expect(reply.status == 200)
        }
    }

    @Test("an order with a refused article is not taken, and is once the article is back", arguments: [true, false])
    func refusals(keepBodies: Bool) async throws {
        let configuration = OMSConfiguration(
            secrets: [firstSecret], keepBodies: keepBodies, refusals: [OMSRefusal(sku: "SKU-9")], clock: standstill)
        try await withOMS(configuration) { oms, call in
            let one = Self.fact("order.ready", of: "A", sku: "SKU-9")

            let reply = try await call.fact(one, delivery: "d-1", secret: firstSecret)
            let other = Self.fact("order.ready", of: "B")
            let taken = try await call.fact(other, delivery: "d-2", secret: firstSecret)
            #expect(try await call.delete("/_control/refuse").status == 200)
            let later = try await call.fact(one, delivery: "d-3", secret: firstSecret)

            #expect(reply.status == 200)
            #expect(reply.json["decision"] == "refused")
            #expect(reply.json["reason"] == "out_of_stock")
            #expect(taken.json["order_id"] == "SO-1001")
            #expect(later.json["order_id"] == "SO-1002")
            #expect(oms.effectsByDelivery == ["d-1": 0, "d-2": 1, "d-3": 1])
        }
    }

    @Test("other facts are taken note of, and a cancellation changes the order once")
    func noted() async throws {
        try await withOMS { oms, call in
            _ = try await call.fact(Self.fact("order.ready", of: "A"), delivery: "d-1", secret: firstSecret)
            let cancelled = Self.fact("order.cancelled", of: "A")
            let reply = try await call.fact(cancelled, delivery: "d-2", secret: firstSecret)
            _ = try await call.fact(cancelled, delivery: "d-2", secret: firstSecret)
            let stray = try await call.fact(
                Self.fact("order.cancelled", of: "Z"), delivery: "d-3", secret: firstSecret)

            #expect(reply.status == 202)
            #expect(stray.status == 202)
            #expect(oms.order("A")?.state == .cancelled)
            #expect(oms.order("A")?.cancels == 1)
            #expect(oms.order("A")?.facts.map(\.type) == ["order.ready", "order.cancelled"])
            #expect(oms.strays.map(\.subject) == ["Z"])
            #expect(oms.order("Z") == nil)
        }
    }

    @Test("a body that is no fact is refused for good", arguments: [true, false])
    func invalid(keepBodies: Bool) async throws {
        try await withOMS(.init(secrets: [firstSecret], keepBodies: keepBodies, clock: standstill)) { oms, call in
            let reply = try await call.fact(["type": "order.ready"], delivery: "d-1", secret: firstSecret)
            #expect(reply.status == 400)
            #expect(reply.json["error"]?["code"] == "invalid")
            #expect(oms.effectsByDelivery.isEmpty)
        }
    }

    @Test("a fact dropped after its effect is answered the same when it comes again")
    func dropped() async throws {
        try await withOMS { oms, call in
            oms.faults.add(FaultRule("order.ready", .dropAfter))
            oms.faults.add(FaultRule("facts", .dropBefore))
            let one = Self.fact("order.ready", of: "A")

            await #expect(throws: (any Error).self) {
                try await call.fact(one, delivery: "d-1", secret: firstSecret)
            }
            #expect(oms.effects == ["A": 1])
            await #expect(throws: (any Error).self) {
                try await call.fact(one, delivery: "d-1", secret: firstSecret)
            }
            let reply = try await call.fact(one, delivery: "d-1", secret: firstSecret)

            #expect(reply.json["order_id"] == "SO-1001")
            #expect(oms.effects == ["A": 1])
            #expect(oms.repeats == 1)
        }
    }

    @Test("a secret that cannot be used stops the start", arguments: [[], ["secret"], ["whsec_***"]])
    func configuration(secrets: [String]) async {
        await #expect(throws: SimulatorError.self) {
            try await OMSSimulator.start(configuration: .init(secrets: secrets))
        }
    }
}
