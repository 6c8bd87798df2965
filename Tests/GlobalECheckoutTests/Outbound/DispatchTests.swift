import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Dispatch and papers")
struct DispatchTests {
    private func shipment() -> Shipment {
        var first = Shipment.Parcel()
        first.id = "P1"
        first.trackingNumber = "T1"
        first.lines = [Outbound.item("134643", 1)]
        first.weight = 500
        first.dimensions = Line.Dimensions(length: 305, width: 200, height: 100)
        var second = Shipment.Parcel()
        second.id = "P2"
        second.lines = [Outbound.item("134643", 1)]
        var shipment = Shipment()
        shipment.id = "DR-1"
        shipment.carrier = "DHL"
        shipment.trackingNumber = "T0"
        shipment.parcels = [first, second]
        shipment.exceptions = [Shipment.Exception(kind: .known(.outOfStock), line: Outbound.item("134644", 1))]
        return shipment
    }

    private func dispatched(
        _ shipment: Shipment, attempt: Int = 1, operation: GlobalEOperation? = nil
    ) -> OutboundDelivery {
        var content = FactContent()
        content.shipment = shipment
        return Outbound.delivery(.shipmentDispatched, content, attempt: attempt, operation: operation)
    }

    private let body =
        #"{"OrderId":"GE10097473894NL","DeliveryReferenceNumber":"DR-1","IsCompleted":false,"Parcels":["#
        + #"{"ParcelCode":"P1","Products":[{"DeliveryQuantity":1,"CartItemId":"134643","ProductCode":"SKU-A"}],"#
        + #""TrackingDetails":{"TrackingNumber":"T1","ShipperName":"DHL"},"#
        + #""Weight":500,"Length":30.5,"Width":20,"Height":10},"#
        + #"{"ParcelCode":"P2","Products":[{"DeliveryQuantity":1,"CartItemId":"134643","ProductCode":"SKU-A"}]}],"#
        + #""Exceptions":[{"CartItemId":"134644","ProductCode":"SKU-B","ExceptionType":1,"Quantity":1}],"#
        + #""TrackingDetails":{"TrackingNumber":"T0","ShipperName":"DHL"}}"#

