import Canonical
import Testing

@Suite("Folding an order's new view")
struct OrderFoldViewTests {
    private typealias Samples = OrderSamples

    @Test("a changed order replaces the commercial data and computes the totals again")
    func replaces() {
        var order = Samples.started()
        var view = Samples.view()
        view.lines.removeLast()
        view.totals.stated.grand.customer = Samples.entry("24.50", Samples.eur)
        order.apply(Samples.fact(.orderChanged) { $0.order = view })
        #expect(order.lines.map(\.id) == ["L1"])
        #expect(order.totals.stated.grand.customer?.money == Samples.money("24.50", Samples.eur))
        #expect(order.totals.computed.grand.customer == Samples.entry("24.50", Samples.eur, .computed))
        #expect(order.version == 2)
    }

    @Test("what other systems told stays when the source tells its view again")
    func keeps() {
        var order = Samples.started()
        order.apply(
            Samples.fact(.orderAccepted, from: "oms") { $0.acceptance = .init(orderID: "SO-1", orderNumber: "1") })
        order.apply(
            Samples.fact(.documentsRequired) { $0.documents = [Document(kind: "invoice", state: .known(.required))] })
        order.apply(
            Samples.fact(.shipmentDispatched, from: "oms") { $0.shipment = Samples.shipment("S1", [("L1", 2)]) })
        order.apply(
            Samples.fact(.refundIssued, from: "oms") {
                $0.refund = Samples.refund("R1", Samples.entry("1.00", Samples.eur))
            })
        order.apply(Samples.fact(.returnRequested, from: "oms") { $0.return = Return(id: "RT1") })
        let before = order
        var view = Samples.view()
        view.axes.acceptance = .known(.received)
        view.holds = [Hold(code: "foreign", message: "not ours")]
        view.version = 99
        order.apply(Samples.fact(.orderChanged) { $0.order = view })
        var expected = before
        expected.version += 1
        #expect(order == expected)
    }

    @Test("counters stay with their line's id and start anew with a new line")
    func counters() {
        var order = Samples.started()
        order.apply(Samples.fact(.shipmentDispatched) { $0.shipment = Samples.shipment("S1", [("L2", 1)]) })
        var view = Samples.view()
        view.lines.swapAt(0, 1)
        view.lines.append(Line(id: "L3", quantity: 1))
        order.apply(Samples.fact(.orderChanged) { $0.order = view })
        #expect(order.lines.map(\.counters.shipped) == [1, 0, 0])
    }

    @Test("another system's view fills gaps in the origin and does not change it")
    func origin() {
        var order = Samples.started()
        var view = Samples.view()
        view.origin = Origin(adapter: "oms", store: "other", locale: "de-DE")
        order.apply(Samples.fact(.orderChanged, from: "oms") { $0.order = view })
        #expect(order.origin.adapter == "globale")
        #expect(order.origin.store == "uk")
        #expect(order.origin.locale == "de-DE")
    }

    @Test("residue is replaced by its own adapter only")
    func residue() throws {
        let value = try JSONText(validating: Array("1".utf8))
        func view(_ adapter: String, _ pointer: String) -> Order {
            var view = Samples.view()
            view.residue = [Residue(adapter: adapter, pointer: pointer, value: value)]
            return view
        }
        var order = Order.started(by: Samples.fact(.orderReady) { $0.order = view("globale", "/a") })
        order.apply(Samples.fact(.orderChanged, from: "oms") { $0.order = view("oms", "/b") })
        order.apply(Samples.fact(.orderChanged) { $0.order = view("globale", "/c") })
        #expect(order.residue.map(\.pointer) == ["/b", "/c"])
    }

    @Test("extensions are replaced per adapter type")
    func extensions() throws {
        func view(_ items: [String]) throws -> Order {
            var view = Samples.view()
            view.extensions = try items.map {
                Extension(name: $0, value: try JSONText(validating: Array("1".utf8)))
            }
            return view
        }
        let first = try view(["ext.globale-checkout.a", "ext.globale-checkout.b", "ext.glopal-orders.c"])
        let second = try view(["ext.globale-checkout.b"])
        var order = Order.started(by: Samples.fact(.orderReady) { $0.order = first })
        order.apply(Samples.fact(.orderChanged) { $0.order = second })
        #expect(order.extensions.map(\.name) == ["ext.glopal-orders.c", "ext.globale-checkout.b"])
    }

    @Test("payments told again keep what is known about them")
    func payments() {
        var view = Samples.view()
        var payment = Payment()
        payment.id = "P1"
        view.payments = [payment]
        var order = Order.started(by: Samples.fact(.orderReady) { $0.order = view })
        #expect(order.axes.payment == .known(.none))
        order.apply(Samples.fact(.paymentCaptured) { $0.payment = payment })
        order.apply(Samples.fact(.orderChanged) { $0.order = view })
        #expect(order.payments.map(\.state) == [.known(.captured)])
        #expect(order.axes.payment == .known(.captured))
    }
}
