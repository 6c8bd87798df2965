import Canonical
import Testing

@Suite("Money")
struct MoneyTests {
    private static let euro = Currency(exactly: "EUR")

    @Test(
        "a currency knows its minor unit",
        arguments: [
            ("EUR", 2), ("USD", 2), ("JPY", 0), ("KRW", 0), ("CLP", 0), ("ISK", 0), ("UGX", 0), ("XOF", 0), ("KWD", 3),
            ("TND", 3), ("BHD", 3), ("CLF", 4), ("UYW", 4), ("HUF", 2), ("ZZZ", 2),
        ])
    func minorUnits(code: String, digits: Int) throws {
        let currency = try #require(Currency(code))
        #expect(currency.minorUnitDigits == digits)
        #expect(currency.code == code)
    }

    @Test(
        "three capital letters are a code and nothing else is",
        arguments: ["", "EU", "EURO", "eur", "E1R", "ÉUR", "E R"])
    func codes(text: String) {
        #expect(Currency(text) == nil)
    }

    @Test("amounts of one currency add up and keep their scale")
    func sums() throws {
        let left = Money(amount: ExactDecimal(exactly: "5.10"), currency: Self.euro)
        let right = Money(amount: ExactDecimal(exactly: "0.9"), currency: Self.euro)
        #expect(try left.adding(right).description == "6.00 EUR")
        #expect(try left.subtracting(right).description == "4.20 EUR")
        #expect(try left.multiplied(by: 3).description == "15.30 EUR")
    }

    @Test("amounts of two currencies do not add up")
    func currencies() {
        let yen = Currency(exactly: "JPY")
        #expect(throws: MoneyFailure.differentCurrencies(Self.euro, yen)) {
            try Money.zero(Self.euro).adding(.zero(yen))
        }
        #expect(throws: MoneyFailure.differentCurrencies(yen, Self.euro)) {
            try Money.zero(yen).subtracting(.zero(Self.euro))
        }
    }

    @Test("a sum without room is an error")
    func overflow() {
        let largest = Money(ExactDecimal(exactly: "99999999999999999999999999999999999999"), Self.euro)
        #expect(throws: MoneyFailure.arithmetic(.overflow)) { try largest.adding(Money(1, Self.euro)) }
    }

    @Test(
        "rounding goes to the minor unit", arguments: [("JPY", "80 JPY"), ("USD", "80.47 USD"), ("KWD", "80.470 KWD")])
    func rounding(code: String, expected: String) throws {
        let amount = try ExactDecimal(12_000).divided(by: ExactDecimal(exactly: "149.12345678"), scale: 10)
        #expect(try Money(amount, #require(Currency(code))).rounded().description == expected)
    }
}
