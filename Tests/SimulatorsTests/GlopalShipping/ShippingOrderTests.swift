import Testing

@testable import Simulators

@Suite("Shipping simulator: orders")
struct ShippingOrderTests {
    private let create = "/ops/create_order"
    private let prealert = "/ops/prealert"

    @Test("an order is made from scratch, and the same request gives the same order again")
    func scratch() async throws {
        try await withShipping { shipping, call in
            let first = try await call.post(create, ShippingSample.order())
            let second = try await call.post(create, ShippingSample.order())
            #expect(first.status == 200)
            #expect(first.json["error"] == 0)
            #expect(first.json["order"]?["order_reference"] == "SO-10001")
            #expect(first.json["order"]?["status"] == "created")
            #expect(first.json["order"]?["transaction_id"]?.text?.isEmpty == false)
            #expect(second.json == first.json)
            #expect(shipping.effects == ["create_order": 1])
            #expect(shipping.effects(order: "SO-10001") == ["create_order": 1])
        }
    }

    @Test("the same reference with other content is refused, whichever way it comes")
    func conflict() async throws {
        try await withShipping { shipping, call in
            try await call.post(create, ShippingSample.order())
            let other = ShippingSample.order("SO-10001", products: [ShippingSample.product(quantity: 3)])
            expectRefusal(try await call.post(create, other), "reference_conflict", field: "order_reference")
            let quote = try await call.quote()
            expectRefusal(try await call.post(prealert, ShippingSample.prealert(quote)), "reference_conflict")
            #expect(shipping.effects["prealert"] == nil)
            #expect(shipping.effects["create_order"] == 1)
        }
    }

    @Test("references belong to one login; another login has its own")
    func logins() async throws {
        let accounts = [
            GlopalShippingSimulatorConfiguration.account, GlopalShippingAccount(login: "other-merchant", secret: "o"),
        ]
        try await withShipping(.init(accounts: accounts, clock: standstill)) { shipping, call in
            try await call.post(create, ShippingSample.order())
            var other = call
            (other.login, other.secret) = ("other-merchant", "o")
            expectRefusal(try await other.post("/shipment/tracking", ["reference": "SO-10001"]), "not_found")
            let changed = ShippingSample.order("SO-10001", products: [ShippingSample.product(quantity: 5)])
            #expect(try await other.post(create, changed).json["error"] == 0)
            #expect(shipping.effects(order: "SO-10001", login: "other-merchant") == ["create_order": 1])
        }
    }

    @Test("what misses the form is 400 with the field, and nothing is made")
    func form() async throws {
        let cases: [(Document.Member, String)] = [
            (.init("order_reference", "ab"), "order_reference"), (.init("order_reference", nil), "order_reference"),
            (.init("order_reference", "SO\n1"), "order_reference"), (.init("from_country_id", "gb"), "from_country_id"),
            (.init("to_country_id", nil), "to_country_id"), (.init("to_country_id", "FR"), "consignee.country"),
            (.init("currency", "EURO"), "currency"), (.init("incoterm", "EXW"), "incoterm"),
            (.init("incoterm", nil), "incoterm"), (.init("products", []), "products"),
            (.init("products", [ShippingSample.product(quantity: 0)]), "products[0].quantity"),
            (.init("products", [ShippingSample.product("1", "-1")]), "products[0].unit_price"),
            (.init("products", [ShippingSample.product(hsCode: "62044")]), "products[0].hs_code"),
            (
                .init("products", [ShippingSample.product(), ShippingSample.product()]),
                "products[1].line_id"
            ),
            (.init("consignee", nil), "consignee"), (.init("transaction_id", "TX1"), "transaction_id"),
            (.init("parcels", [ShippingSample.parcel("P1", [("1", 1)])]), "parcels"),
            (.init("parcels", [ShippingSample.parcel("P1", [("1", 3)])]), "parcels"),
            (.init("parcels", [ShippingSample.parcel("P1", [("9", 2)])]), "parcels"),
        ]
        try await withShipping { shipping, call in
            for (change, field) in cases {
                let reply = try await call.post(create, ShippingSample.order("SO-10001", [change]))
                #expect(reply.status == 400, "\(change)")
                #expect(reply.json["error"] == 1)
                #expect(reply.json.failureField == field, "\(change)")
            }
            #expect(shipping.effects.isEmpty)
        }
    }

    @Test("parcels that cover each line exactly are taken; DDU is read as DAP; prices may be finer than cents")
    func taken() async throws {
        try await withShipping { _, call in
            let parcels: Document = [ShippingSample.parcel("P1", [("1", 1)]), ShippingSample.parcel("P2", [("1", 1)])]
            let order = ShippingSample.order(
                "SO-10001", products: [ShippingSample.product("1", "8.333")],
                [.init("incoterm", "DDU"), .init("parcels", parcels)])
            #expect(try await call.post(create, order).json["error"] == 0)
            #expect(try await call.control("orders/none/advance").status == 404)
            let state = try await call.plain.get("/_control/orders/SO-10001").json
            #expect(state["left"] == ["1": 2])
            #expect(state["fromQuote"] == false)
        }
    }

