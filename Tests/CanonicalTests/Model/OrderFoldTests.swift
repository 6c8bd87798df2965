import Canonical
import Testing

@Suite("Folding facts into an order")
struct OrderFoldTests {
    private typealias Samples = OrderSamples

    @Test("the first fact makes the order, with the origin of the fact")
    func started() {
        let order = Samples.started()
        #expect(order.id == OrderID("01O"))
        #expect(order.version == 1)
        #expect(order.origin == Origin(adapter: "globale", store: "uk", receivedAt: Samples.now))
        #expect(order.axes.acceptance == .known(.ready))
        #expect(order.lines.count == 2)
        #expect(order.references.map(\.value) == ["GE1001GB"])
    }

    @Test("every kind of fact counts as one version and keeps the order's identity", arguments: FactKind.allCases)
    func everyKind(kind: FactKind) {
        var order = Samples.started()
        order.apply(Samples.fact(kind, from: "oms"))
        #expect(order.version == 2)
        #expect(order.id == OrderID("01O"))
        #expect(order.lines.count == 2)
        #expect(order.origin.adapter == "globale")
    }

    @Test("any fact can be the first, and any generated content can be folded", arguments: FactKind.allCases)
    func total(kind: FactKind) {
        var generator = OrderGenerator(seed: 11)
        var order = Order.started(by: Samples.fact(kind))
        #expect(order.version == 1)
        for _ in 0..<3 {
            let content = generator.content()
            order.apply(Samples.fact(kind, from: "oms") { $0 = content })
        }
        #expect(order.version == 4)
        #expect(order.id == OrderID("01O"))
    }

    @Test(
        "a fact moves the acceptance forward and never back",
        arguments: [
            (FactKind.orderReceived, Axes.Acceptance.received), (.orderReady, .ready), (.orderChanged, .received),
            (.orderAccepted, .accepted), (.orderRefused, .refused), (.orderCancelled, .cancelled),
        ])
    func acceptance(kind: FactKind, expected: Axes.Acceptance) {
        var order = Order(id: OrderID("01O"), origin: Origin(adapter: "globale"))
        order.apply(Samples.fact(kind))
        #expect(order.axes.acceptance == .known(expected))
        order.apply(Samples.fact(.orderCancelled))
        order.apply(Samples.fact(kind))
        #expect(order.axes.acceptance == .known(.cancelled))
    }

    @Test("an accepted order stays accepted when it is said to be ready again")
    func noWayBack() {
        var order = Samples.started()
        order.apply(Samples.fact(.orderAccepted, from: "oms"))
        order.apply(Samples.fact(.orderReady) { $0.order = Samples.view() })
        #expect(order.axes.acceptance == .known(.accepted))
    }

    @Test(
        "where the origin confirms acceptances itself, another system's is only submitted until the origin confirms it")
    func submitted() {
        var view = Samples.view()
        view.origin.confirmsAcceptance = true
        var order = Order.started(by: Samples.fact(.orderReady) { $0.order = view })
        order.apply(Samples.fact(.orderAccepted, from: "oms"))
        #expect(order.axes.acceptance == .known(.acceptSubmitted))
        #expect(order.phase == .ready)
        order.apply(Samples.fact(.orderReady) { $0.order = view })
        #expect(order.axes.acceptance == .known(.acceptSubmitted))
        order.apply(Samples.fact(.orderAccepted))
        #expect(order.axes.acceptance == .known(.accepted))
        order.apply(Samples.fact(.orderAccepted, from: "oms"))
        #expect(order.axes.acceptance == .known(.accepted))
    }

    @Test("an order that was submitted can still be cancelled")
    func submittedAndCancelled() {
        var view = Samples.view()
        view.origin.confirmsAcceptance = true
        var order = Order.started(by: Samples.fact(.orderReceived) { $0.order = view })
        order.apply(Samples.fact(.orderAccepted, from: "oms"))
        order.apply(Samples.fact(.orderCancelled))
        #expect(order.phase == .cancelled)
    }

    @Test("whether the origin confirms acceptances is for the origin to say")
    func confirmingOrigin() {
        var view = Samples.view()
        view.origin.confirmsAcceptance = true
        var order = Samples.started()
        order.apply(Samples.fact(.orderChanged, from: "oms") { $0.order = view })
        #expect(!order.origin.confirmsAcceptance)
        order.apply(Samples.fact(.orderChanged) { $0.order = view })
        order.apply(Samples.fact(.orderChanged, from: "oms") { $0.order = Samples.view() })
        #expect(order.origin.confirmsAcceptance)
    }

    @Test("an acceptance brings the merchant's ids as references, each once")
    func acceptanceReferences() {
        var order = Samples.started()
        let named = Reference(system: "oms", scope: "de", kind: .order, value: "SO-1001", role: "merchant")
        for _ in 0..<2 {
            order.apply(
                Samples.fact(.orderAccepted, from: "oms") {
                    $0.acceptance = .init(orderID: "SO-1001", orderNumber: "001001")
                    $0.references = [named]
                })
        }
        #expect(order.references.count == 3)
        #expect(order.references.contains(named))
        #expect(order.references.last == Reference(system: "oms", kind: .number, value: "001001"))
    }

    @Test("a reference without a system belongs to the system that says it")
    func ownReference() {
        var order = Samples.started()
        order.apply(
            Samples.fact(.orderStatus, from: "oms") { $0.references = [Reference(system: "", kind: .cart, value: "7")] }
        )
        #expect(order.references.last == Reference(system: "oms", kind: .cart, value: "7"))
    }

    @Test("a completed order is marked so, whatever else is known")
    func completed() {
        var order = Samples.started()
        order.apply(Samples.fact(.orderCompleted))
        #expect(order.axes.isCompleted)
        #expect(order.axes.acceptance == .known(.ready))
    }

    @Test("a provider's own status is kept where nothing better is known")
    func status() {
        var unknown = Order.started(by: Samples.fact(.orderStatus) { $0.status = "PENDING_REVIEW" })
        #expect(unknown.axes.acceptance == .unknown("PENDING_REVIEW"))
        unknown.apply(Samples.fact(.orderReceived))
        unknown.apply(Samples.fact(.orderStatus) { $0.status = "WAITING" })
        #expect(unknown.axes.acceptance == .known(.received))
    }

    @Test("a cancelled order ships nothing more and waits for no paper")
    func cancelled() {
        var order = Samples.started()
        order.apply(Samples.fact(.documentsRequired))
        order.apply(Samples.fact(.shipmentDispatched) { $0.shipment = Samples.shipment("S1", [("L1", 1)]) })
        order.apply(Samples.fact(.orderCancelled))
        #expect(order.lines.map(\.counters.cancelled) == [1, 1])
        #expect(order.holds.isEmpty)
        #expect(order.check().isEmpty)
    }

    @Test(
        "a request changes nothing until a fact answers it",
        arguments: [FactKind.editRequested, .replacementRequested, .productsUpdated])
    func requests(kind: FactKind) throws {
        var order = Samples.started()
        let before = order
        let request = try JSONText(validating: Array(#"{"lines":[]}"#.utf8))
        order.apply(Samples.fact(kind, from: "oms") { $0.request = request })
        order.version = before.version
        #expect(order == before)
    }
}
