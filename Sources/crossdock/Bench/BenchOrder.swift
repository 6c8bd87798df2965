import Canonical

/// The orders of the benchmark: one `order.ready` event of a given size, with the ids patched in.
///
/// The event is what a system would post to `/v1/facts`: an envelope, an order with lines, prices, taxes and parties.
struct BenchOrder: Sendable {
    private let template: [UInt8]
    private let places: [Int]
    private static let mark = "0000000000"

    /// Makes the event's template.
    ///
    /// - Parameters:
    ///   - source: The installed adapter that the orders come from.
    ///   - size: Bytes of the body, about.
    init(source: String, size: Int) {
        var lines = 1
        var bytes = Self.event(source: source, lines: lines)
        while bytes.count < size {
            lines += 1
            bytes = Self.event(source: source, lines: lines)
        }
        template = bytes
        let mark = Array(Self.mark.utf8)
        places = bytes.indices.filter { bytes[$0...].starts(with: mark) }
    }

    /// Bytes of one event.
    var size: Int { template.count }

    /// The external id of an order.
    static func reference(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: mark.count - digits.count) + digits
    }

    /// The body of an order's event.
    func body(_ number: Int) -> [UInt8] {
        var bytes = template
        let digits = Array(Self.reference(number).utf8)
        for place in places { bytes.replaceSubrange(place..<place + digits.count, with: digits) }
        return bytes
    }

    private static func event(source: String, lines count: Int) -> [UInt8] {
        guard let euro = Currency("EUR") else { return [] }
        var order = Order(id: OrderID(""), origin: Origin(adapter: source, store: "bench", locale: "fr-FR"))
        order.currencies = [.customer: euro]
        var party = Party()
        party.firstName = "Zoé"
        party.lastName = "Exemple"
        party.email = "zoe@example.com"
        var address = Address()
        address.lines = ["12 rue de l'Exemple"]
        address.city = "Paris"
        address.postalCode = "75004"
        address.country = "FR"
        party.address = address
        order.parties.shipTo = party
        order.parties.buyer = party
        let price = Amounts(customer: .init(Money(amount: ExactDecimal(exactly: "19.90"), currency: euro)))
        let tax = Amounts(customer: .init(Money(amount: ExactDecimal(exactly: "3.32"), currency: euro)))
        for index in 1...count {
            var line = Line(id: String(index), quantity: 1)
            line.sku = "SKU-\(1000 + index)"
            line.name = "Cotton shirt, long sleeves, number \(index)"
            line.unitPrice = price
            line.total = price
            line.components = [
                MoneyComponent(kind: .tax, amounts: tax, rate: ExactDecimal(exactly: "20.00"), isIncluded: true)
            ]
            line.hsCode = "610910"
            line.originCountry = "PT"
            order.lines.append(line)
        }
        if let total = try? ExactDecimal(exactly: "19.90") * ExactDecimal(count) {
            order.totals.stated.grand = Amounts(customer: .init(Money(amount: total, currency: euro)))
        }
        var content = FactContent()
        content.order = order
        content.references = [Reference(system: source, scope: "bench", kind: .order, value: mark)]
        var writer = JSONWriter(capacity: 16 << 10)
        writer.object { writer in
            for (key, value) in [
                ("specversion", "1.0"), ("id", "bench-\(mark)"), ("source", "/adapters/\(source)"),
                ("type", FactKind.orderReady.rawValue), ("time", "2026-01-15T09:30:00Z"),
                ("datacontenttype", "application/json"),
            ] {
                writer.key(key)
                writer.string(value)
            }
            writer.key("data")
            content.write(to: &writer)
        }
        return writer.bytes
    }
}
