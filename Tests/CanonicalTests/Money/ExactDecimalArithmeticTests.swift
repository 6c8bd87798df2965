import Canonical
import Testing

@Suite("The arithmetic of exact decimals")
struct ExactDecimalArithmeticTests {
    @Test("a sum is exact and has the finer scale")
    func sums() throws {
        #expect(try (ExactDecimal(exactly: "0.1") + ExactDecimal(exactly: "0.20")).description == "0.30")
        #expect(try (ExactDecimal(exactly: "5.10") - ExactDecimal(exactly: "5.1")).description == "0.00")
        #expect(try (ExactDecimal(exactly: "19.99") * 3).description == "59.97")
        #expect(try ExactDecimal.sum([1, ExactDecimal(exactly: "2.5")]).description == "3.5")
        #expect((-ExactDecimal(exactly: "1.50")).description == "-1.50")
    }

    @Test("a result of more than 38 digits is an error and no number")
    func overflow() throws {
        let largest = ExactDecimal(exactly: "99999999999999999999999999999999999999")
        let finest = ExactDecimal(exactly: "0.00000000000000000000000000000000000001")
        #expect(throws: ArithmeticFailure.overflow) { try largest.adding(1) }
        #expect(throws: ArithmeticFailure.overflow) { try largest.adding(finest) }
        #expect(throws: ArithmeticFailure.overflow) { try largest.negated.subtracting(1) }
        #expect(throws: ArithmeticFailure.overflow) { try largest.multiplied(by: 2) }
        #expect(throws: ArithmeticFailure.overflow) { try finest.multiplied(by: finest) }
        #expect(throws: ArithmeticFailure.overflow) { try largest.divided(by: finest, scale: 2) }
        #expect(throws: ArithmeticFailure.overflow) { try largest.multiplied(by: largest, scale: 0) }
        #expect(throws: ArithmeticFailure.divisionByZero) { try largest.divided(by: 0, scale: 2) }
        #expect(throws: ArithmeticFailure.scaleOutOfRange(39)) { try largest.divided(by: 1, scale: 39) }
        #expect(try largest.divided(by: largest, scale: 0) == 1)
        #expect(try finest.divided(by: largest, scale: 38).isZero)
        #expect(try finest.divided(by: finest, scale: 37) == 1)
        #expect(try largest.multiplied(by: finest, scale: 38).description == "0.99999999999999999999999999999999999999")
        #expect(
            try ExactDecimal(exactly: "1.00000000000000000000").multiplied(
                by: ExactDecimal(exactly: "2.00000000000000000000")) == 2)
    }

    @Test(
        "published conversions come out to the minor unit",
        arguments: [
            ("91.02", "0.9102", 2, "100.00"), ("25", "0.9102", 2, "27.47"), ("25.00", "0.9102", 2, "27.47"),
            ("19.99", "0.9102", 2, "21.96"), ("0.01", "0.9102", 2, "0.01"), ("12000", "149.12345678", 2, "80.47"),
            ("100.00", "0.0067", 0, "14925"), ("10", "3.2567", 3, "3.071"), ("-25", "0.9102", 2, "-27.47"),
            ("1234567890123456789", "1.0000899820035992801439712058", 2, "1234456811226225874.85"),
        ])
    func division(amount: String, rate: String, scale: Int, expected: String) throws {
        let quotient = try ExactDecimal(amount).divided(by: ExactDecimal(rate), scale: scale)
        #expect(quotient.description == expected)
    }

    @Test(
        "a rule settles what lies between two neighbours",
        arguments: [
            ("2.5", "3", "2", "2"), ("3.5", "4", "4", "3"), ("-2.5", "-3", "-2", "-2"), ("2.51", "3", "3", "2"),
            ("2.49", "2", "2", "2"), ("0.5", "1", "0", "0"), ("-0.4", "0", "0", "0"), ("9.5", "10", "10", "9"),
        ])
    func rounding(text: String, halfUp: String, halfEven: String, down: String) throws {
        let value = try ExactDecimal(text)
        #expect(value.rounded(toScale: 0).description == halfUp)
        #expect(value.rounded(toScale: 0, rule: .halfEven).description == halfEven)
        #expect(value.rounded(toScale: 0, rule: .down).description == down)
        #expect(try value.multiplied(by: 1, scale: 0, rule: .halfEven).description == halfEven)
        #expect(try value.divided(by: 1, scale: 0, rule: .halfEven).description == halfEven)
        #expect(try value.divided(by: -1, scale: 0, rule: .down) == value.rounded(toScale: 0, rule: .down).negated)
    }

    @Test("rounding to a finer scale fills with zeros while there is room")
    func padding() {
        #expect(ExactDecimal(exactly: "5.1").rounded(toScale: 3).description == "5.100")
        #expect(ExactDecimal(exactly: "1e3").rounded(toScale: 2).description == "1000.00")
        let largest = ExactDecimal(exactly: "99999999999999999999999999999999999999")
        #expect(largest.rounded(toScale: 2) == largest)
        #expect(ExactDecimal(exactly: "0.99999999999999999999999999999999999999").rounded(toScale: 37) == 1)
    }

    @Test("a digit that was cut off decides a tie of a wide product")
    func wideTie() throws {
        // 0.5 and a one in the 42nd decimal place: more than a tie only for those who look at all digits.
        let left = ExactDecimal(exactly: "0.500000000000000000001")
        let right = ExactDecimal(exactly: "1.000000000000000000000")
        #expect(try left.multiplied(by: right, scale: 0, rule: .halfEven) == 1)
        #expect(
            try ExactDecimal(exactly: "0.500000000000000000000").multiplied(by: right, scale: 0, rule: .halfEven) == 0)
        #expect(try ExactDecimal(exactly: "0.499999999999999999999").multiplied(by: right, scale: 0) == 0)
    }

    @Test("multiplying back a quotient of a generated rate meets the amount within half a unit")
    func generatedQuotients() throws {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<1_000 {
            let amount = try ExactDecimal(
                coefficient: Int128(Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &generator)),
                scale: 2)
            let rateDigits = Int128(UInt64.random(in: 1...UInt64.max, using: &generator)) * 99_999_999 + 1
            let rate = try ExactDecimal(coefficient: rateDigits, scale: Int.random(in: 20...28, using: &generator))
            let quotient = try amount.divided(by: rate, scale: 6)
            // |amount - quotient * rate| <= rate / 2 units of the last place, all in exact arithmetic.
            let back = try quotient.multiplied(by: rate, scale: 20)
            let difference = try amount.subtracting(back).magnitude
            let bound = try rate.multiplied(by: ExactDecimal(exactly: "0.0000005"), scale: 20).adding(
                ExactDecimal(exactly: "0.00000000000000000002"))
            #expect(difference <= bound)
        }
    }

    @Test("adding and taking away, and changing places, change nothing")
    func laws() throws {
        var generator = SeededGenerator(seed: 3)
        func value() throws -> ExactDecimal {
            try ExactDecimal(
                coefficient: Int128(Int64.random(in: -999_999_999_999_999...999_999_999_999_999, using: &generator)),
                scale: Int.random(in: 0...8, using: &generator))
        }
        for _ in 0..<500 {
            let (left, right) = (try value(), try value())
            #expect(try left + right - right == left)
            #expect(try left + right == right + left)
            #expect(try left * right == right * left)
            #expect(try (left * right).rounded(toScale: 4) == left.multiplied(by: right, scale: 4))
        }
    }
}
