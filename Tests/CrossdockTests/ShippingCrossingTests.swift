import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Testing

@testable import crossdock

@Suite("Orders leave the building through Glopal's shipping service")
struct ShippingCrossingTests {
    /// An order of a Glopal store to the US that the OMS has accepted and the shipping service knows; its gateway id.
    private func announced(_ house: House) async throws -> OMSOrder {
        let ids = try house.systems.glopal.createOrders(
            wish: GlopalSampleOrder.Wish(currency: "USD", lines: 2, glopalShare: 0, isQuoted: false), ready: true)
        let id = try #require(ids.first)
        try await house.until("the OMS has \(id)") { try await house.omsOrder(id) != nil }
        let order = try #require(try await house.omsOrder(id))
        try await house.until("the shipping service knows \(order.orderID)") {
            house.shipping.effects(order: order.orderID)?["prealert"] == 1
        }
        try await house.untilQuiet()
        return try #require(try await house.omsOrder(id))
    }

    /// An announced order that the OMS has packed into two parcels, each with its label.
    private func labelled(_ house: House) async throws -> OMSOrder {
        let order = try await announced(house)
        try await house.systems.oms.state("shipment.dispatched", of: order.id, data: Self.packed(order))
        try await house.until("both parcels have labels") {
            house.shipping.effects(order: order.orderID)?["label"] == 2
        }
        try await house.untilQuiet()
        return order
    }

    private static func packed(_ order: OMSOrder) -> String {
        let parcels = order.lines.enumerated().map { index, line in
            #"{"id":"W-\#(order.orderID)-\#(index)","lines":[{"line":"\#(line.line ?? "")","quantity":"\#(line.quantity)"}]}"#
        }
        return #"{"shipment":{"id":"F-\#(order.orderID)","parcels":[\#(parcels.joined(separator: ","))]}}"#
    }

    private func closeOut(_ house: House, _ order: OMSOrder) async throws -> DeliveryRecord {
        try await house.gateway.engine.tell(
            "glopal-shipping", "close-out", about: OrderID(order.id), request: nil, by: "test")
    }

    @Test("quoted, prealerted, labelled in two parcels, closed out, tracked to the door, and the OMS knows")
    func wholeWay() async throws {
        let house = try await House()
        try await house.run {
            let order = try await labelled(house)
            #expect(try await closeOut(house, order).state == .confirmed)
            try house.shipping.advance(order: order.orderID, to: "delivered")
            try await house.until("the order is delivered") {
                try await house.journal.order(OrderID(order.id))?.phase == .delivered
            }
            try await house.until("the OMS knows") {
                house.systems.oms.order(order.id)?.facts.contains { $0.type == "shipment.delivered" } == true
            }
            try await house.untilQuiet()
            let effects = try #require(house.shipping.effects(order: order.orderID))
            #expect(effects["prealert"] == 1 && effects["create_order"] == nil, "\(effects)")
            let canonical = try #require(try await house.journal.order(OrderID(order.id)))
            #expect(canonical.shipments.count == 1 && canonical.shipments[0].parcels.count == 2)
            #expect(canonical.lines.allSatisfy { $0.counters.shipped == $0.quantity })
            #expect(try await house.journal.books().isBalanced)
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
            let labels = canonical.documents.filter { $0.kind == "label" }
            #expect(labels.count == 2)
            for label in labels {
                let paper = try await house.call("/v1/orders/\(order.id)/documents/\(label.contentHash ?? "")")
                #expect(paper.status == 200)
                #expect(paper.bytes.count == label.size && paper.bytes.starts(with: Array("%PDF".utf8)))
            }
        }
    }

