import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite struct InboundTests {
    @Test(
        "what the OMS says becomes exactly this fact",
        arguments: [
            (FactKind.shipmentDispatched, "shipment-dispatched"), (.shipmentDelivered, "shipment-delivered"),
            (.orderCancelled, "order-cancelled"), (.orderAccepted, "order-accepted"),
            (.orderCompleted, "order-completed"), (.orderStatus, "order-status"),
            (.refundRequested, "refund-requested-full"), (.refundRequested, "refund-requested-part"),
            (.returnReceived, "return-received"), (.documentsRequested, "documents-requested"),
            (.replacementRequested, "replacement-requested"),
        ])
    func fixtures(kind: FactKind, name: String) throws {
        // given
        let adapter = try Sample.adapter()
        let request = try Sample.webhook(Sample.fixtures.bytes("\(name).webhook.json"), id: "oms-evt-9")
        // when
        try adapter.verify(request, at: .testMoment)
        guard case .facts(let facts) = try adapter.translate(request, at: .testMoment) else {
            Issue.record("the message is no fact")
            return
        }
        // then
        let fact = try #require(facts.first)
        #expect(facts.count == 1)
        #expect(fact.kind == kind)
        #expect(fact.duplicateKey == "oms-evt-9")
        #expect(fact.orderID == Sample.orderID || fact.subject.map(\.value) == ["SO-1001"])
        #expect(try Sample.text(fact.content.json) == Sample.fixtures.text("\(name).content.json"))
    }

    private func fact(_ body: String) throws -> IncomingFact {
        let facts = try Sample.adapter().translate(document: Array(body.utf8))
        return try #require(facts.first)
    }

    @Test("the order is named by our id, by the OMS's, or by that of any system")
    func naming() throws {
        let ours = try fact(#"{"type":"order.completed","subject":"01KF","data":{}}"#)
        #expect(ours.orderID == OrderID("01KF"))
        #expect(ours.subject == [])
        let theirs = try fact(
            #"{"type":"order.completed","data":{"reference":{"kind":"order","value":"007051"}}}"#)
        #expect(theirs.orderID == nil)
        #expect(theirs.subject == [Reference(system: "oms", scope: "acme-eu", kind: .order, value: "007051")])
        let foreign = try fact(
            #"{"type":"order.completed","data":{"reference":{"system":"globale","kind":"order","value":"GE1"}}}"#)
        #expect(foreign.subject == [Reference(system: "globale", kind: .order, value: "GE1")])
    }

    @Test("the time is the OMS's, and may be missing")
    func time() throws {
        let timed = try fact(#"{"type":"order.completed","subject":"A","time":"2026-01-16T16:04:05+01:00","data":{}}"#)
        #expect(try timed.occurredAt == Instant(rfc3339: "2026-01-16T15:04:05Z"))
        #expect(try fact(#"{"type":"order.completed","subject":"A","time":null,"data":{}}"#).occurredAt == nil)
    }

    @Test(
        "every kind of fact that is declared can be said",
        arguments: MerchantOMSAdapter.declaration.emits)
    func emitted(kind: FactKind) throws {
        let data =
            #"{"acceptance":{"orderId":"S"},"shipment":{"id":"S"},"refund":{"id":"R"},"return":{"id":"T"},"#
            + #""documents":[{"kind":"label"}],"status":"s","request":{}}"#
        let fact = try fact(#"{"type":"\#(kind.rawValue)","subject":"A","data":\#(data)}"#)
        #expect(fact.kind == kind)
    }

    @Test("a refund of lines without an amount is not a full one")
    func refundOfLines() throws {
        let data = #"{"refund":{"id":"R","lines":[{"sku":"S","quantity":1}]}}"#
        #expect(try fact(message("refund.requested", data)).content.refund?.isFull == false)
    }

    private func message(_ type: String, _ data: String) -> String {
        #"{"type":"\#(type)","subject":"A","data":\#(data)}"#
    }

    private func problem(of body: String) throws -> TranslationProblem? {
        #expect(throws: TranslationProblem.self) { try Sample.adapter().translate(document: Array(body.utf8)) }
    }

    @Test(
        "a message that names no fact, order or time as it must is refused with the place",
        arguments: [
            (#"{"subject":"A","data":{}}"#, "field.missing", "/type"),
            (#"{"type":"order.ready","subject":"A","data":{}}"#, "field.value", "/type"),
            (#"{"type":"order.vanished","subject":"A","data":{}}"#, "field.value", "/type"),
            (#"{"type":7,"subject":"A","data":{}}"#, "field.type", "/type"),
            (#"{"type":"order.completed","subject":"A"}"#, "field.missing", "/data"),
            (#"{"type":"order.completed","subject":"A","data":[]}"#, "field.type", "/data"),
            (#"{"type":"order.completed","data":{}}"#, "field.missing", "/data/reference"),
            (#"{"type":"order.completed","subject":"","data":{}}"#, "field.value", "/subject"),
            (#"{"type":"order.completed","subject":"A","time":"soon","data":{}}"#, "field.value", "/time"),
            (#"{"type":"order.completed","type":"order.cancelled"}"#, "json.syntax", ""), ("", "json.syntax", ""),
        ])
    func refusedEnvelope(body: String, code: String, pointer: String) throws {
        let problem = try problem(of: body)
        #expect(problem?.code == code)
        #expect(problem?.pointer == pointer)
    }

    @Test(
        "content that cannot be right is refused with its place",
        arguments: [
            ("order.completed", #"{"reference":{"kind":"number","value":"1"}}"#, "field.value", "/reference/kind"),
            ("order.completed", #"{"reference":{"kind":"order","value":""}}"#, "field.value", "/reference/value"),
            ("order.accepted", "{}", "field.missing", "/acceptance"),
            ("order.accepted", #"{"acceptance":{"orderId":""}}"#, "field.value", "/acceptance/orderId"),
            ("order.status", "{}", "field.missing", "/status"),
            ("shipment.dispatched", #"{"shipmnt":{}}"#, "field.missing", "/shipment"),
            ("shipment.tracking", #"{"shipment":{"carrier":"DHL"}}"#, "field.missing", "/shipment/id"),
            (
                "shipment.dispatched", #"{"shipment":{"parcels":[{"lines":[{"quantity":"1"}]}]}}"#, "field.missing",
                "/shipment/parcels/0/lines/0/line"
            ),
            (
                "shipment.dispatched", #"{"shipment":{"parcels":[{},{"lines":[{"sku":"S","quantity":"0"}]}]}}"#,
                "field.value", "/shipment/parcels/1/lines/0/quantity"
            ),
            ("refund.requested", "{}", "field.missing", "/refund"),
            ("refund.requested", #"{"refund":{}}"#, "field.missing", "/refund/id"),
            ("refund.requested", #"{"refund":{"id":"R","amount":{}}}"#, "field.value", "/refund/amount"),
            (
                "refund.requested", #"{"refund":{"id":"R","amount":{"customer":{"amount":"-1","currency":"EUR"}}}}"#,
                "field.value", "/refund/amount/customer"
            ),
            (
                "refund.requested", #"{"refund":{"id":"R","amounts":{"merchant":{"amount":"0.0","currency":"EUR"}}}}"#,
                "field.value", "/refund/amounts/merchant"
            ),
            (
                "refund.requested", #"{"refund":{"id":"R","amount":{"customer":{"amount":"1"}}}}"#, "field.missing",
                "/refund/amount/customer/currency"
            ),
            (
                "refund.requested", #"{"refund":{"id":"R","lines":[{"line":"1","quantity":"-1"}]}}"#, "field.value",
                "/refund/lines/0/quantity"
            ),
            ("return.received", #"{"return":{"id":""}}"#, "field.value", "/return/id"),
            (
                "return.received", #"{"return":{"id":"T","lines":[{"line":"","quantity":"1"}]}}"#, "field.value",
                "/return/lines/0/line"
            ),
            ("documents.requested", #"{"documents":[]}"#, "field.value", "/documents"),
            ("documents.requested", #"{"documents":[{"format":"pdf"}]}"#, "field.missing", "/documents/0/kind"),
            ("edit.requested", #"{"request":"x"}"#, "field.type", "/request"),
        ])
    func refusedContent(type: String, data: String, code: String, pointer: String) throws {
        let problem = try problem(of: message(type, data))
        #expect(problem?.code == code)
        #expect(problem?.pointer == "/data\(pointer)")
    }

    @Test("no problem repeats what was sent")
    func silence() throws {
        for body in [
            message("canary", "{}"), #"{"type":"order.completed","subject":"A","time":"canary","data":{}}"#,
            message("refund.requested", #"{"refund":{"id":"R","amount":{"customer":{"amount":"canary"}}}}"#),
        ] {
            #expect(try problem(of: body)?.description.contains("canary") == false)
        }
    }

    @Test(
        "only POST /facts is known",
        arguments: [
            (HTTPRequest.Method.post, "/facts", true), (.post, "facts", true), (.post, "/facts?x=1", true),
            (.get, "/facts", false), (.post, "/orders", false), (.post, "/", false),
        ])
    func address(method: HTTPRequest.Method, url: String, isKnown: Bool) throws {
        var request = try Sample.webhook(#"{"type":"order.completed","subject":"A","data":{}}"#)
        request.method = method
        request.url = url
        let adapter = try Sample.adapter()
        #expect(((try? adapter.translate(request, at: .testMoment)) != nil) == isKnown)
    }
}