    @Test("a consignee beyond Latin-1 is refused with the field; Latin-1 itself is taken")
    func latin() async throws {
        try await withShipping { _, call in
            let kanji = ShippingSample.order(
                "SO-10001", [.init("consignee", ShippingSample.address("DE", name: "山田"))])
            expectRefusal(try await call.post(create, kanji), "not_latin1", field: "consignee.name")
            #expect(try await call.post(create, ShippingSample.order()).json["error"] == 0)
        }
    }

    @Test("a denied party is refused, in any case and with any blanks")
    func denied() async throws {
        try await withShipping { shipping, call in
            for name in ["Ivan Embargo", "IVAN  EMBARGO "] {
                let order = ShippingSample.order(
                    "SO-10001", [.init("consignee", ShippingSample.address("DE", name: name))])
                expectRefusal(try await call.post(create, order), "denied_party", field: "consignee.name")
            }
            let quote = try await call.quote()
            let consignee = ShippingSample.address("DE").with([.init("company", "Denied Trading Ltd")])
            let refused = try await call.post(
                prealert, ShippingSample.prealert(quote).with([.init("consignee", consignee)]))
            expectRefusal(refused, "denied_party", field: "consignee.company")
            #expect(shipping.effects == ["quote": 1])
        }
    }

    @Test("goods that meet a P rule are refused, those that meet a W rule are taken with a warning")
    func prohibited() async throws {
        try await withShipping { shipping, call in
            let rifle = ShippingSample.product("1", hsCode: nil, title: "Hunting rifle")
            let forbidden = try await call.post(create, ShippingSample.order("SO-1", products: [rifle]))
            expectRefusal(forbidden, "P01", field: "products[0]")
            let medicine = ShippingSample.product("1", hsCode: "3004900000")
            let china = try await call.post(create, ShippingSample.order("SO-1", to: "CN", products: [medicine]))
            expectRefusal(china, "P02")
            let australia = try await call.post(create, ShippingSample.order("SO-1", to: "AU", products: [medicine]))
            #expect(australia.json["error"] == 0)
            #expect(australia.json["warnings"]?[0]?["code"] == "W0K")
            #expect(shipping.effects == ["create_order": 1])
        }
    }

    @Test("a quote becomes an order once; the same reference gets the same order again")
    func quoted() async throws {
        try await withShipping { shipping, call in
            let quote = try await call.quote()
            let first = try await call.post(prealert, ShippingSample.prealert(quote))
            #expect(first.json["order"]?["transaction_id"]?.text == quote)
            #expect(try await call.post(prealert, ShippingSample.prealert(quote)).json == first.json)
            expectRefusal(try await call.post(prealert, ShippingSample.prealert(quote, "SO-2000")), "quote_used")
            #expect(shipping.effects == ["quote": 1, "prealert": 1])
            expectRefusal(try await call.post(create, ShippingSample.order()), "reference_conflict")
        }
    }

    @Test("a prealert needs a quote of an order that is known, complete, not expired and goes there")
    func badQuotes() async throws {
        try await withShipping { shipping, call in
            expectRefusal(try await call.post(prealert, ShippingSample.prealert("TX-none")), "unknown_quote")
            let estimate = try await call.post("/tcc/calculate_product", ["args": ShippingSample.quote()]).json
            let id = try #require(estimate["transaction_id"]?.text)
            expectRefusal(try await call.post(prealert, ShippingSample.prealert(id)), "unknown_quote")
            let bad = ShippingSample.quote(products: [ShippingSample.quoted(), ShippingSample.quoted("2", quantity: 0)])
            let incomplete = try await call.quote(bad)
            expectRefusal(try await call.post(prealert, ShippingSample.prealert(incomplete)), "quote_incomplete")
            let quote = try await call.quote()
            let elsewhere = ShippingSample.prealert(quote, to: "FR")
            expectRefusal(try await call.post(prealert, elsewhere), "invalid", status: 400, field: "consignee.country")
            for name in ["products", "currency", "incoterm", "from_country_id", "to_country_id"] {
                let repeated = ShippingSample.prealert(quote).with([.init(name, "x")])
                expectRefusal(try await call.post(prealert, repeated), "invalid", status: 400, field: name)
            }
            #expect(try await call.control("quotes/\(quote)/expire").status == 200)
            expectRefusal(try await call.post(prealert, ShippingSample.prealert(quote)), "quote_expired")
            #expect(shipping.effects["prealert"] == nil)
        }
    }

    @Test("a quote expires by the clock")
    func expiry() async throws {
        try await withShipping { shipping, call in
            let quote = try await call.quote()
            shipping.setClock(offset: 86_400)
            var later = call
            later.seconds += 86_400
            expectRefusal(try await later.post(prealert, ShippingSample.prealert(quote)), "quote_expired")
        }
    }
}