    @Test("parcels that arrive one after the other are told one after the other, and the order once")
    func oneByOne() async throws {
        let house = try await House()
        try await house.run {
            let order = try await labelled(house)
            _ = try await closeOut(house, order)
            let known = try #require(try await house.journal.order(OrderID(order.id)))
            let parcels = known.references.filter { $0.kind == .known(.parcel) && $0.system == "glopal-shipping" }
            #expect(parcels.count == 2)
            for parcel in parcels {
                #expect(try await house.journal.order(OrderID(order.id))?.phase != .delivered)
                try house.shipping.advance(shipment: parcel.value, to: "delivered")
                try await house.until("\(parcel.value) has arrived") {
                    try await house.journal.facts(of: OrderID(order.id)).contains { fact in
                        fact.content.shipment?.status == "delivered"
                            && (fact.content.shipment?.parcels.contains { $0.trackingNumber == parcel.value } ?? false)
                    }
                }
            }
            try await house.until("the order is delivered") {
                try await house.journal.order(OrderID(order.id))?.phase == .delivered
            }
            try await house.untilQuiet()
            let kinds = try await house.journal.facts(of: OrderID(order.id)).map(\.kind)
            #expect(kinds.count { $0 == .shipmentDelivered } == 1)
        }
    }

    @Test(
        "a call whose answer is lost doubles nothing",
        arguments: ["prealert", "immediate_shipment", "closeout", "calculate_order"])
    func lostAnswers(operation: String) async throws {
        let house = try await House()
        try await house.run {
            house.shipping.faults.add(FaultRule(operation, .dropAfter))
            let order = try await labelled(house)
            _ = try await closeOut(house, order)
            try await house.untilQuiet()
            let effects = try #require(house.shipping.effects(order: order.orderID))
            #expect(effects["prealert"] == 1 && effects["label"] == 2 && effects["shipment"] == 2, "\(effects)")
            #expect(try await house.journal.books().isBalanced)
        }
    }

    @Test("what the service cannot take now is tried again", arguments: [Fault.dropBefore, .status(500), .status(429)])
    func repeated(fault: Fault) async throws {
        let house = try await House()
        try await house.run {
            for operation in ["calculate_order", "prealert", "immediate_shipment"] {
                house.shipping.faults.add(FaultRule(operation, fault))
            }
            let order = try await labelled(house)
            #expect(house.shipping.effects(order: order.orderID)?["prealert"] == 1)
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
        }
    }

    @Test("a sale of Global-e is created from scratch, and its parcels go back to Global-e with their air waybills")
    func soldByGlobalE() async throws {
        let house = try await House()
        try await house.run {
            var wish = GlobalESampleOrder.Wish()
            wish.currency = "CAD"
            wish.lines = 2
            let id = try #require(try house.globale.createOrders(wish: wish, announced: false).first)
            try await house.globale.take(.announce, of: id)
            try await house.globale.take(.pay, of: id)
            try await house.until("the OMS has \(id)") { try await house.omsOrder(id) != nil }
            try await house.untilQuiet()
            let order = try #require(try await house.omsOrder(id))
            try await house.systems.oms.state("shipment.dispatched", of: order.id, data: Self.packed(order))
            try await house.until("both parcels have labels") {
                house.shipping.effects(order: order.orderID)?["label"] == 2
            }
            try await house.untilQuiet()
            #expect(house.globale.order(id)?.parcels.isEmpty == true)
            _ = try await closeOut(house, order)
            try await house.until("Global-e has the parcels") { house.globale.order(id)?.parcels.count == 2 }
            try await house.untilQuiet()
            let effects = try #require(house.shipping.effects(order: order.orderID))
            #expect(effects["create_order"] == 1 && effects["prealert"] == nil, "\(effects)")
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
        }
    }

    @Test("the gateway prints duties, taxes and total of an order in a file")
    func asked() async throws {
        let house = try await House()
        try await house.run {
            let order = try await announced(house)
            let canonical = try #require(try await house.journal.order(OrderID(order.id)))
            var writer = JSONWriter()
            writer.object { writer in
                writer.key("order")
                canonical.write(to: &writer)
            }
            let answer = try await house.call(
                "/v1/adapters/glopal-shipping/questions/landed-cost.quote", posting: writer.bytes)
            let text = String(decoding: answer.bytes, as: UTF8.self)
            #expect(answer.status == 200, "\(text)")
            for member in ["duties", "tax", "total"] { #expect(text.contains("\"\(member)\""), "\(text)") }
        }
    }
}
