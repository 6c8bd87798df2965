import Simulators
import Testing

@Suite("Glopal Order API simulator: order details")
struct GlopalDocumentTests {
    @Test("the same seed gives the same order, and ids follow the published pattern")
    func deterministic() {
        let moment = Timestamp(milliseconds: 1_770_000_000_120)
        for index in 0..<50 {
            let order = GlopalSampleOrder.make(seed: 7, index: index, createdAt: moment)
            #expect(order == GlopalSampleOrder.make(seed: 7, index: index, createdAt: moment))
            #expect(order.id.wholeMatch(of: /\d+-\d+/) != nil)
            #expect((1...20).contains(order.lines.count))
        }
        #expect(
            GlopalSampleOrder.make(seed: 8, index: 0, createdAt: moment)
                != GlopalSampleOrder.make(seed: 7, index: 0, createdAt: moment))
    }

    @Test(
        "lines, shipping and extra sum to the grand total, to the minor unit", arguments: ["EUR", "USD", "JPY", "KWD"])
    func balances(currency: String) async throws {
        try await withGlopal { glopal, call in
            let id = try glopal.createOrders(wish: .init(currency: currency, lines: 20))[0]

            let details = try await call.get("/v2/orders/demo/\(id)").json

            func minor(_ document: Document?) throws -> Int64 {
                try #require(MinorUnits(major: document?.number ?? "", currency)).count
            }
            let totals = try #require(details["totals"])
            let parts = try ["items", "shipping", "tax", "duty", "extra"].map { try minor(totals[$0]) }
            let lines = try (details["items"]?.elements ?? []).map { try minor($0["total"]) }
            let shipping = try ["amount", "tax", "duty"].map { try minor(details["shipping"]?[$0]) }
            let extra = try minor(totals["extra"])
            #expect(lines.count == 20)
            #expect(try parts.reduce(0, +) - minor(totals["discount"]) == minor(totals["grand_total"]))
            #expect(try lines.reduce(0, +) + shipping.reduce(0, +) + extra == minor(totals["grand_total"]))
            #expect(details["currency"]?.text == currency)
            #expect(details["exchange_rates"]?[currency] == nil)
            #expect(details["exchange_rates"]?.members?.isEmpty == false)
            #expect(details["cart_transfer"]?["cart"]?["currency"]?.text != currency)
        }
    }

    @Test("a romanised address holds Latin-1 only and is there only where the store has it")
    func romanized() async throws {
        try await withGlopal { glopal, call in
            for currency in ["EUR", "USD", "JPY", "KWD"] {
                let with = try glopal.createOrders(wish: .init(currency: currency, romanized: true))[0]
                let without = try glopal.createOrders(wish: .init(currency: currency, romanized: false))[0]

                let address = try await call.get("/v2/orders/demo/\(with)").json["shipping_address_romanized"]
                let absent = try await call.get("/v2/orders/demo/\(without)").json["shipping_address_romanized"]

                let texts = (address?.members ?? []).compactMap(\.value.text)
                #expect(!texts.isEmpty)
                #expect(texts.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value <= 0xFF } })
                #expect(absent == nil)
            }
        }
    }

    @Test("a document can be filled up to a wished size")
    func padded() async throws {
        try await withGlopal { glopal, call in
            let id = try glopal.createOrders(wish: .init(lines: 3, paddedTo: 8192))[0]
            let size = try await call.get("/v2/orders/demo/\(id)").text.utf8.count
            #expect((8192...8300).contains(size))
        }
    }

    @Test("what the contract leaves open can be spelled either way")
    func spelling() async throws {
        let configuration = GlopalOrdersConfiguration(money: .shortest, absence: .omitted, numericReturnIDs: true)
        try await withGlopal(configuration) { glopal, call in
            let id = try glopal.createOrders(wish: .init(currency: "EUR"), ready: true)[0]
            try glopal.ship(id)
            let returned = try glopal.requestReturn(of: id)

            let details = try await call.get("/v2/orders/demo/\(id)").json

            #expect(details["external"] == nil)
            #expect(details["returns"]?[0]?["id"] == .number(returned))
            #expect(details["shipping"]?["duty"] == .number("0"))
        }
    }

    @Test(
        "amounts are spelled exactly with the decimals of their currency",
        arguments: [
            (5000, "EUR", "50.00", "50"), (5, "USD", "0.05", "0.05"), (-1990, "EUR", "-19.90", "-19.9"),
            (1200, "JPY", "1200", "1200"), (30712, "KWD", "30.712", "30.712"), (10, "KWD", "0.010", "0.01"),
        ] as [(Int64, String, String, String)])
    func money(count: Int64, currency: String, fixed: String, shortest: String) {
        let amount = MinorUnits(count, currency)
        #expect(amount.major == fixed)
        #expect(amount.shortestMajor == shortest)
        #expect(MinorUnits(major: fixed, currency) == amount)
        #expect(MinorUnits(major: shortest, currency) == amount)
    }

    @Test(
        "an amount that is not exact in its currency is not read",
        arguments: [("1.001", "EUR"), ("0.5", "JPY"), ("1e2", "EUR"), ("", "EUR"), (".5", "EUR"), ("1.", "EUR")])
    func inexact(spelling: String, currency: String) {
        #expect(MinorUnits(major: spelling, currency) == nil)
    }

    @Test(
        "a moment is written as ISO 8601 in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_400_007, "2000-02-29T00:00:00.007Z"),
            (1_770_000_000_120, "2026-02-02T02:40:00.120Z"), (-1, "1969-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func moments(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
    }
}
