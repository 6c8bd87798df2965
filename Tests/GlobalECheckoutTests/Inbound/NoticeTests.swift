import AdapterKit
import Canonical
import Testing

@testable import GlobalECheckout

@Suite("What notifications mean")
struct NoticeTests {
    @Test("an order has both currencies side by side")
    func currencies() throws {
        let order = try GlobalE.order("order-sample-2.json")

        #expect(order.currencies[.merchant]?.code == "GBP" && order.currencies[.customer]?.code == "USD")
        #expect(order.lines[0].unitPrice.merchant?.money.description == "30.7100 GBP")
        #expect(order.lines[0].unitPrice.customer?.money.description == "35.0000 USD")
        #expect(order.rates[0].rate.description == "0.8774285714285714285714285714")
        #expect(order.charges[0].price.merchant?.money.amount == (try ExactDecimal("13.47")))
        #expect(order.totals.computed.grand.customer?.money == order.totals.stated.grand.customer?.money)
        #expect(order.totals.computed.grand.merchant?.money.amount == (try ExactDecimal("33.34")))
    }

    @Test("the end customer's side is decoded, the hub's is not", arguments: ["order-sample-1", "order-sample-2"])
    func sides(_ fixture: String) throws {
        let order = try GlobalE.order("\(fixture).json")

        let isFirst = fixture == "order-sample-1"
        #expect(order.parties.shipTo?.address?.lines == [isFirst ? "Amishav 24" : "12 E 11th St"])
        #expect(order.parties.shipTo?.email == (isFirst ? "John.Smith@global-e.com" : "jsmith@merchant.com"))
        #expect(order.parties.hub?.firstName == "GlobalE" && order.parties.hub?.isEndCustomer == false)
        #expect(order.parties.hub?.phones.first == (isFirst ? " 972 73 204 1384" : "01332 818723"))
        #expect(order.parties.buyer?.lastName == "Smith")
    }

    @Test("a replacement is linked to its original, and its markup is never shown to the buyer")
    func replacement() throws {
        let order = try GlobalE.order("order-replacement.json")

        #expect(order.links.map(\.reference.value) == ["GE10097473894NL"])
        let markup = try #require(order.components.first { $0.title == "Replacement order-Shipping discount" })
        #expect(markup.kind == .reconcileOnly && !markup.isVisibleToBuyer)
        #expect(order.totals.computed.grand.customer?.money == order.totals.stated.grand.customer?.money)
        #expect(order.commercial.incoterm == .known(.dap))
        #expect(order.parties.shipTo?.lastName == "jKuexmRWYR/bqDrzOFv1iQ==")
    }

