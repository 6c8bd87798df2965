import Canonical
import Testing

@Suite("Fields for the conditions of routes")
struct OrderFieldTests {
    private typealias Samples = OrderSamples

    private func order() -> Order {
        var order = Samples.started()
        var party = Party()
        var address = Address()
        address.country = "DE"
        address.region = "Berlin"
        address.postalCode = "01067"
        party.address = address
        party.romanizedAddress = address
        order.parties.shipTo = party
        order.parties.billTo = party
        order.parties.buyer = party
        order.commercial.incoterm = .known(.ddp)
        order.commercial.dutiesGuaranteed = true
        order.commercial.isBusiness = false
        order.commercial.sellerOfRecord = .init(name: "Seller Ltd")
        order.charges[0].method = "EXPRESS"
        order.charges[0].carrier = "DHL"
        return order
    }

    @Test("fields are sorted, unique, described and snake case")
    func table() {
        let paths = OrderField.all.map(\.path)
        #expect(paths == paths.sorted())
        #expect(Set(paths).count == paths.count)
        #expect(OrderField.all.allSatisfy { $0.summary.hasSuffix(".") })
        #expect(paths.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "." || $0 == "_" } })
        #expect(OrderField.named("ship_to.country")?.path == "ship_to.country")
        #expect(OrderField.named("ship_to.cuntry") == nil)
    }

    @Test(
        "a field gives its value",
        arguments: [
            ("id", OrderField.Value.text("01O")), ("environment", .text("live")), ("phase", .text("ready")),
            ("origin.adapter", .text("globale")), ("origin.store", .text("uk")), ("ship_to.country", .text("DE")),
            ("ship_to.region", .text("Berlin")), ("ship_to.postal_code", .text("01067")),
            ("bill_to.country", .text("DE")), ("buyer.country", .text("DE")), ("currency.customer", .text("EUR")),
            ("total.customer", .money(OrderSamples.money("30.00", OrderSamples.eur))), ("lines.count", .number(2)),
            ("lines.quantity", .number(3)), ("incoterm", .text("DDP")), ("duties_guaranteed", .flag(true)),
            ("is_business", .flag(false)), ("payment.state", .text("none")), ("acceptance", .text("ready")),
            ("fulfilment", .text("none")), ("shipping.method", .text("EXPRESS")), ("shipping.carrier", .text("DHL")),
            ("has_romanized_address", .flag(true)), ("is_replacement", .flag(false)),
            ("seller_of_record", .text("Seller Ltd")),
        ])
    func values(path: String, expected: OrderField.Value) throws {
        let field = try #require(OrderField.named(path))
        #expect(field.value(order()) == expected)
    }

    @Test("a value is of the kind that its field declares, and absent when the order does not state it")
    func kinds() {
        let empty = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        for field in OrderField.all {
            for value in [field.value(order()), field.value(empty)].compactMap({ $0 }) {
                let kind: OrderField.Kind =
                    switch value {
                    case .text: .text
                    case .money: .money
                    case .number: .number
                    case .flag: .flag
                    }
                #expect(kind == field.kind)
            }
        }
        #expect(OrderField.named("total.merchant")?.value(empty) == nil)
        #expect(OrderField.named("acceptance")?.value(empty) == nil)
        #expect(OrderField.named("is_business")?.value(empty) == nil)
    }

    @Test("where people live is personal, states are public")
    func privacy() {
        #expect(OrderField.named("ship_to.postal_code")?.privacy == .personal)
        #expect(OrderField.named("fulfilment")?.privacy == .public)
        #expect(PrivacyClass.allCases == PrivacyClass.allCases.sorted())
        #expect(PrivacyClass.allCases.map(\.name) == ["public", "business", "personal", "sensitive", "secret"])
    }
}
