import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Labels")
struct LabelTests {
    @Test("a fulfilment of two parcels is announced, exactly so")
    func request() throws {
        let prepared = try Shipping.adapter().prepare(Shipping.dispatch(of: Shipping.order()))

        #expect(prepared.request.url == "\(Shipping.base)/outbound/immediate_shipment")
        #expect(
            String(decoding: prepared.request.body, as: UTF8.self)
                == (try Shipping.text("immediate-shipment.request.json")).replacing(
                    "SO-10001", with: Shipping.orderID.value))
    }

    @Test("the reference that the order was created with is the one of its labels")
    func sameReference() throws {
        var order = try Shipping.order()
        order.references.append(
            Reference(system: "ship", kind: .internalOrder, value: "SO-10001", role: "order_reference"))

        let body = try Shipping.adapter().prepare(Shipping.dispatch(of: order)).request.body

        #expect(String(decoding: body, as: UTF8.self) == (try Shipping.text("immediate-shipment.request.json")))
    }

    @Test("labels and papers become documents with hash and size, their bytes stay with the fact")
    func answer() throws {
        let adapter = try Shipping.adapter()
        let delivery = Shipping.dispatch(of: try Shipping.order())
        let response = WireResponse(status: 200, json: try Shipping.fixtures.bytes("labels.answer.json"))

        let result = try adapter.conclude(response, to: adapter.prepare(delivery), of: delivery)

        #expect(Shipping.json(result) == (try Shipping.text("labels.expected.json")))
        let documents = try #require(result.followUps.last?.content.documents)
        let residue = try #require(result.followUps.last?.content.residue)
        #expect(documents.map(\.kind) == ["label", "commercial_invoice", "label"])
        #expect(documents.map(\.size) == [12, 12, 12])
        let kept = residue.filter { $0.pointer.hasSuffix("content_base64") }.compactMap {
            $0.value.document.root.stringValue.flatMap { Base64.decoded($0) }
        }
        #expect(Set(kept.map { Digest.sha256($0) }) == Set(documents.compactMap(\.contentHash)))
        #expect(Set(kept.map { Digest.sha256($0) }).count == 3)
    }

    @Test("the order has both labels afterwards, each parcel its air waybill, and nothing was shipped twice")
    func folded() throws {
        let order = try Shipping.labelledOrder()

        #expect(order.shipments.count == 1)
        #expect(order.shipments[0].parcels.map(\.trackingNumber) == ["AWB9876543210_1", "AWB9876543210_2"])
        #expect(order.lines.map(\.counters.shipped) == [2, 1])
        #expect(order.documents.count == 3)
        #expect(order.residue.isEmpty)
    }

    @Test("of two parcels one failed: the delivery is refused, and the label of the other is kept")
    func partial() async throws {
        let answer = #"""
            {"error":0,"shipments":[{"error":0,"shipment_id":1,"wms_id":"WMS0007","awb":"A1","carrier":"DHL"},
            {"error":1,"wms_id":"WMS0008","errors":[{"code":"carrier_down","message":"try later"}]}]}
            """#
        let delivery = Shipping.dispatch(of: try Shipping.order())
        let (result, _) = try await Shipping.deliver(delivery, [Shipping.step(.shipment, answer)])

        let message =
            "1 of 2 failed, the others are done: the service says that the call failed: carrier_down"
        #expect(result.outcome == .rejected(Reason(code: "glopal-shipping.partly-failed", message: message)))
        #expect(result.references.map(\.value) == ["A1", "1"])
        #expect(result.followUps.map(\.kind) == [.shipmentTracking])
        // Tried again, only the parcel without a label is announced.
        var again = delivery
        again.order = Shipping.folded(result, into: delivery.order)
        let body = String(decoding: try Shipping.adapter().prepare(again).request.body, as: UTF8.self)
        #expect(!body.contains("WMS0007") && body.contains("WMS0008"))
    }

    @Test("parcels that all have a label are not announced again, and the timeline says so")
    func alreadyLabelled() async throws {
        let delivery = Shipping.dispatch(of: try Shipping.labelledOrder())
        let (result, deviations) = try await Shipping.deliver(delivery, [])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["glopal-shipping.labelled-already"])
    }

    @Test("a request for papers without a word about parcels labels all that is left in one, in the format asked for")
    func documentsRequested() throws {
        var content = FactContent()
        var document = Document(kind: "label", state: .known(.requested))
        document.format = "zpl"
        content.documents = [document]
        let delivery = Shipping.delivery(.documentsRequested, content, of: try Shipping.order())

        let body = String(decoding: try Shipping.adapter().prepare(delivery).request.body, as: UTF8.self)

        #expect(body.contains(#""fulfillment_id":"F-K1","wms_id":"F-K1-P1","process_label":true,"label_format":"ZPL""#))
        #expect(body.contains(#""contents":[{"line_id":"1","quantity":2},{"line_id":"2","quantity":1}]"#))
    }

    @Test("when nothing is left to ship nothing is announced")
    func nothingLeft() throws {
        let order = Shipping.dispatch(of: try Shipping.order()).order
        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.delivery(.documentsRequested, FactContent(), of: order))
        }
        #expect(problem?.code == "parcel.empty")
    }

    @Test("parcels can be told, and their contents count as shipped then")
    func told() throws {
        let request = #"{"id":"F1","parcels":[{"id":"W1","lines":[{"sku":"SHIRT-M","quantity":"1"}]}]}"#
        let adapter = try Shipping.adapter()
        let delivery = try Shipping.told("make-labels", request, of: Shipping.order())
        let answer = #"{"error":0,"shipments":[{"error":0,"shipment_id":1,"awb":"A1"}]}"#

        let result = try adapter.conclude(
            WireResponse(status: 200, json: Array(answer.utf8)), to: adapter.prepare(delivery), of: delivery)

        #expect(result.outcome == .confirmed)
        let order = Shipping.folded(result, into: delivery.order)
        #expect(order.lines.map(\.counters.shipped) == [1, 0])
        #expect(order.shipments.first?.parcels.first?.trackingNumber == "A1")
    }

    @Test(
        "parcels that do not fit the order are held by the field",
        arguments: [
            (
                #"[{"id":"W","lines":[{"line":"1","quantity":"3"}]}]"#, "shipment.exceeds",
                "/shipment/parcels/0/lines/0/quantity"
            ),
            (
                #"[{"id":"V","lines":[{"line":"1","quantity":"2"}]},{"id":"W","lines":[{"line":"1","quantity":"1"}]}]"#,
                "shipment.exceeds", "/shipment/parcels/1/lines/0/quantity"
            ),
            (
                #"[{"id":"W","lines":[{"line":"9","quantity":"1"}]}]"#, "line.unknown",
                "/shipment/parcels/0/lines/0/line"
            ),
            (
                #"[{"id":"W","lines":[{"sku":"HAT","quantity":"1"}]}]"#, "line.unknown",
                "/shipment/parcels/0/lines/0/sku"
            ),
            (
                #"[{"id":"W","lines":[{"line":"1","quantity":"0.5"}]}]"#, "field.value",
                "/shipment/parcels/0/lines/0/quantity"
            ),
            (
                #"[{"id":"V"},{"id":"W","lines":[{"line":"1","quantity":"1"}]}]"#, "parcel.empty",
                "/shipment/parcels/0/lines"
            ),
        ])
    func unfit(_ parcels: String, _ code: String, _ pointer: String) throws {
        let delivery = try Shipping.told("make-labels", #"{"id":"F1","parcels":\#(parcels)}"#, of: Shipping.order())
        let problem = #expect(throws: TranslationProblem.self) { try Shipping.adapter().prepare(delivery) }
        #expect(problem?.code == code && problem?.pointer == pointer)
    }

    @Test("without ids of parcels the place tells which is which, also when one before it failed")
    func byPlace() async throws {
        let answer = #"{"error":0,"shipments":[{"error":1,"errors":[{"code":"carrier_down"}]},{"error":0,"awb":"A2"}]}"#
        let delivery = Shipping.dispatch(of: try Shipping.order())
        let (result, _) = try await Shipping.deliver(delivery, [Shipping.step(.shipment, answer)])
        #expect(result.references == [Reference(system: "ship", kind: .parcel, value: "A2", role: "WMS0008")])
        #expect(result.followUps.first?.content.shipment?.parcels.map(\.id) == ["WMS0008"])
    }

    @Test("an answer with fewer labels than parcels is no success, and its label is not guessed to be of the first")
    func tooFew() async throws {
        let delivery = Shipping.dispatch(of: try Shipping.order())
        let (result, _) = try await Shipping.deliver(
            delivery, [Shipping.step(.shipment, #"{"error":0,"shipments":[{"error":0,"awb":"A2"}]}"#)])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.labels-differ")
        #expect(result.references.map(\.role) == [nil])
    }

    @Test("labels for goods that are refused stay refused, however often it is tried")
    func refusedGoods() async throws {
        let answer =
            #"{"error":0,"shipments":[{"error":0,"wms_id":"WMS0007","awb":"A1"},{"error":0,"wms_id":"WMS0008","awb":"A2"}],"prohibitions":["P01"]}"#
        let delivery = Shipping.dispatch(of: try Shipping.order())
        let (result, _) = try await Shipping.deliver(delivery, [Shipping.step(.shipment, answer)])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.prohibited")

        var again = Shipping.dispatch(of: try Shipping.order(), attempt: 2)
        again.order = Shipping.folded(result, into: delivery.order)
        let retried = try await Shipping.deliver(again, [])
        #expect(retried.result.outcome == .rejected(GlopalShippingAdapter.refusedBefore))
    }

    @Test("a shipment without an id stays one: its goods are shipped once and it can be delivered")
    func unnamedShipment() async throws {
        var shipment = Shipment()
        shipment.parcels = [Shipping.parcel(nil, "1", 2), Shipping.parcel(nil, "2", 1)]
        var content = FactContent()
        content.shipment = shipment
        var order = try Shipping.order()
        order.apply(Shipping.fact(.shipmentDispatched, content))
        let delivery = Shipping.delivery(.shipmentDispatched, content, of: order)
        let answer = #"""
            {"error":0,"shipments":[{"error":0,"wms_id":"F-K1-P1","awb":"A1"},
            {"error":1,"wms_id":"F-K1-P2","errors":[{"code":"carrier_down"}]}]}
            """#
        let (result, _) = try await Shipping.deliver(delivery, [Shipping.step(.shipment, answer)])
        let labelled = Shipping.folded(result, into: order)

        #expect(labelled.shipments.count == 1)
        #expect(labelled.lines.map(\.counters.shipped) == [2, 1])
        #expect(result.warnings.map(\.code) == ["glopal-shipping.shipment-unnamed"])
        // Tried again, the other parcel is announced and nothing is too much.
        var again = delivery
        again.order = labelled
        let body = String(decoding: try Shipping.adapter().prepare(again).request.body, as: UTF8.self)
        #expect(!body.contains("F-K1-P1") && body.contains("F-K1-P2"))

        var both = labelled
        both.references.append(Reference(system: "ship", kind: .parcel, value: "A2", role: "F-K1-P2"))
        let arrived = #"{"error":0,"shipment":{"status":"delivered","events":[]}}"#
        let exchange = RecordedExchange([Shipping.step(.tracking, arrived), Shipping.step(.tracking, arrived)])
        let page = try await Shipping.adapter().poll(after: nil, about: [both], through: exchange)
        for fact in try page.messages.flatMap({ try $0.content.get() }) {
            both.apply(Shipping.fact(fact.kind, fact.content, source: "ship"))
        }
        #expect(both.shipments.count == 1 && both.axes.fulfilment == .known(.delivered))
    }

    @Test("a success without any air waybill is none")
    func noLabel() async throws {
        let (result, _) = try await Shipping.deliver(
            Shipping.dispatch(of: try Shipping.order()), [Shipping.step(.shipment, #"{"error":0,"shipments":[]}"#)])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.no-label")
    }
}
