import Testing

@testable import Simulators

@Suite("Shipping simulator: calculations and checks")
struct ShippingCalculationTests {
    private func calculate(_ call: ShippingCaller, _ args: Document) async throws -> Document {
        try await call.post("/tcc/calculate_order", ["args": args]).json
    }

    @Test("a calculation gives shipping, duties, tax and total, and a transaction id each time another")
    func forward() async throws {
        try await withShipping { _, call in
            let free = try await calculate(call, ShippingSample.quote())
            #expect(free["currency"] == "EUR")
            #expect(free["duties"] == .number("0.00"))
            #expect(free["tax"] == .number("5.70"))
            #expect(free["shipping"] == .number("5.00"))
            #expect(free["fees"] == .number("0.00"))
            #expect(free["total"] == .number("35.70"))
            // Above 150 EUR there is duty on clothing: 12 % of 200.00, and tax upon both.
            let dear = try await calculate(call, ShippingSample.quote(products: [ShippingSample.quoted("1", "200.00")]))
            #expect(dear["duties"] == .number("24.00"))
            #expect(dear["tax"] == .number("43.51"))
            #expect(dear["products"]?[0]?["error"] == 0)
            #expect(dear["products"]?[0]?["duty"] == .number("24.00"))
            #expect(dear["products"]?[0]?["tax"] == .number("42.56"))
            #expect(dear["transaction_id"]?.text != free["transaction_id"]?.text)
        }
    }

    @Test(
        "in reverse the total is the gross input to the minor unit",
        arguments: ["EUR", "JPY", "KWD"], ["0.01", "1", "19.99", "150", "199.99", "1234.56"])
    func reverse(currency: String, price: String) async throws {
        let price = currency == "JPY" ? String(price.prefix { $0 != "." }) : price
        guard price != "0" else { return }
        try await withShipping { _, call in
            for country in ["DE", "US", "JP", "FI"] {
                let products = [ShippingSample.quoted("1", price, quantity: 3), ShippingSample.quoted("2", price)]
                let reply = try await calculate(
                    call,
                    ShippingSample.quote(
                        to: country, products: products,
                        [
                            .init("currency", .text(currency)), .init("mode", "reverse"),
                            .init("shipping_amount", .number("7")),
                        ]))
                let one = try #require(MinorUnits(major: price, currency)).count
                let shipping = try #require(MinorUnits(major: "7", currency)).count
                #expect(try reply["total"]?.minor(currency) == 4 * one + shipping)
                let products0 = try reply["products"]?[0]?["tax"]?.minor(currency)
                #expect(try #require(products0) >= 0)
            }
        }
    }

    @Test("a product that cannot be calculated fails alone, with its own error")
    func members() async throws {
        try await withShipping { _, call in
            let products = [
                ShippingSample.quoted(), ShippingSample.quoted("2", quantity: 0),
                ShippingSample.quoted("3", hsCode: "12"),
            ]
            let reply = try await calculate(call, ShippingSample.quote(products: products))
            #expect(reply["error"] == 0)
            #expect(reply["products"]?.elements?.map { $0["error"] } == [0, 1, 1])
            #expect(reply["products"]?[1]?.failureField == "args.products[1].qty")
            #expect(reply["products"]?[2]?.failureField == "args.products[2].hs_code")
        }
    }

    @Test("the route, the currency, the mode and the products are needed, under args")
    func form() async throws {
        try await withShipping { shipping, call in
            let cases: [(Document.Member, String)] = [
                (.init("from_country_id", nil), "args.from_country_id"),
                (.init("to_country_id", "D"), "args.to_country_id"),
                (.init("currency", nil), "args.currency"), (.init("mode", "sideways"), "args.mode"),
                (.init("products", nil), "args.products"),
                (.init("shipping_amount", .number("1.001")), "args.shipping_amount"),
                (.init("check_prohibitions", "maybe"), "args.check_prohibitions"),
            ]
            for (change, field) in cases {
                let reply = try await call.post("/tcc/calculate_order", ["args": ShippingSample.quote([change])])
                #expect(reply.status == 400, "\(field)")
                #expect(reply.json.failureField == field)
            }
            #expect(shipping.effects.isEmpty)
        }
    }

