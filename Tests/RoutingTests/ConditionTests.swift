import Canonical
import Routing
import Testing

struct ConditionTests {
    static func order(
        country: String? = "DE", total: String? = "20.00", isBusiness: Bool? = nil, origin: String = "globale"
    ) throws -> Order {
        var order = Order(id: OrderID("01J000000000000000000000000"), origin: Origin(adapter: origin))
        if let country {
            var party = Party()
            party.address = Address()
            party.address?.country = country
            order.parties.shipTo = party
        }
        if let total {
            let money = Money(amount: try ExactDecimal(total), currency: Currency(exactly: "EUR"))
            order.totals.stated.grand.customer = Amounts.Entry(money)
        }
        order.commercial.isBusiness = isBusiness
        return order
    }

    /// Whether a route with these conditions takes the order.
    private func matches(_ when: String, _ order: Order) throws -> Bool {
        let text = """
            version: 1
            adapters:
              globale:
                type: globale-checkout
                settings: { endpoint: "https://a.example.com", merchant_guid: "${env:G}" }
              oms: { type: merchant-oms, settings: { endpoint: "https://b.example.com" } }
            routes: [{ name: r, from: globale, on: order.ready, to: oms, when: { \(when) } }]
            """
        let result = Declarations.reader.read(text, file: "a.yaml", resolving: .none)
        let configuration = try #require(result.configuration, "\(result.diagnostics.map(\.rendered))")
        return !RoutingTable(configuration).matches(for: .orderReady, from: "globale", order: order).isEmpty
    }

    @Test(
        "a condition compares what it names",
        arguments: [
            ("ship_to.country: DE", true), ("ship_to.country: AT", false), ("ship_to.country: [AT, DE]", true),
            ("ship_to.country: { not: DE }", false), ("ship_to.country: { not: [US, AT] }", true),
            ("ship_to.country: { matches: \"^D\" }", true), ("ship_to.country: { matches: \"^E\" }", false),
            ("ship_to.country: { matches: \"(?i)de\" }", true), ("total.customer: 20", true),
            ("total.customer: \"20.000\"", true), ("total.customer: 20.01", false),
            ("total.customer: { at_least: 20.00 }", true), ("total.customer: { at_least: 20.001 }", false),
            ("total.customer: { at_most: \"20\" }", true), ("total.customer: { at_most: 19.99 }", false),
            ("total.customer: { at_least: 10, at_most: 30 }", true), ("total.customer: { not: 20.0 }", false),
            ("total.customer: { at_least: -1 }", true), ("lines.count: 0", true), ("is_held: false", true),
            ("ship_to.country: DE, total.customer: 20", true), ("ship_to.country: DE, total.customer: 21", false),
        ])
    func comparisons(when: String, expected: Bool) throws {
        #expect(try matches(when, Self.order()) == expected)
    }

    @Test(
        "a field that the order does not state fits nothing but `not`",
        arguments: [
            ("ship_to.country: DE", false), ("ship_to.country: { not: DE }", true),
            ("ship_to.country: { matches: \".*\" }", false), ("total.customer: { at_least: 0 }", false),
            ("total.customer: { at_most: 0 }", false), ("is_business: false", false),
        ])
    func absent(when: String, expected: Bool) throws {
        #expect(try matches(when, Self.order(country: nil, total: nil)) == expected)
    }

    @Test("amounts beyond a binary float's digits are compared exactly")
    func exact() throws {
        let order = try Self.order(total: "9007199254740993.01")

        #expect(try matches("total.customer: 9007199254740993.01", order))
        #expect(try !matches("total.customer: 9007199254740993.02", order))
        #expect(try matches("total.customer: { at_least: 9007199254740993.01 }", order))
        #expect(try !matches("total.customer: { at_least: 9007199254740993.011 }", order))
    }

    @Test("Norway is a country")
    func norway() throws {
        #expect(try matches("ship_to.country: NO", Self.order(country: "NO")))
        #expect(try !matches("ship_to.country: NO", Self.order(country: "DE")))
    }

    @Test(
        "a pattern that could take very long is refused",
        arguments: [
            "(a+)+", "(a|aa)*", "(a*)*b", "((a)|b)+", "a*b*c*d", "\\Q[\\E(a+)+", "(a)\\1", "(?=a)b", "(a{1,9}){1,9}",
            "a?a?a?a?a?a?a?a",
        ])
    func costly(text: String) {
        #expect(throws: Pattern.Failure.costly) { try Pattern(text) }
    }

    @Test(
        "an ordinary pattern is accepted",
        arguments: ["^GB", "^(GB|IE)$", "^[A-Z]{2}-\\d+$", "eu.*shop", "[(+*]{2}", "colou?r", "(?i)acme", "a\\.b"])
    func ordinary(text: String) throws {
        #expect(try Pattern(text).text == text)
    }

    @Test("a pattern is neither longer nor searched in more than its limit")
    func limits() throws {
        #expect(throws: Pattern.Failure.tooLong) { try Pattern(String(repeating: "a", count: 201)) }
        #expect(throws: Pattern.Failure.syntax) { try Pattern("[") }
        #expect(try !Pattern("a").matches(String(repeating: "a", count: 1_001)))
    }
}
