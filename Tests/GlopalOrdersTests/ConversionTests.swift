import AdapterKit
import Canonical
import Testing

@testable import GlopalOrders

@Suite("Conversion to the base currency")
struct ConversionTests {
    @Test(
        "an amount is divided by the rate and rounded half up to the base currency's minor unit",
        arguments: [
            ("EUR", "USD", "0.9102", "91.02", "100.00"), ("EUR", "USD", "0.9102", "25.00", "27.47"),
            ("EUR", "USD", "0.9102", "19.99", "21.96"), ("EUR", "USD", "0.9102", "0.01", "0.01"),
            ("JPY", "USD", "149.12345678", "12000", "80.47"), ("USD", "JPY", "0.00670595", "80.47", "12000"),
            ("USD", "KWD", "3.25000001", "10.00", "3.077"),
        ])
    func division(_ from: String, _ to: String, _ rate: String, _ amount: String, _ expected: String) throws {
        let currency = try #require(Currency(from))
        let base = try #require(Currency(to))
        let rates = [ExchangeRate(from: base, to: currency, rate: try ExactDecimal(rate))]

        let conversion = try MerchantConversion(from: currency, to: base, rates: rates)

        #expect(try conversion.converted(ExactDecimal(amount)).description == expected)
    }

    @Test("91.02 EUR at 0.9102 are 100.00 USD, and the parts sum to them")
    func whole() throws {
        let order = try Glopal.order("ready-eur.json", ["base_currency": .string("USD")])

        #expect(order.totals.stated.grand.merchant?.money.description == "100.00 USD")
        #expect(order.totals.computed.grand.merchant?.money.amount == 100)
        #expect(order.totals.stated.grand.customer?.money.description == "91.02 EUR")
    }

    @Test("a rate of eight decimals is kept to its last digit")
    func rateDigits() throws {
        let order = try Glopal.order("received-jpy.json")

        #expect(order.rates.map(\.rate.description) == ["149.12345678"])
    }

    @Test("a base currency without a rate is a problem, never a guess")
    func missingRate() throws {
        let adapter = try Glopal.adapter(["base_currency": .string("CHF")])

        do {
            _ = try adapter.translate(document: Glopal.bytes("ready-eur.json"))
            Issue.record("the order was converted by a rate that it does not have")
        } catch let problem as TranslationProblem {
            #expect(problem.code == "glopal.rate")
            #expect(problem.pointer == "/exchange_rates/CHF/rate")
        }
    }

    @Test("a rate of zero or less is a problem", arguments: ["0", "-1.5", "0.000"])
    func impossibleRate(_ rate: String) throws {
        let json = #"{"id":"1-1","status":"READY","currency":"EUR","exchange_rates":{"USD":{"rate":\#(rate)}}}"#
        let adapter = try Glopal.adapter(["base_currency": .string("USD")])

        #expect(throws: TranslationProblem.self) { try adapter.translate(document: Array(json.utf8)) }
    }

    @Test("an order in the base currency needs no rate, and its amounts stay as stated")
    func sameCurrency() throws {
        let order = try Glopal.order("accepted.json", ["base_currency": .string("EUR")])

        #expect(order.totals.stated.grand.merchant?.money.description == "91.02 EUR")
    }

    @Test("a line whose converted parts are rounded otherwise than its total says so")
    func namedRounding() throws {
        let order = try Glopal.order("ready-eur.json", ["base_currency": .string("USD")])

        let rounding = order.lines.flatMap(\.components).filter { $0.kind == .rounding }
        #expect(!rounding.isEmpty)
        #expect(rounding.allSatisfy { $0.amounts.customer == nil && $0.amounts.merchant != nil })
    }
}