    @Test(
        "prohibitions are checked in a calculation only when asked for, in any spelling of a boolean",
        arguments: [true, 1, "1"] as [Document])
    func optedIn(yes: Document) async throws {
        try await withShipping { _, call in
            let products = [ShippingSample.quoted("1", hsCode: "9303300000"), ShippingSample.quoted("2")]
            let silent = try await calculate(call, ShippingSample.quote(products: products))
            #expect(silent["products"]?[0]?["prohibitions"] == nil)
            let asked = try await calculate(
                call, ShippingSample.quote(products: products, [.init("check_prohibitions", yes)]))
            #expect(asked["products"]?[0]?["prohibitions"]?[0]?["code"] == "P01")
            #expect(asked["products"]?[1]?["prohibitions"] == [])
        }
    }

    @Test("products are classified by their words, in sequence, each with its own error")
    func classify() async throws {
        try await withShipping { shipping, call in
            let reply = try await call.post(
                "/tcc/classify",
                [
                    "args": [
                        "products": [
                            ["title": "Summer Dress", "category": ["Clothing", "Dresses"], "gender": "F"],
                            ["title": "Thing"], ["title": "Leather boots", "materials": ["leather"]],
                        ]
                    ]
                ]
            ).json
            #expect(reply["error"] == 0)
            #expect(reply["products"]?.elements?.map { $0["error"] } == [0, 1, 0])
            #expect(reply["products"]?[0]?["hs_code"] == "6204430000")
            #expect(reply["products"]?[1]?.failureCode == "unclassifiable")
            #expect(reply["products"]?[2]?["hs_code"] == "6403990000")
            #expect(shipping.effects.isEmpty)
        }
    }

    @Test("provided and found codes are screened for the destination")
    func prohibitions() async throws {
        try await withShipping { _, call in
            func screen(_ country: String) async throws -> [Document] {
                let products: Document = [
                    ["line_id": "1", "hs_code": "3004.90"], ["title": "Fireworks"], ["title": "Mug"],
                ]
                let args: Document = ["to_country_id": .text(country), "products": products]
                return try await call.post("/tcc/discover_prohibitions", ["args": args]).json["products"]?.elements
                    ?? []
            }
            let australia = try await screen("AU")
            #expect(australia[0]["prohibitions"]?[0]?["code"] == "W0K")
            #expect(australia[0]["prohibitions"]?[0]?["status"] == "warning")
            #expect(australia[0]["hs_code"] == "300490")
            #expect(australia[1]["prohibitions"]?[0]?["code"] == "P01")
            #expect(australia[1]["prohibitions"]?[0]?["status"] == "prohibited")
            #expect(australia[2]["prohibitions"] == [])
            #expect(try await screen("CN")[0]["prohibitions"]?[0]?["code"] == "P02")
            #expect(try await screen("DE")[0]["prohibitions"] == [])
        }
    }

    @Test("an address is checked against carrier rules and sanction lists")
    func address() async throws {
        try await withShipping { _, call in
            func check(_ changes: [Document.Member]) async throws -> Caller.Reply {
                try await call.post("/address/check", ["address": ShippingSample.address().with(changes)])
            }
            #expect(try await check([]).text == #"{"error":0}"#)
            expectRefusal(try await check([.init("postcode", "101")]), "bad_postcode", field: "address.postcode")
            expectRefusal(
                try await check([.init("country", "US")]), "state_required", field: "address.state")
            expectRefusal(try await check([.init("name", "ivan embargo")]), "denied_party", field: "address.name")
            expectRefusal(try await check([.init("city", "Łódź")]), "not_latin1", field: "address.city")
            expectRefusal(try await check([.init("city", nil)]), "required", status: 400, field: "address.city")
            let long = String(repeating: "a", count: 36)
            let warned = try await check([.init("address1", .text(long))]).json
            #expect(warned["error"] == 0)
            #expect(warned["warnings"]?[0]?["field"] == "address.address1")
        }
    }

    @Test("a saved address has an id, the same for the same address")
    func saved() async throws {
        try await withShipping { shipping, call in
            let wish: Document = ["address": ShippingSample.address(), "wants": ["address_id": true]]
            let first = try await call.post("/address/check", wish).json["address_id"]?.text
            let second = try await call.post("/address/check", wish).json["address_id"]?.text
            #expect(first?.isEmpty == false)
            #expect(first == second)
            #expect(shipping.effects == ["address": 1])
        }
    }
}
