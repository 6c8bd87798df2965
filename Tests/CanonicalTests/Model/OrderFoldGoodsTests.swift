import Canonical
import Testing

@Suite("Folding shipments and returns")
struct OrderFoldGoodsTests {
    private typealias Samples = OrderSamples

    private func apply(_ kind: FactKind, _ shipment: Shipment?, to order: inout Order) {
        order.apply(Samples.fact(kind, from: "oms") { $0.shipment = shipment })
    }

    @Test("an order is part-shipped until the last line has left, then shipped, then delivered")
    func course() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2)]), to: &order)
        #expect(order.axes.fulfilment == .known(.partShipped))
        #expect(order.shipments.first?.shippedAt == Samples.now)
        apply(.shipmentDispatched, Samples.shipment("S2", [("L2", 1)]), to: &order)
        #expect(order.axes.fulfilment == .known(.shipped))
        #expect(order.lines.map(\.counters.shipped) == [2, 1])
        apply(.shipmentDelivered, Samples.shipment("S1", []), to: &order)
        #expect(order.axes.fulfilment == .known(.shipped))
        apply(.shipmentDelivered, Samples.shipment("S2", []), to: &order)
        #expect(order.axes.fulfilment == .known(.delivered))
        #expect(order.shipments.count == 2)
    }

    @Test("the same shipment told twice counts once, a corrected one counts as corrected")
    func repeated() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2)]), to: &order)
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2)]), to: &order)
        #expect(order.lines[0].counters.shipped == 2)
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 1)]), to: &order)
        #expect(order.lines[0].counters.shipped == 1)
        #expect(order.shipments.count == 1)
    }

    @Test("goods on a way that we do not know are kept and not counted, and change no known direction")
    func otherWay() {
        var order = Samples.started()
        var leg = Samples.shipment("P1", [("L1", 2)])
        leg.direction = .unknown("hub-to-customer")
        apply(.shipmentDispatched, leg, to: &order)
        #expect(order.shipments.count == 1)
        #expect(order.lines[0].counters.shipped == 0)
        #expect(order.axes.fulfilment == .known(.none))
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2), ("L2", 1)]), to: &order)
        leg.id = "S1"
        apply(.shipmentTracking, leg, to: &order)
        #expect(order.axes.fulfilment == .known(.shipped))
    }

    @Test("quantities without a line are found by SKU, line after line")
    func bySKU() {
        var view = Samples.view()
        view.lines[1].sku = "SHIRT"
        var order = Order.started(by: Samples.fact(.orderReady) { $0.order = view })
        var shipment = Samples.shipment("S1", [])
        var parcel = Shipment.Parcel()
        parcel.lines = [.init(sku: "SHIRT", quantity: 3)]
        shipment.parcels = [parcel]
        apply(.shipmentDispatched, shipment, to: &order)
        #expect(order.lines.map(\.counters.shipped) == [2, 1])
        #expect(order.axes.fulfilment == .known(.shipped))
    }

    @Test("a quantity of a line that the order does not have is kept and counts for none")
    func unknownLine() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L9", 2)]), to: &order)
        #expect(order.lines.map(\.counters.shipped) == [0, 0])
        #expect(order.axes.fulfilment == .known(.partShipped))
        #expect(order.shipments.count == 1)
    }

    @Test("a shipment that names no lines is one of all that was ordered")
    func wholeOrder() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", []), to: &order)
        #expect(order.axes.fulfilment == .known(.shipped))
        var other = Samples.started()
        apply(.shipmentDispatched, nil, to: &other)
        #expect(other.axes.fulfilment == .known(.shipped))
    }

    @Test("what is out of stock is waited for no longer, what comes later is")
    func exceptions() {
        for (kind, expected) in [
            (Shipment.Exception.Kind.outOfStock, Axes.Fulfilment.shipped), (.cancelledOnRequest, .shipped),
            (.later, .partShipped),
        ] {
            var order = Samples.started()
            var shipment = Samples.shipment("S1", [("L1", 2)])
            shipment.exceptions = [.init(kind: .known(kind), line: .init(line: "L2", quantity: 1))]
            apply(.shipmentDispatched, shipment, to: &order)
            #expect(order.axes.fulfilment == .known(expected))
        }
    }

    @Test("tracking news are added to the shipment with that number and do not ship anything")
    func tracking() {
        var order = Samples.started()
        apply(.shipmentTracking, Samples.shipment(nil, [], tracking: "T0"), to: &order)
        #expect(order.axes.fulfilment == .known(.none))
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2)], tracking: "T1"), to: &order)
        var news = Samples.shipment("provider-7", [], tracking: "T1")
        news.status = "in customs"
        apply(.shipmentTracking, news, to: &order)
        #expect(order.shipments.count == 2)
        #expect(order.shipments[1].status == "in customs")
        #expect(order.shipments[1].id == "S1")
        #expect(order.lines[0].counters.shipped == 2)
    }

    @Test("two shipments that left under one tracking number stay two")
    func sharedTracking() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2)], tracking: "T1"), to: &order)
        apply(.shipmentDispatched, Samples.shipment("S2", [("L2", 1)], tracking: "T1"), to: &order)
        #expect(order.shipments.count == 2)
        #expect(order.axes.fulfilment == .known(.shipped))
    }

    @Test("a delivery without a shipment is one of the whole order")
    func deliveredWhole() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2), ("L2", 1)]), to: &order)
        apply(.shipmentDelivered, nil, to: &order)
        #expect(order.axes.fulfilment == .known(.delivered))
        #expect(order.shipments.first?.deliveredAt == Samples.now)
    }

    @Test("a bundle is shipped when it or all of its parts are")
    func bundle() {
        for shipped in [[("B", ExactDecimal(1))], [("P1", 1), ("P2", 1)]] {
            var view = Samples.view()
            view.lines = [Line(id: "B", quantity: 1), Line(id: "P1", quantity: 1), Line(id: "P2", quantity: 1)]
            view.lines[1].bundleParent = "B"
            view.lines[2].bundleParent = "B"
            var order = Order.started(by: Samples.fact(.orderReady) { $0.order = view })
            apply(.shipmentDispatched, Samples.shipment("S1", shipped), to: &order)
            #expect(order.axes.fulfilment == .known(.shipped))
        }
    }

    @Test(
        "a return moves its axis",
        arguments: [
            (FactKind.returnRequested, Axes.ReturnState.requested), (.returnAuthorized, .authorised),
            (.returnCancelled, .cancelled), (.returnReceived, .received),
        ])
    func returnAxis(kind: FactKind, expected: Axes.ReturnState) {
        var named = Samples.started()
        named.apply(Samples.fact(kind) { $0.return = Return(id: "R1") })
        #expect(named.axes.return == .known(expected))
        var bare = Samples.started()
        bare.apply(Samples.fact(kind))
        #expect(bare.axes.return == .known(expected))
    }

    @Test("an order is returned when all that was shipped came back, not before")
    func returned() {
        var order = Samples.started()
        apply(.shipmentDispatched, Samples.shipment("S1", [("L1", 2), ("L2", 1)]), to: &order)
        func comeBack(_ id: String, _ line: String, _ quantity: ExactDecimal) {
            var item = Return(id: id)
            item.lines = [.init(line: line, quantity: quantity, reason: "too small")]
            order.apply(Samples.fact(.returnReceived) { $0.return = item })
        }
        comeBack("R1", "L1", 2)
        #expect(order.axes.fulfilment == .known(.shipped))
        #expect(order.axes.return == .known(.received))
        comeBack("R2", "L2", 1)
        #expect(order.axes.fulfilment == .known(.returned))
        #expect(order.lines.map(\.counters.returned) == [2, 1])
        #expect(order.check().isEmpty)
    }

    @Test("a later word about a return keeps what the earlier one said")
    func returnMerged() {
        var order = Samples.started()
        var item = Return(id: "R1")
        item.rma = "RMA-7"
        item.lines = [.init(line: "L1", quantity: 1)]
        order.apply(Samples.fact(.returnRequested) { $0.return = item })
        order.apply(Samples.fact(.returnAuthorized) { $0.return = Return(id: "R1") })
        #expect(order.returns.count == 1)
        #expect(order.returns.first?.rma == "RMA-7")
        #expect(order.returns.first?.lines.count == 1)
        #expect(order.returns.first?.state == .known(.authorised))
    }
}
