import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite struct ConclusionTests {
    private func conclude(
        _ status: Int, _ body: String = "", of kind: FactKind = .orderReady, order: Order? = nil
    ) throws -> DeliveryResult {
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(kind, order: order)
        let response = WireResponse(status: status, json: Array(body.utf8))
        return adapter.conclude(response, to: try adapter.prepare(delivery), of: delivery)
    }

    private func knownOrder() throws -> Order {
        var order = try Sample.order()
        order.references.append(Reference(system: "oms", scope: "acme-eu", kind: .order, value: "SO-1001"))
        return order
    }

    @Test(
        "an order that the OMS has taken is confirmed, and thereby accepted",
        arguments: [FactKind.orderReceived, .orderReady, .orderChanged], [200, 201, 202])
    func accepted(kind: FactKind, status: Int) throws {
        let result = try conclude(status, #"{"order_id":"SO-1001","order_number":"001001"}"#, of: kind)
        let order = Reference(system: "oms", scope: "acme-eu", kind: .order, value: "SO-1001")
        let number = Reference(system: "oms", scope: "acme-eu", kind: .number, value: "001001")
        var content = FactContent()
        content.references = [order, number]
        content.acceptance = FactContent.Acceptance(orderID: "SO-1001", orderNumber: "001001")
        let fact = IncomingFact(
            kind: .orderAccepted, orderID: Sample.orderID, subject: [order],
            duplicateKey: "accepted:\(Sample.orderID):SO-1001", content: content)
        #expect(result == DeliveryResult(.confirmed, references: [order, number], followUps: [fact]))
    }

    @Test("an order that the OMS had already is not accepted a second time")
    func known() throws {
        let result = try conclude(200, #"{"order_id":"SO-1001"}"#, of: .orderChanged, order: knownOrder())
        #expect(result.outcome == .confirmed)
        #expect(result.followUps == [])
        #expect(result.warnings == [])
    }

    @Test("a second id for the same order is kept and shown")
    func secondOrder() throws {
        let result = try conclude(200, #"{"order_id":"SO-2002"}"#, of: .orderChanged, order: knownOrder())
        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["SO-2002", "SO-2002"])
        #expect(result.followUps == [])
        #expect(result.warnings.map(\.code) == ["oms.second-order"])
    }

    @Test(
        "ids are opaque, numbers included",
        arguments: [
            (#"{"order_id":7051,"order_number":null}"#, "7051", "7051"),
            (#"{"order_id":"007051","order_number":12,"extra":{}}"#, "007051", "12"),
            (#"{"decision":"accepted","order_id":"A/é 1"}"#, "A/é 1", "A/é 1"),
        ])
    func opaque(body: String, orderID: String, number: String) throws {
        let result = try conclude(200, body)
        let acceptance = FactContent.Acceptance(orderID: orderID, orderNumber: number)
        #expect(result.followUps.map(\.content.acceptance) == [acceptance])
    }

    @Test("an order that the OMS does not take is delivered and refused")
    func refused() throws {
        let body = #"{"decision":"refused","reason":"out_of_stock","note":"Sold out.","order_id":"SO-1"}"#
        let result = try conclude(200, body)
        #expect(result.outcome == .confirmed)
        #expect(result.references == [])
        let fact = try #require(result.followUps.first)
        #expect(result.followUps.count == 1)
        #expect(fact.kind == .orderRefused)
        #expect(fact.orderID == Sample.orderID)
        #expect(fact.duplicateKey == "refused:DELIVERY-1")
        #expect(
            fact.content.cancellation
                == .init(reason: "out_of_stock", initiator: "merchant", note: "Sold out."))
    }

    @Test("a refusal that is known already is not told again")
    func refusedBefore() throws {
        var order = try Sample.order()
        order.axes.acceptance = .known(.refused)
        #expect(try conclude(200, #"{"decision":"refused"}"#, order: order) == DeliveryResult(.confirmed))
    }

    @Test("an OMS that only takes note says later whether it accepts", arguments: [202, 204])
    func asynchronous(status: Int) throws {
        #expect(try conclude(status) == DeliveryResult(.confirmed))
    }

    @Test(
        "an order is asked for again until the OMS says what became of it",
        arguments: [
            "", "OK", "{}", "[]", "null", #"{"order_id":""}"#, #"{"order_id":true}"#, #"{"order_id":{}}"#,
            #"{"decision":"rejected","order_id":"SO-1"}"#, #"{"decision":7}"#, #"{"order_id":"SO-1""#,
        ])
    func unreadable(body: String) throws {
        guard case .retry(let reason, nil) = try conclude(200, body).outcome else {
            Issue.record("\(body) is concluded from")
            return
        }
        #expect(reason.code == "oms.answer-unreadable")
        let known = try conclude(200, body, of: .orderChanged, order: knownOrder())
        #expect(known.outcome == .confirmed)
        #expect(known.warnings == [reason])
    }

    @Test(
        "any other fact is confirmed by any success",
        arguments: FactKind.allCases.filter {
            MerchantOMSAdapter.declaration.carries[$0] != nil
                && ![.orderReceived, .orderReady, .orderChanged].contains($0)
        })
    func facts(kind: FactKind) throws {
        for (status, body) in [(200, "OK"), (200, #"{"order_id":"SO-1"}"#), (201, ""), (202, "{}"), (204, "")] {
            #expect(try conclude(status, body, of: kind) == DeliveryResult(.confirmed))
        }
    }

    @Test("a fact that the OMS takes and will not act on needs a person")
    func refusedFact() throws {
        let result = try conclude(200, #"{"decision":"refused","reason":"already_shipped"}"#, of: .orderCancelled)
        guard case .rejected(let reason) = result.outcome else {
            Issue.record("a refused cancellation counts as done")
            return
        }
        #expect(reason.code == "oms.already_shipped")
    }

    @Test(
        "an error for good is rejected with the OMS's code",
        arguments: [
            (400, #"{"error":{"code":"bad_line","message":"canary"}}"#, "oms.bad_line"),
            (409, #"{"error":{"code":"sku.unknown"}}"#, "oms.sku.unknown"),
            (422, #"{"error":{"code":"canary of Jane Doe","message":"x"}}"#, "http.422"),
            (422, #"{"error":{"code":7}}"#, "oms.7"), (422, #"{"error":"canary"}"#, "http.422"), (404, "", "http.404"),
            (413, "<html>canary</html>", "http.413"), (301, "", "http.301"), (401, "canary", "oms.signature-refused"),
            (403, "canary", "oms.forbidden"),
        ])
    func rejected(status: Int, body: String, code: String) throws {
        guard case .rejected(let reason) = try conclude(status, body).outcome else {
            Issue.record("\(status) is not rejected")
            return
        }
        #expect(reason.code == code)
        #expect(!reason.description.contains("canary"))
    }

    @Test(
        "whatever may pass is tried again, also when the OMS failed: it knows the message again",
        arguments: [
            408, 425, 429, 500, 502, 503, 504,
        ])
    func later(status: Int) throws {
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(.orderReady)
        let response = WireResponse(
            status: status, headers: [.retryAfter: "7"], body: Array(#"{"error":{"code":"busy"}}"#.utf8))
        let result = adapter.conclude(response, to: try adapter.prepare(delivery), of: delivery)
        #expect(result == DeliveryResult(.retry(HTTPOutcome.reason(for: status), after: .seconds(7))))
    }
}
