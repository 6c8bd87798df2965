import Canonical

/// Orders and facts that tests start from.
enum OrderSamples {
    static let eur = Currency(exactly: "EUR")
    static let gbp = Currency(exactly: "GBP")
    static let jpy = Currency(exactly: "JPY")
    static let kwd = Currency(exactly: "KWD")
    static let now = Instant(microseconds: 1_769_850_000_000_000)

    static func money(_ amount: StaticString, _ currency: Currency) -> Money {
        Money(ExactDecimal(exactly: amount), currency)
    }

    static func entry(
        _ amount: StaticString, _ currency: Currency, _ origin: Amounts.Origin = .stated
    ) -> Amounts.Entry {
        Amounts.Entry(money(amount, currency), origin: origin)
    }

    /// Two lines, 2 × 10.00 and 1 × 5.50, shipping 4.50, in all 30.00 EUR.
    static func view() -> Order {
        var order = Order(id: OrderID(""), origin: Origin(adapter: "globale", store: "uk"))
        var first = Line(id: "L1", quantity: 2)
        first.sku = "SHIRT"
        first.unitPrice.customer = entry("10.00", eur)
        first.total.customer = entry("20.00", eur)
        var second = Line(id: "L2", quantity: 1)
        second.sku = "CAP"
        second.unitPrice.customer = entry("5.50", eur)
        second.total.customer = entry("5.50", eur)
        order.lines = [first, second]
        var shipping = Charge(kind: .known(.shipping))
        shipping.price.customer = entry("4.50", eur)
        order.charges = [shipping]
        order.totals.stated.grand.customer = entry("30.00", eur)
        order.references = [Reference(system: "globale", kind: .order, value: "GE1001GB")]
        return order
    }

    static func fact(
        _ kind: FactKind, from source: String = "globale", at time: Instant? = now,
        _ fill: (inout FactContent) -> Void = { _ in }
    ) -> Fact {
        var content = FactContent()
        fill(&content)
        return Fact(
            id: FactID("01F"), orderID: OrderID("01O"), kind: kind, source: source, origin: "globale",
            occurredAt: time, receivedAt: now, duplicateKey: "k", content: content)
    }

    /// The sample order after its first fact.
    static func started(_ kind: FactKind = .orderReady) -> Order {
        Order.started(by: fact(kind) { $0.order = view() })
    }

    static func shipment(_ id: String?, _ lines: [(String, ExactDecimal)], tracking: String? = nil) -> Shipment {
        var parcel = Shipment.Parcel()
        parcel.trackingNumber = tracking
        parcel.lines = lines.map { .init(line: $0.0, quantity: $0.1) }
        var shipment = Shipment()
        shipment.id = id
        shipment.trackingNumber = tracking
        shipment.parcels = lines.isEmpty && tracking == nil ? [] : [parcel]
        return shipment
    }

    static func refund(_ id: String?, _ amount: Amounts.Entry?, isFull: Bool = false) -> Refund {
        var refund = Refund()
        refund.id = id
        refund.isFull = isFull
        refund.amounts.customer = amount
        return refund
    }
}
