import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("An order is created")
struct OrderTests {
    @Test("an order without a quote is created from scratch, exactly so")
    func fromScratch() throws {
        let prepared = try Shipping.adapter().prepare(Shipping.create(of: Shipping.order()))

        #expect(prepared.request.method == .post)
        #expect(prepared.request.url == "\(Shipping.base)/ops/create_order")
        #expect(
            String(decoding: prepared.request.body, as: UTF8.self) == (try Shipping.text("create-order.request.json")))
    }

    @Test("an order that carries a quote is created from it, and nothing of the quote is repeated")
    func fromQuote() throws {
        var order = try Shipping.order()
        order.references.append(Reference(system: "glopal-eu", kind: .quote, value: "TCC-77", role: "duty-and-tax"))

        let prepared = try Shipping.adapter().prepare(Shipping.create(of: order))

        #expect(prepared.request.url == "\(Shipping.base)/ops/prealert")
        #expect(String(decoding: prepared.request.body, as: UTF8.self) == (try Shipping.text("prealert.request.json")))
    }

    @Test(
        "a quote of our own goes before one that came with the order, the latest first; other systems' quotes do not count"
    )
    func whichQuote() throws {
        var order = try Shipping.order()
        order.references.append(Reference(system: "globale", kind: .quote, value: "CART-Q"))
        #expect(GlopalShippingNames(adapter: "ship", order: order).quote == nil)
        order.references.append(Reference(system: "glopal-eu", kind: .quote, value: "A", role: "duty-and-tax"))
        #expect(GlopalShippingNames(adapter: "ship", order: order).quote == "A")
        order.references.append(Reference(system: "ship", kind: .quote, value: "B", role: "duty-and-tax"))
        order.references.append(Reference(system: "ship", kind: .quote, value: "C", role: "duty-and-tax"))
        #expect(GlopalShippingNames(adapter: "ship", order: order).quote == "C")
    }

    @Test("the id that the service gives and the reference that it was given become references")
    func references() async throws {
        let (result, deviations) = try await Shipping.deliver(
            Shipping.create(of: Shipping.order()), [Shipping.step(.createOrder, Shipping.created)])

        #expect(deviations == [])
        #expect(
            result
                == DeliveryResult(
                    .confirmed,
                    references: [
                        Reference(system: "ship", kind: .internalOrder, value: "SO-10001", role: "order_reference"),
                        Reference(system: "ship", kind: .order, value: "OPS-1"),
                    ]))
    }

    @Test("a number with leading zeros stays as it is, and a reference too short is held")
    func merchantIDs() throws {
        let body = try Shipping.adapter().prepare(Shipping.create("0070", "007051", of: Shipping.order())).request.body
        #expect(String(decoding: body, as: UTF8.self).hasPrefix(#"{"order_reference":"0070","order_number":"007051""#))

        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.create("70", of: Shipping.order()))
        }
        #expect(problem?.code == "reference.length")
    }

    @Test("every amount of the order is in the ledger, and what differs has a cause")
    func ledger() throws {
        let order = try Shipping.order()

        let ledger = try Shipping.adapter().prepare(Shipping.create(of: order)).ledger

        #expect(ledger.isBalanced)
        #expect(ledger.check(against: order, roles: Set(Role.allCases)) == [])
        #expect(ledger.rows.first { $0.path == "lines[0].components[0]" }?.cause == .foldedInto)
        #expect(ledger.rows.first { $0.path == "totals.stated.grand" }?.cause == .same)
    }

    @Test("a discount that does not divide is rounded in a row of its own")
    func roundedValue() throws {
        var order = try Shipping.order()
        order.lines[0].quantity = 3
        order.lines[0].components[0].amounts.customer = .init(
            Money(ExactDecimal(exactly: "1.00"), Currency(exactly: "EUR")))
        let ledger = try Shipping.adapter().prepare(Shipping.create(of: order)).ledger
        let row = try #require(ledger.rows.first { $0.path == "lines[0].declaredValue" })
        #expect(row.cause == .rounded && ledger.isBalanced)
        #expect(row.output?.amount == ExactDecimal(exactly: "24.67"))
    }

    @Test("once a piece is cancelled, totals of what was ordered are not sent")
    func cancelledPiece() throws {
        var order = try Shipping.order()
        order.lines[0].counters.cancelled = 1
        let prepared = try Shipping.adapter().prepare(Shipping.create(of: order))
        let body = String(decoding: prepared.request.body, as: UTF8.self)
        #expect(body.contains(#""amounts":{"shipping":5.00}"#), "\(body)")
        #expect(prepared.ledger.isBalanced)
        #expect(prepared.ledger.check(against: order, roles: Set(Role.allCases)) == [])
        #expect(prepared.ledger.rows.first { $0.path == "totals.stated.grand" }?.cause == .notExpressible)
    }

    @Test("a native address in Latin-1 is taken when there is no romanised one")
    func nativeLatin1() throws {
        var order = try Shipping.order()
        let romanized = order.parties.shipTo?.romanizedAddress
        order.parties.shipTo?.address = romanized
        order.parties.shipTo?.address?.city = "Besançon"
        order.parties.shipTo?.romanizedAddress = nil

        let body = String(
            decoding: try Shipping.adapter().prepare(Shipping.create(of: order)).request.body, as: UTF8.self)

        #expect(body.contains(#""city":"Besançon""#))
    }

    @Test("an address that no label can carry is held, and the hold names the field")
    func notLatin1() throws {
        var order = try Shipping.order()
        order.parties.shipTo?.romanizedAddress = nil

        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.create(of: order))
        }

        #expect(problem?.code == "address.not-latin1")
        #expect(problem?.pointer == "/parties/shipTo/address/firstName")
        #expect(problem?.message.contains("Ирина") == false)
    }

    @Test("a romanised address that breaks its promise is held by its own field")
    func brokenRomanisation() throws {
        var order = try Shipping.order()
        order.parties.shipTo?.romanizedAddress?.city = "Łódź"

        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.create(of: order))
        }

        #expect(problem?.pointer == "/parties/shipTo/romanizedAddress/city")
    }

    @Test("the code point U+00FF can be printed, U+0100 cannot", arguments: [("Louÿs", true), ("LouĀs", false)])
    func border(_ name: String, _ fits: Bool) throws {
        var order = try Shipping.order()
        order.parties.shipTo?.romanizedAddress?.lastName = name
        let body = try? Shipping.adapter().prepare(Shipping.create(of: order)).request.body
        #expect((body != nil) == fits)
    }

    @Test("values come from one side in one currency: what is stated for customs first, and keep where they come from")
    func customsValues() throws {
        var order = try Shipping.order()
        for index in order.lines.indices {
            order.lines[index].customsValue.customs = .init(
                Money(ExactDecimal(exactly: "9.99"), Currency(exactly: "GBP")))
        }
        let stated = try GlopalShippingGoods(order)
        #expect(stated.currency.code == "GBP" && stated.role == .customs)
        #expect(stated.items.map(\.origin) == [.stated, .stated])

        let computed = try GlopalShippingGoods(Shipping.order())
        #expect(computed.items.map { $0.declaredValue.description } == ["22.50", "19.90"])
        #expect(computed.items.map(\.origin) == [.computed, .stated])
    }

    @Test("goods in two currencies have no customs value, and the order is held")
    func mixedCurrencies() throws {
        var order = try Shipping.order()
        order.lines[1].unitPrice.customer = .init(Money(ExactDecimal(exactly: "19.90"), Currency(exactly: "USD")))

        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.create(of: order))
        }

        #expect(problem?.code == "money.missing")
    }

    @Test("a term, a code or a quantity that cannot be sent holds the order by its field")
    func unusableFields() throws {
        func pointer(_ change: (inout Order) -> Void) throws -> String? {
            var order = try Shipping.order()
            change(&order)
            do {
                _ = try Shipping.adapter(["incoterm": .string("")]).prepare(Shipping.create(of: order))
                return nil
            } catch let problem as TranslationProblem {
                return problem.pointer
            }
        }
        #expect(try pointer { _ in } == "/commercial/incoterm")
        #expect(try pointer { $0.commercial.incoterm = .unknown("EXW") } == "/commercial/incoterm")
        #expect(try pointer { $0.commercial.incoterm = .unknown("DDU") } == nil)
        #expect(try pointer { $0.commercial.dutiesGuaranteed = true } == nil)
        func ddp(_ change: @escaping (inout Order) -> Void) throws -> String? {
            try pointer {
                $0.commercial.incoterm = .known(.ddp)
                change(&$0)
            }
        }
        #expect(try ddp { $0.lines[0].hsCode = "61A" } == "/lines/0/hsCode")
        #expect(try ddp { $0.lines[1].originCountry = "Italy" } == "/lines/1/originCountry")
        #expect(try ddp { $0.lines[1].quantity = ExactDecimal(exactly: "1.5") } == "/lines/1/quantity")
        #expect(
            try ddp { $0.parties.shipTo?.romanizedAddress?.country = "Deutschland" }
                == "/parties/shipTo/address/country")
        #expect(try ddp { $0.lines = [] } == "/lines")
        #expect(try ddp { $0.parties = Parties() } == "/parties/shipTo")
    }

    @Test("parcels that are known and hold each line exactly go with the order, others do not")
    func announcedParcels() throws {
        let whole = Shipping.dispatch(of: try Shipping.order()).order
        let body = String(
            decoding: try Shipping.adapter().prepare(Shipping.create(of: whole)).request.body, as: UTF8.self)
        #expect(body.contains(#""parcels":[{"parcel_reference":"WMS0007""#))

        var part = whole
        part.shipments[0].parcels.removeLast()
        let bare = String(
            decoding: try Shipping.adapter().prepare(Shipping.create(of: part)).request.body, as: UTF8.self)
        #expect(!bare.contains("parcels"))
    }

    @Test("a consignee is checked before the order is created where the settings say so, and a denied party stops it")
    func deniedParty() async throws {
        let denied =
            #"{"error":1,"errors":[{"code":"denied_party","message":"Irina Volkova is on list X","field":"name"}]}"#
        let (result, deviations) = try await Shipping.deliver(
            Shipping.create(of: Shipping.order()), [Shipping.step(.addressCheck, denied)],
            ["check_addresses": .boolean(true)])

        #expect(deviations == [])
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false), "\(result.outcome)") }
        #expect(reason.code == "glopal-shipping.denied-party")
        #expect(!reason.message.contains("Irina"))
    }

    @Test("a body can be wrapped and truth values written as numbers where the settings say so")
    func switches() throws {
        let adapter = try Shipping.adapter([
            "wrap_args": .list([.string("/ops/create_order"), .string("/tcc/calculate_order")]),
            "booleans": .string("numeric"),
        ])
        let created = try adapter.prepare(Shipping.create(of: Shipping.order())).request.body
        #expect(String(decoding: created, as: UTF8.self).hasPrefix(#"{"args":{"order_reference":"SO-10001""#))
        let quoted = try adapter.prepare(Shipping.delivery(.orderReady, FactContent(), of: Shipping.order())).request
            .body
        #expect(String(decoding: quoted, as: UTF8.self).hasSuffix(#""check_prohibitions":1}}"#))
    }
}
