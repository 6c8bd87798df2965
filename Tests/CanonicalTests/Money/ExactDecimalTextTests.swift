import Canonical
import Testing

@Suite("The text of an exact decimal")
struct ExactDecimalTextTests {
    @Test(
        "a spelling comes back as it was",
        arguments: [
            "0", "5", "5.10", "-5.10", "19.99", "0.00", "-0", "-0.00", "+5", "007.50", "00", ".5", "5.", "1e3", "1E+3",
            "1.50e1",
            "100e-2", "0e99999", "1e-10", "0.0000000000000000000000000000000000001", "1.0000899820035992801439712058",
            "99999999999999999999999999999999999999", "-9999999999999999999.9999999999999999999", "123456789012345678",
            "1234567890123456789", "12345678901234567890.5", "0.000000000000000000000000000000000000000000",
        ])
    func spelling(text: String) throws {
        #expect(try ExactDecimal(text).description == text)
        #expect(try ExactDecimal(utf8: Array(text.utf8)).description == text)
        #expect(try ExactDecimal(text[...]).isSpelledLike(ExactDecimal(text)))
    }

    @Test(
        "a text that is no decimal is refused with its place",
        arguments: [
            ("", DecimalSyntaxError.empty), ("-", .digitMissing), ("+", .digitMissing), (".", .digitMissing),
            ("1e", .digitMissing), ("1e+", .digitMissing), ("abc", .unexpectedByte(offset: 0)),
            ("1,5", .unexpectedByte(offset: 1)), ("1.2.3", .unexpectedByte(offset: 3)),
            (" 1", .unexpectedByte(offset: 0)),
            ("1 ", .unexpectedByte(offset: 1)), ("--1", .unexpectedByte(offset: 1)),
            ("1e1.5", .unexpectedByte(offset: 3)),
            ("NaN", .unexpectedByte(offset: 0)), ("Infinity", .unexpectedByte(offset: 0)),
            ("0x1", .unexpectedByte(offset: 1)),
            ("١", .unexpectedByte(offset: 0)), ("e5", .unexpectedByte(offset: 0)),
            ("100000000000000000000000000000000000000", .tooManyDigits), ("1e38", .tooManyDigits),
            ("1e-39", .tooManyDigits),
            ("1e999999999999999999999", .tooManyDigits), ("1.00000000000000000000000000000000000000", .tooManyDigits),
        ])
    func refusal(text: String, expected: DecimalSyntaxError) {
        #expect(throws: expected) { try ExactDecimal(text) }
    }

    @Test("ten thousand digits are refused before anything is calculated")
    func endless() {
        #expect(throws: DecimalSyntaxError.tooLong) { try ExactDecimal(String(repeating: "9", count: 10_000)) }
    }

    @Test(
        "an exponent gives the value and keeps the spelling",
        arguments: [
            ("1e3", "1000", 0), ("1.50e1", "15.0", 1), ("100e-2", "1.00", 2), ("-2.5E-3", "-0.0025", 4),
            ("1e37", "1" + String(repeating: "0", count: 37), 0),
        ])
    func exponent(text: String, plain: String, scale: Int) throws {
        let value = try ExactDecimal(text)
        #expect(value.plainDescription == plain)
        #expect(value.scale == scale)
        #expect(try value == ExactDecimal(plain))
        #expect(try !value.isSpelledLike(ExactDecimal(plain)))
    }

    @Test("equal values are equal and hash alike, whatever their spelling")
    func equality() throws {
        let same = try ["5.1", "5.10", "+5.100", "51e-1", "05.1", "0.51e1"].map { try ExactDecimal($0) }
        #expect(Set(same).count == 1)
        #expect(try Set(["0", "-0", "0.00", "0e50"].map { try ExactDecimal($0) }).count == 1)
        #expect(!same[0].isSpelledLike(same[1]))
    }

    @Test("values are in order across scales and signs")
    func order() throws {
        let sorted = try [
            "-99999999999999999999999999999999999999", "-1.01", "-1", "-0.00000000000000000000000000000000000001", "0",
            "0.00000000000000000000000000000000000001", "0.1", "1.0000000000000000000000000000000000001", "1.01", "2",
            "99999999999999999999999999999999999999",
        ].map { try ExactDecimal($0) }
        for (position, value) in sorted.enumerated() {
            for (other, candidate) in sorted.enumerated() {
                #expect((value < candidate) == (position < other))
                #expect((value == candidate) == (position == other))
            }
        }
    }

    @Test("integers come in by literal and by value, and go out if they are whole")
    func integers() throws {
        let seven: ExactDecimal = 7
        #expect(seven == ExactDecimal(7))
        #expect(ExactDecimal(Int.min).description == "-9223372036854775808")
        #expect(ExactDecimal(Int.min).integerValue == Int.min)
        #expect(ExactDecimal(exactly: "12.00").integerValue == 12)
        #expect(ExactDecimal(exactly: "12.01").integerValue == nil)
        #expect(ExactDecimal(exactly: "9223372036854775808").integerValue == nil)
        #expect(ExactDecimal(exactly: "12.00").isInteger && !ExactDecimal(exactly: "0.5").isInteger)
    }

    @Test("a thousand generated spellings come back and keep their value")
    func generated() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<1_000 {
            let digits = (0..<Int.random(in: 1...38, using: &generator)).map { _ in
                String(Int.random(in: 0...9, using: &generator))
            }
            let point = Int.random(in: 1...digits.count, using: &generator)
            let sign = Bool.random(using: &generator) ? "-" : ""
            let fraction = digits[point...].joined()
            let text = sign + digits[..<point].joined() + (fraction.isEmpty ? "" : "." + fraction)
            let value = try ExactDecimal(text)
            #expect(value.description == text)
            #expect(try ExactDecimal(value.plainDescription) == value)
            #expect(value.negated.negated == value)
            #expect(!value.magnitude.isNegative)
        }
    }
}
