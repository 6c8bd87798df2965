import Canonical
import Testing

@Suite("Parts that sum to the whole")
struct LargestRemainderTests {
    @Test(
        "a total split by weights sums to itself",
        arguments: [
            ("100.00", ["1", "1", "1"], 2, ["33.34", "33.33", "33.33"]),
            ("0.05", ["0.7", "0.3"], 2, ["0.04", "0.01"]), ("-10.00", ["1", "2"], 2, ["-3.33", "-6.67"]),
            ("100", ["1", "1", "1"], 0, ["34", "33", "33"]), ("1.000", ["1", "6"], 3, ["0.143", "0.857"]),
            ("10.00", ["0", "1"], 2, ["0.00", "10.00"]), ("0", ["0", "0"], 2, ["0.00", "0.00"]),
        ])
    func weights(total: String, weights: [String], scale: Int, expected: [String]) throws {
        let shares = try ExactDecimal.largestRemainder(
            total: ExactDecimal(total), weights: weights.map { try ExactDecimal($0) }, scale: scale)
        #expect(shares.map(\.description) == expected)
    }

    @Test("converted parts are rounded so that they meet the converted total")
    func parts() throws {
        let rate = ExactDecimal(exactly: "0.9102")
        let parts = try ["19.99", "25.00", "46.03"].map { try ExactDecimal($0).divided(by: rate, scale: 20) }
        let rounded = try ExactDecimal.largestRemainder(total: ExactDecimal(exactly: "100.00"), parts: parts, scale: 2)
        #expect(rounded.map(\.description) == ["21.96", "27.47", "50.57"])
        #expect(try ExactDecimal.sum(rounded) == 100)
    }

    @Test("a part of zero takes no unit while another has a remainder")
    func zeroParts() throws {
        let parts = try ["0", "0.005", "0.005"].map { try ExactDecimal($0) }
        let rounded = try ExactDecimal.largestRemainder(total: ExactDecimal(exactly: "0.01"), parts: parts, scale: 2)
        #expect(rounded.map(\.description) == ["0.00", "0.01", "0.00"])
    }

    @Test("parts that miss the total by more are spread, down as well as up")
    func largeDifference() throws {
        let parts: [ExactDecimal] = [1, 2, 3]
        for total in ["6.00", "6.05", "5.95", "0.00", "-6.01"] {
            let whole = try ExactDecimal(total)
            let rounded = try ExactDecimal.largestRemainder(total: whole, parts: parts, scale: 2)
            #expect(try ExactDecimal.sum(rounded) == whole)
        }
    }

    @Test("a total that cannot be split is an error")
    func refusals() {
        #expect(throws: ArithmeticFailure.totalIsFinerThanScale(0)) {
            try ExactDecimal.largestRemainder(total: ExactDecimal(exactly: "0.5"), weights: [1], scale: 0)
        }
        #expect(throws: ArithmeticFailure.negativeWeight) {
            try ExactDecimal.largestRemainder(total: 1, weights: [1, -1], scale: 0)
        }
        #expect(throws: ArithmeticFailure.nothingToShareAmong) {
            try ExactDecimal.largestRemainder(total: 1, weights: [], scale: 0)
        }
        #expect(throws: ArithmeticFailure.nothingToShareAmong) {
            try ExactDecimal.largestRemainder(total: 1, parts: [], scale: 0)
        }
        #expect(throws: ArithmeticFailure.divisionByZero) {
            try ExactDecimal.largestRemainder(total: 1, weights: [0, 0], scale: 0)
        }
    }

    @Test("generated totals and weights always sum and never miss a share by a unit")
    func generated() throws {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<300 {
            let total = try ExactDecimal(
                coefficient: Int128(Int64.random(in: -99_999_999...99_999_999, using: &generator)), scale: 2)
            let weights = try (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                try ExactDecimal(coefficient: Int128(Int64.random(in: 1...9_999_999, using: &generator)), scale: 4)
            }
            let shares = try ExactDecimal.largestRemainder(total: total, weights: weights, scale: 2)
            #expect(try ExactDecimal.sum(shares) == total)
            let sum = try ExactDecimal.sum(weights)
            for (share, weight) in zip(shares, weights) {
                let exact = try total.multiplied(by: weight).divided(by: sum, scale: 12)
                #expect(try exact.subtracting(share).magnitude < ExactDecimal(exactly: "0.01"))
            }
        }
    }
}