    @Test("where only markups make a total add up, the difference is named after them")
    func markups() throws {
        let text = String(decoding: try GlobalE.bytes("order-replacement.json"), as: UTF8.self)
        let body = text.replacing(#""DiscountedShippingPrice": 0.0000,"#, with: "")

        let order = GlobalE.order(after: try GlobalE.facts("order", Array(body.utf8)))

        #expect(order.totals.differences.map(\.reason) == ["markups that are for reconciliation only"])
        #expect(order.check() == [])
    }

    @Test("a total that no rule explains stays unexplained, for a person to see")
    func unexplained() throws {
        let text = String(decoding: try GlobalE.bytes("order-sample-2.json"), as: UTF8.self)

        let order = GlobalE.order(
            after: try GlobalE.facts(
                "order", Array(text.replacing(#""TotalPrice": 38.00"#, with: #""TotalPrice": 39.00"#).utf8)))

        #expect(order.check().map(\.rule) == [.grandTotal])
    }

    @Test("the GUID is kept in no order and no fact", arguments: TranslationTests.samples)
    func secrecy(_ path: String, _ fixture: String) throws {
        #expect(!GlobalE.json(try GlobalE.facts(path, GlobalE.bytes("\(fixture).json"))).contains(GlobalE.guid))
    }

    @Test("required papers hold the order until all of them are there, and a repetition does not hold it again")
    func papers() throws {
        var facts = try GlobalE.facts("order", GlobalE.bytes("order-sample-1.json"))
        #expect(facts.map(\.kind) == [.orderReceived, .documentsRequired])
        #expect(GlobalE.order(after: facts).phase == .held)

        facts += try GlobalE.facts("required-documents", GlobalE.bytes("required-documents.json"))
        let released = GlobalE.order(after: facts)
        let again = try GlobalE.facts("order", GlobalE.bytes("order-sample-1.json"))

        #expect(released.phase != .held)
        #expect(released.documents.map(\.reference) == ["24DE85123822923B8"])
        #expect(again[1].duplicateKey == facts[1].duplicateKey)
    }

    @Test("the same order id gives one order, new first and changed afterwards")
    func upsert() throws {
        let fact = try #require(try GlobalE.facts("order", GlobalE.bytes("order-sample-1.json")).first)

        #expect(fact.kind == .orderReceived && fact.kindWhenKnown == .orderChanged)
        #expect(fact.subject == [Reference(system: "globale", kind: .order, value: "GE927127")])
    }

    @Test("the merchant's id is claimed, so that another order cannot come with it")
    func claims() throws {
        let fact = try #require(try GlobalE.facts("order", GlobalE.bytes("order-replacement.json")).first)

        #expect(fact.claims.map(\.value) == ["Y73186844546755"])
    }

    @Test("a payment touches nothing but the payment, and keeps no number of a card")
    func payment() throws {
        let order = try GlobalE.facts("order", GlobalE.bytes("order-sample-1.json"))
        let payment = try GlobalE.facts("order-payment", GlobalE.bytes("order-payment.json"))

        let before = GlobalE.order(after: order)
        let after = GlobalE.order(after: order + payment)

        #expect(payment.map(\.kind) == [.paymentCaptured, .orderReady])
        #expect(after.lines == before.lines && after.parties == before.parties && after.residue == before.residue)
        #expect(after.totals == before.totals && after.currencies == before.currencies)
        #expect(after.axes.payment == .known(.captured) && after.axes.acceptance == .known(.ready))
        #expect(after.payments.map(\.lastFour) == ["7854"])
        let kept = GlobalE.json(payment)
        #expect(!kept.contains("4111111111111111") && !kept.contains("CVVNumber"))
    }

    @Test(
        "a status means what the settings say, in any case",
        arguments: [
            ("canceled", FactKind.orderCancelled), ("CUSTOM.CANCELLED", .orderCancelled),
            ("Completed", .orderCompleted),
            ("PROCESSING", .orderReady), ("on-its-way", .orderStatus), ("failed", .orderStatus),
        ])
    func statuses(_ code: String, _ kind: FactKind) throws {
        let body = Array(#"{"OrderId":"GE1","StatusCode":"\#(code)"}"#.utf8)
        let statuses = Settings.Value.map([("processing", .string("ready")), ("FAILED", .string("other"))])

        let facts = try GlobalE.facts("order-status", body, ["statuses": statuses])

        #expect(facts.map(\.kind) == [kind])
        #expect(facts[0].content.status == code)
    }

    @Test("the second copy of a status is known by its time")
    func statusToken() throws {
        func key(_ member: String) throws -> String {
            let body = Array(#"{"OrderId":"GE1","StatusCode":"canceled"\#(member)}"#.utf8)
            return try #require(try GlobalE.facts("order-status", body).first).duplicateKey
        }

        #expect(
            try key(#","OrderStatusUpdateTime":"2024-06-02T08:00:00""#) == "GE1:status:canceled:2024-06-02T08:00:00")
        #expect(try key("") != key(#","Name":"x""#))
    }

    @Test("a refund is told in both currencies, with its split")
    func refund() throws {
        let facts = try GlobalE.facts("order-refund", GlobalE.bytes("order-refund.json"))

        let refund = try #require(facts.first?.content.refund)
        #expect(refund.amounts.customer?.money.description == "9.68 EUR")
        #expect(refund.amounts.merchant?.money.description == "43.10 ILS")
        #expect(refund.liability?.merchant.description == "32.32 ILS")
        #expect(refund.liability?.provider.description == "10.78 ILS")
        #expect(refund.lines.map(\.line) == ["11007"])
    }

    @Test("the way from the hub to the customer is told and does not count as shipped twice")
    func onward() throws {
        var facts = try GlobalE.facts("order", GlobalE.bytes("order-sample-1.json"))
        facts += try GlobalE.facts("parcel-dispatch", GlobalE.bytes("parcel-dispatch.json"))

        let order = GlobalE.order(after: facts)

        #expect(order.shipments.map(\.trackingNumber) == ["1Z999AA10123456784"])
        #expect(order.lines[0].counters.shipped == 0)
        #expect(order.check() == [])
    }

    @Test("a shipping info is read with its blank key, its encoded address and its lone per cent sign")
    func shipping() throws {
        let facts = try GlobalE.facts("order-shipping-info", GlobalE.bytes("order-shipping-info.json"))

        let shipment = try #require(facts.first?.content.shipment)
        #expect(shipment.trackingURL == "https://www2.example.com/Order/Track/mZyd?OrderId=GE927127")
        #expect(shipment.service == "Express Courier (Air)")
        #expect(shipment.parcels.map(\.trackingNumber) == ["1Z999AA10123456784", "1Z999AA10123456785"])
        #expect(shipment.parcels[0].trackingURL == "https://carrier.example/track?n=1Z999AA10123456784%")
    }

    @Test("a restricted cart is taken and says nothing about an order")
    func restricted() throws {
        #expect(try GlobalE.facts("restricted-products", GlobalE.bytes("restricted-products.json")).isEmpty)
    }

    @Test(
        "a message without what it needs names the member",
        arguments: [
            ("order", #"{"OrderId":"GE1","CurrencyCode":"EUR"}"#, "/Products"),
            ("order", #"{"OrderId":"GE1","CurrencyCode":"euro","Products":[]}"#, "/CurrencyCode"),
            ("order", #"{"CurrencyCode":"EUR","Products":[]}"#, "/OrderId"),
            (
                "order", #"{"OrderId":"GE1","CurrencyCode":"EUR","Products":[{"Price":"x","Quantity":1}]}"#,
                "/Products/0/Price"
            ),
            ("order", #"{"OrderId":"GE1","CurrencyCode":"EUR","Products":[{"Price":1}]}"#, "/Products/0/Quantity"),
            ("order-status", #"{"OrderId":"GE1"}"#, "/StatusCode"),
            ("order-refund", #"{"OrderId":"GE1"}"#, "/CurrencyCode"),
            ("required-documents", #"{"OrderId":"GE1"}"#, "/AdditionalRequiredDocuments"), ("no-such", "{}", ""),
        ])
    func missing(_ path: String, _ body: String, _ pointer: String) throws {
        let problem = #expect(throws: TranslationProblem.self) { try GlobalE.facts(path, Array(body.utf8)) }

        #expect(problem?.pointer == pointer)
    }

    @Test("20 MB of base64 are taken, named by their digest and not carried along")
    func largePaper() throws {
        let paper = String(repeating: "QUJD", count: 5 << 20)
        let body = Array(
            #"{"OrderId":"GE1","AdditionalRequiredDocuments":[{"DocumentTypeCode":11,"DocumentData":"\#(paper)"}]}"#
                .utf8)

        let fact = try #require(try GlobalE.facts("required-documents", body).first)

        #expect(fact.content.documents.map(\.kind) == ["EAD"])
        #expect(fact.content.documents.map(\.size) == [15 << 20])
        #expect(fact.content.residue.map(\.pointer) == ["/AdditionalRequiredDocuments/0/DocumentTypeCode"])
    }
}
