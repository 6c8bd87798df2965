import Canonical
import Testing

@Suite("Folding payments, refunds and documents")
struct OrderFoldMoneyTests {
    private typealias Samples = OrderSamples

    private func issue(_ refund: Refund?, on order: inout Order) {
        order.apply(Samples.fact(.refundIssued, from: "oms") { $0.refund = refund })
    }

    @Test("a capture moves the payment axis, with or without its payment")
    func captured() {
        var bare = Samples.started()
        bare.apply(Samples.fact(.paymentCaptured))
        #expect(bare.axes.payment == .known(.captured))
        var payment = Payment()
        payment.id = "P1"
        payment.transactions = ["t1"]
        var order = Samples.started()
        for _ in 0..<2 { order.apply(Samples.fact(.paymentCaptured) { $0.payment = payment }) }
        #expect(order.payments.count == 1)
        #expect(order.payments.first?.state == .known(.captured))
        #expect(order.payments.first?.transactions == ["t1"])
    }

    @Test("a requested refund is known and moves no money")
    func requested() {
        var order = Samples.started()
        order.apply(Samples.fact(.paymentCaptured))
        order.apply(Samples.fact(.refundRequested) { $0.refund = Samples.refund("R1", nil, isFull: true) })
        #expect(order.axes.payment == .known(.captured))
        #expect(order.refunds.map(\.state) == [.known(.requested)])
    }

    @Test("an order is part-refunded until the refunds reach the stated total")
    func partRefunded() {
        var order = Samples.started()
        order.apply(Samples.fact(.paymentCaptured))
        issue(Samples.refund("R1", Samples.entry("20.00", Samples.eur)), on: &order)
        #expect(order.axes.payment == .known(.partRefunded))
        order.apply(Samples.fact(.paymentCaptured))
        #expect(order.axes.payment == .known(.partRefunded))
        issue(Samples.refund("R2", Samples.entry("10.0", Samples.eur)), on: &order)
        #expect(order.axes.payment == .known(.refunded))
    }

    @Test("a full refund refunds the order, also without an amount")
    func full() {
        var order = Samples.started()
        order.apply(Samples.fact(.refundRequested) { $0.refund = Samples.refund("R1", nil, isFull: true) })
        issue(Samples.refund("R1", nil), on: &order)
        #expect(order.axes.payment == .known(.refunded))
        #expect(order.refunds.count == 1)
    }

    @Test("an issued refund without an id is the one that was asked for")
    func withoutID() {
        var order = Samples.started()
        order.apply(
            Samples.fact(.refundRequested) { $0.refund = Samples.refund("R1", Samples.entry("5.00", Samples.eur)) })
        issue(Samples.refund(nil, nil), on: &order)
        #expect(order.refunds.map(\.state) == [.known(.issued)])
        #expect(order.refunds.first?.amounts.customer == Samples.entry("5.00", Samples.eur))
    }

    @Test("a refund that its payer numbers anew is the one that was asked for with that amount")
    func numberedAnew() {
        var order = Samples.started()
        for (id, amount) in [("R1", "5.00"), ("R2", "7.00")] as [(String, StaticString)] {
            order.apply(
                Samples.fact(.refundRequested) { $0.refund = Samples.refund(id, Samples.entry(amount, Samples.eur)) })
        }
        issue(Samples.refund("77", Samples.entry("7.0", Samples.eur)), on: &order)
        #expect(order.refunds.map(\.id) == ["R1", "77"])
        #expect(order.refunds.map(\.state) == [.known(.requested), .known(.issued)])
        issue(Samples.refund("78", Samples.entry("6.00", Samples.eur)), on: &order)
        #expect(order.refunds.map(\.id) == ["R1", "77", "78"])
    }

    @Test("refunded quantities are counted once, also when the refund is told twice")
    func counters() {
        var order = Samples.started()
        var refund = Samples.refund("R1", Samples.entry("10.00", Samples.eur))
        refund.lines = [.init(line: "L1", quantity: 1)]
        issue(refund, on: &order)
        issue(refund, on: &order)
        #expect(order.lines[0].counters.refunded == 1)
        order.apply(Samples.fact(.refundRequested) { $0.refund = refund })
        #expect(order.refunds.map(\.state) == [.known(.issued)])
    }

    @Test("required documents hold the order until the last one is available")
    func documents() {
        var order = Samples.started()
        order.apply(
            Samples.fact(.documentsRequired) {
                $0.documents = ["invoice", "declaration"].map { Document(kind: $0, state: .known(.required)) }
            })
        #expect(order.axes.compliance == .known(.documentsRequired))
        #expect(order.holds.map(\.code) == [Order.documentsHold])
        order.apply(
            Samples.fact(.documentsRequested, from: "oms") {
                $0.documents = [Document(kind: "invoice", state: .known(.requested))]
            })
        #expect(order.documents.map(\.state) == [.known(.requested), .known(.required)])
        for (kind, isHeld) in [("invoice", true), ("declaration", false)] {
            order.apply(
                Samples.fact(.documentsAvailable) {
                    var document = Document(kind: kind, state: .known(.available))
                    document.url = "https://example.com/\(kind).pdf"
                    $0.documents = [document]
                })
            #expect(order.holds.isEmpty != isHeld)
        }
        #expect(order.axes.compliance == .known(.clear))
        #expect(order.documents.count == 2)
    }

    @Test("documents that are all here end the wait without a list")
    func withoutList() {
        var order = Samples.started()
        order.apply(Samples.fact(.documentsRequired))
        order.apply(Samples.fact(.documentsRequired))
        #expect(order.holds.count == 1)
        order.apply(Samples.fact(.documentsAvailable))
        #expect(order.holds.isEmpty)
    }

    @Test("other holds and a block stay when documents arrive")
    func otherHolds() {
        var order = Samples.started()
        order.holds = [Hold(code: "mapping", message: "no carrier for this method")]
        order.axes.compliance = .known(.blocked)
        order.apply(Samples.fact(.documentsRequired))
        order.apply(Samples.fact(.documentsAvailable))
        #expect(order.holds.map(\.code) == ["mapping"])
        #expect(order.axes.compliance == .known(.blocked))
    }
}
