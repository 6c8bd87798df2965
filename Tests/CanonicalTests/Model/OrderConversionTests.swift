import Canonical
import Testing

@Suite("Conversions")
struct OrderConversionTests {
    private typealias Samples = OrderSamples

    /// An order whose total was converted from the customer's side to the merchant's.
    private func order(
        _ source: Amounts.Entry, _ converted: Amounts.Entry, rates: [ExchangeRate], asPart: Bool = false
    ) -> Order {
        var order = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        order.rates = rates
        let amounts = Amounts(merchant: converted, customer: source)
        if asPart {
            order.components = [MoneyComponent(kind: .fee, amounts: amounts)]
        } else {
            order.totals.stated.grand = amounts
        }
        return order
    }

    private func rate(_ from: Currency, _ to: Currency, _ rate: StaticString) -> ExchangeRate {
        ExchangeRate(from: from, to: to, rate: ExactDecimal(exactly: rate))
    }

    private static let longRate: StaticString = "0.8612345678901234567890123456"

    @Test("a converted total is the source times the rate, rounded once")
    func whole() throws {
        let rates = [rate(Samples.eur, Samples.gbp, Self.longRate)]
        let sound = order(
            Samples.entry("100.00", Samples.eur), Samples.entry("86.12", Samples.gbp, .converted), rates: rates)
        #expect(sound.check().filter { $0.rule == .conversion }.isEmpty)
        let broken = order(
            Samples.entry("100.00", Samples.eur), Samples.entry("86.13", Samples.gbp, .converted), rates: rates)
        let violation = try #require(broken.check().first { $0.rule == .conversion })
        #expect(violation.pointer == "/totals/stated/grand/merchant")
        #expect(violation.difference == Samples.money("0.01", Samples.gbp))
    }

    @Test("a rate that counts the source's currency is divided by")
    func inverse() {
        let rates = [rate(Samples.gbp, Samples.eur, "1.25")]
        let sound = order(
            Samples.entry("100.00", Samples.eur), Samples.entry("80.00", Samples.gbp, .converted), rates: rates)
        #expect(sound.check().filter { $0.rule == .conversion }.isEmpty)
    }

    @Test("yen are rounded to whole ones and dinars to a thousandth")
    func minorUnits() {
        for (currency, rateText, right, wrong) in [
            (Samples.jpy, "163.4567", "3253", "3252"), (Samples.kwd, "0.333333333333", "6.633", "6.634"),
        ] as [(Currency, StaticString, StaticString, StaticString)] {
            let rates = [rate(Samples.eur, currency, rateText)]
            let source = Samples.entry("19.90", Samples.eur)
            let sound = order(source, Samples.entry(right, currency, .converted), rates: rates)
            let broken = order(source, Samples.entry(wrong, currency, .converted), rates: rates)
            #expect(sound.check().filter { $0.rule == .conversion }.isEmpty)
            #expect(broken.check().filter { $0.rule == .conversion }.count == 1)
        }
    }

    @Test("a part may be one unit off its own rounding, so that the parts sum to the whole, and no more")
    func parts() {
        let rates = [rate(Samples.eur, Samples.gbp, "0.333")]
        let source = Samples.entry("10.00", Samples.eur)
        for amount in ["3.33", "3.330"] as [StaticString] {
            let sound = order(source, Samples.entry(amount, Samples.gbp, .converted), rates: rates, asPart: true)
            #expect(sound.check().filter { $0.rule == .conversion }.isEmpty)
        }
        let shared = order(
            Samples.entry("10.01", Samples.eur), Samples.entry("3.34", Samples.gbp, .converted), rates: rates,
            asPart: true)
        #expect(shared.check().filter { $0.rule == .conversion }.isEmpty)
        let broken = order(source, Samples.entry("3.34", Samples.gbp, .converted), rates: rates, asPart: true)
        #expect(broken.check().filter { $0.rule == .conversion }.map(\.pointer) == ["/components/0/merchant"])
    }

    @Test("a converted amount needs a rate and a stated amount beside it")
    func unfounded() {
        let withoutRate = order(
            Samples.entry("10.00", Samples.eur), Samples.entry("8.00", Samples.gbp, .converted), rates: [])
        #expect(withoutRate.check().filter { $0.rule == .conversion }.count == 1)
        var alone = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        alone.totals.stated.grand.merchant = Samples.entry("8.00", Samples.gbp, .converted)
        #expect(alone.check().filter { $0.rule == .conversion }.count == 1)
    }
}
