import Canonical
import Testing

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    private func read(_ bytes: [UInt8]) throws -> FactContent {
        try FactContent(reading: JSONReading(JSONDocument.parse(bytes)).root)
    }

    private func read(_ text: String) throws -> FactContent { try read(Array(text.utf8)) }

    @Test("a content that was written reads as an equal one and writes the same bytes again", arguments: 0..<20)
    func roundTrip(seed: Int) throws {
        var generator = OrderGenerator(seed: UInt64(seed))
        for _ in 0..<3 {
            let content = generator.content()
            let bytes = content.json
            let again = try read(bytes)
            #expect(again == content)
            #expect(again.json == bytes)
        }
    }

    @Test("the generator sets every field, so the round trip proves every field")
    func coverage() {
        var generator = OrderGenerator(seed: 7)
        var seen = FieldCoverage()
        for _ in 0..<10 { seen.visit(generator.content()) }
        #expect(seen.neverSet.isEmpty)
    }

    @Test("what is absent or empty is not written")
    func empty() {
        #expect(String(decoding: FactContent().json, as: UTF8.self) == "{}")
        let order = Order(id: OrderID("01"), origin: Origin(adapter: "oms"))
        #expect(
            String(decoding: order.json, as: UTF8.self)
                == #"{"id":"01","environment":"live","origin":{"adapter":"oms"}}"#)
    }

    @Test("absent, null and zero are three things")
    func threeThings() throws {
        let content = try read(
            #"{"refund":{"amounts":{"customer":{"amount":"0.00","currency":"EUR"},"merchant":null}}}"#)
        #expect(content.refund?.amounts.customer?.money.amount.description == "0.00")
        #expect(content.refund?.amounts.merchant == nil)
        #expect(content.refund?.amounts.settlement == nil)
        #expect(content.residue.map(\.pointer) == ["/refund/amounts/merchant"])
        #expect(String(decoding: content.json, as: UTF8.self).contains(#""amounts":{"customer":{"amount":"0.00""#))
    }

    @Test("money is text with its spelling, and its origin stands beside it when it is not stated")
    func money() {
        let amounts = Amounts(
            merchant: .init(Money(ExactDecimal(exactly: "1980"), Currency(exactly: "JPY")), origin: .converted),
            customer: .init(Money(ExactDecimal(exactly: "5.10"), Currency(exactly: "EUR"))))
        #expect(
            String(decoding: amounts.json, as: UTF8.self)
                == #"{"merchant":{"amount":"1980","currency":"JPY","origin":"converted"},"#
                + #""customer":{"amount":"5.10","currency":"EUR"}}"#)
    }

    @Test("members that nobody knows are kept with their pointers, the order's own in the order")
    func unknownMembers() throws {
        let content = try read(
            #"{"order":{"id":"01","lines":[{"id":"1","quantity":"1","colour":"red"}],"vip":true},"extra":{"a":1}}"#)
        let order = try #require(content.order)
        #expect(order.residue.map(\.pointer) == ["/order/lines/0/colour", "/order/vip"])
        #expect(order.residue.allSatisfy { $0.adapter == "canonical" })
        #expect(content.residue.map(\.pointer) == ["/extra"])
        #expect(content.residue.first.map { String(decoding: $0.value.bytes, as: UTF8.self) } == #"{"a":1}"#)
    }

    @Test("what was kept is written as residue and read as the same residue again")
    func residueIsStable() throws {
        let first = try read(#"{"order":{"id":"01","vip":true},"extra":1}"#)
        let second = try read(first.json)
        #expect(second == first)
        #expect(second.json == first.json)
    }

    @Test("numbers in place of text keep their spelling")
    func numbers() throws {
        let content = try read(
            #"{"order":{"lines":[{"id":"1","quantity":2,"unitPrice":{"customer":{"amount":19.90,"currency":"EUR"}}}]}}"#
        )
        let line = try #require(content.order?.lines.first)
        #expect(line.quantity == 2)
        #expect(line.unitPrice.customer?.money.description == "19.90 EUR")
    }

    @Test(
        "what cannot be right is refused with its pointer",
        arguments: [
            (#"{"order":{"lines":[{"id":"1","quantity":"two"}]}}"#, "/order/lines/0/quantity"),
            (#"{"order":{"lines":[{"quantity":"2"}]}}"#, "/order/lines/0/id"),
            (
                #"{"refund":{"amounts":{"customer":{"amount":"1","currency":"eur"}}}}"#,
                "/refund/amounts/customer/currency"
            ),
            (#"{"refund":{"components":[{"kind":"gift"}]}}"#, "/refund/components/0/kind"),
            (#"{"cancellation":{"cancelledAt":"yesterday"}}"#, "/cancellation/cancelledAt"),
            (#"{"documents":{}}"#, "/documents"),
            (#"{"acceptance":{"orderId":"SO-1"}}"#, "/acceptance/orderNumber"),
        ])
    func refusals(text: String, pointer: String) throws {
        let error = #expect(throws: JSONReadError.self) { try read(text) }
        #expect(error?.pointer.description == pointer)
    }

    @Test("extensions are an object in their own sequence; of two with one name the later is written")
    func extensions() throws {
        var order = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        order.extensions = [
            Extension(name: "ext.b.z", value: try JSONText(validating: Array("1".utf8))),
            Extension(name: "ext.a.y", value: try JSONText(validating: Array("2".utf8))),
            Extension(name: "ext.b.z", value: try JSONText(validating: Array("3".utf8))),
        ]
        let text = String(decoding: order.json, as: UTF8.self)
        #expect(text.contains(#""extensions":{"ext.a.y":2,"ext.b.z":3}"#))
    }
}