    @Test("two parcels and an exception go out in grams and centimetres")
    func dispatch() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            dispatched(shipment()), [Outbound.step("/Order/UpdateOrderDispatchV2", body: body, Outbound.success)])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("with labels wanted the same goes to GetShippingDocuments, and the labels come back as a fact")
    func labels() async throws {
        let answer =
            #"{"IsSuccess":true,"Documents":[{"DocumentTypeCode":"4","DocumentExtension":"PDF","DocumentData":"YWJj","#
            + #""ParcelCode":"P1","TrackingNumber":"T1"},{"DocumentTypeName":"Label","ErrorMessage":"no label"}]}"#

        let (result, deviations, _) = try await Outbound.deliver(
            dispatched(shipment()), [Outbound.step("/Order/GetShippingDocuments", body: body, answer)],
            ["dispatch_with": .string("documents")])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.followUps.map(\.kind) == [.documentsAvailable])
        var label = Document(kind: "Label", state: .known(.available))
        label.format = "pdf"
        label.reference = "T1"
        label.size = 3
        label.contentHash = Digest.sha256(Array("abc".utf8))
        #expect(result.followUps.first?.content.documents == [label])
        #expect(result.followUps.first?.content.residue.map(\.pointer) == ["/Documents/0/DocumentData"])
        #expect(result.warnings.map(\.code) == ["globale.part-refused"])
    }

    @Test("a dispatch is complete once nothing is left to ship")
    func complete() throws {
        var delivery = dispatched(shipment())
        for index in delivery.order.lines.indices {
            delivery.order.lines[index].counters.shipped = delivery.order.lines[index].quantity
        }

        let request = try Outbound.adapter().prepare(delivery).request

        #expect(String(decoding: request.body, as: UTF8.self).contains(#""IsCompleted":true"#))
    }

    @Test("what no shipment has a place for can stand beside it")
    func extras() throws {
        var delivery = dispatched(shipment())
        delivery.fact.content.request = try JSONText(validating: Array(#"{"hubcode":"Store"}"#.utf8))

        let text = String(decoding: try Outbound.adapter().prepare(delivery).request.body, as: UTF8.self)

        #expect(text == body.dropLast() + #","HubCode":"Store"}"#)
    }

    @Test("a back-ordered line says when it is expected")
    func later() throws {
        var shipment = Shipment()
        shipment.exceptions = [Shipment.Exception(kind: .known(.later), line: Outbound.item("134644", 1))]
        var delivery = dispatched(shipment)
        delivery.order.lines[1].backOrderDate = try Instant(rfc3339: "2026-02-03T00:00:00Z")

        let text = String(decoding: try Outbound.adapter().prepare(delivery).request.body, as: UTF8.self)

        #expect(text.contains(#""ExceptionType":2,"ExpectedFulfilmentDate":"2026-02-03","Quantity":1"#))
    }

    @Test("what Global-e cannot be told is held")
    func held() throws {
        var back = shipment()
        back.direction = .known(.inbound)
        var strange = shipment()
        strange.exceptions[0].kind = .unknown("lost")
        for bad in [back, strange, Shipment()] {
            #expect(throws: TranslationProblem.self) { try Outbound.adapter().prepare(dispatched(bad)) }
        }
    }

    @Test("a dispatch without an answer is looked up by its parcels")
    func lookUp() async throws {
        var plain = shipment()
        plain.exceptions = []
        let parcels = #""InternationalDetails":{"ParcelsTracking":[{"ParcelCode":"P1"},{"ParcelCode":"P2"}]}"#
        let cases: [(Shipment, String, LookUpResult?)] = [
            (shipment(), parcels, .happened(references: [], followUps: [])),
            (plain, #""Parcels":[]"#, .didNotHappen), (shipment(), #""Parcels":[]"#, nil),
            (plain, #""Parcels":[{"ParcelCode":"P1"}]"#, nil), (plain, #""CurrencyName":"Euro""#, nil),
        ]
        for (shipment, members, expected) in cases {
            let exchange = RecordedExchange([Outbound.detailsStep(Outbound.details(members))])
            let found = try await Outbound.adapter().lookUp(dispatched(shipment), through: exchange)
            if let expected { #expect(found == expected) } else { #expect(found.isUnclear) }
        }
    }

    @Test("customs papers are asked for by tracking number, all others by GetShippingDocuments")
    func documents() async throws {
        var order = Outbound.order()
        order.shipments = [shipment()]
        for (kind, path, body) in [
            (
                "EAD", "/additional-required-documents",
                #"{"Orders":[{"OrderId":"GE10097473894NL","TrackingNumbers":["T0","T1"]}]}"#
            ),
            (
                "Label", "/Order/GetShippingDocuments",
                #"{"OrderId":"GE10097473894NL","Parcels":[],"Exceptions":[]}"#
            ),
        ] {
            var content = FactContent()
            content.documents = [Document(kind: kind, state: .known(.requested))]
            let answer =
                kind == "EAD"
                ? try Outbound.text("create-additional-required-documents.response.json") : #"{"IsSuccess":"true"}"#
            let (result, deviations, _) = try await Outbound.deliver(
                Outbound.delivery(.documentsRequested, content, of: order), [Outbound.step(path, body: body, answer)])
            #expect(deviations == [])
            #expect(result.outcome == .confirmed)
        }
    }

    @Test("customs papers go to their own host, and 202 without a body is enough")
    func documentsHost() async throws {
        let sample = try Outbound.text("create-additional-required-documents.request.json")
        let step = ExchangeStep(
            .post, "https://api-acme-prod.global-e.com/additional-required-documents?\(Outbound.guidQuery)",
            body: sample, reply: .success(WireResponse(status: 202)))

        let (result, deviations, _) = try await Outbound.deliver(
            try Outbound.told(.createAdditionalRequiredDocuments, sample), [step],
            ["documents_base_url": .string("https://api-acme-prod.global-e.com/")])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("two kinds of papers at once, and customs papers before a parcel, are held")
    func badDocuments() throws {
        for kinds in [["EAD", "Label"], ["EAD"]] {
            var content = FactContent()
            content.documents = kinds.map { Document(kind: $0, state: .known(.requested)) }
            #expect(throws: TranslationProblem.self) {
                try Outbound.adapter().prepare(Outbound.delivery(.documentsRequested, content))
            }
        }
    }
}

extension LookUpResult {
    var isUnclear: Bool { if case .unclear = self { true } else { false } }
}
