/// An exact amount of one currency as a whole number of its minor units.
///
/// Unit: cents for EUR and USD, whole yen for JPY, thousandths for KWD.
package struct MinorUnits: Sendable, Hashable {
    /// The number of minor units.
    package var count: Int64
    /// ISO 4217 code of the currency.
    package var currency: String

    /// Takes a number of minor units of a currency.
    package init(_ count: Int64, _ currency: String) {
        self.count = count
        self.currency = currency
    }

    /// Reads an amount in major units, spelled as a plain decimal number.
    ///
    /// - Returns: Nothing when the spelling is not a plain decimal, has more decimals than the currency, or is too big.
    package init?(major spelling: String, _ currency: String) {
        let digits = Self.digits(of: currency)
        let isNegative = spelling.hasPrefix("-")
        let parts = spelling.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].count <= 15, let whole = parts.first.flatMap(Self.natural)
        else { return nil }
        var fraction: Substring = parts.count == 2 ? parts[1] : "0"
        guard Self.natural(fraction) != nil else { return nil }
        while fraction.count > digits, fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= digits else { return nil }
        let padded = fraction + String(repeating: "0", count: digits - fraction.count)
        let count = whole * Self.scale(digits) + (padded.isEmpty ? 0 : Self.natural(padded) ?? 0)
        self.init(isNegative ? -count : count, currency)
    }

    /// The amount in major units with all decimals of the currency, as `50.00`.
    package var major: String {
        let digits = Self.digits(of: currency)
        let scale = Self.scale(digits)
        let sign = count < 0 ? "-" : ""
        let magnitude = count.magnitude
        guard digits > 0 else { return sign + String(magnitude) }
        let fraction = String(magnitude % UInt64(scale))
        return sign + String(magnitude / UInt64(scale)) + "."
            + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    /// The amount in major units without trailing zeros, as `50` or `49.9`.
    package var shortestMajor: String {
        guard Self.digits(of: currency) > 0 else { return major }
        var text = major[...]
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return String(text)
    }

    /// The number of decimals of a currency's major unit.
    ///
    /// Source: ISO 4217 (stated); only the currencies the samples use depart from two.
    package static func digits(of currency: String) -> Int {
        switch currency {
        case "JPY", "KRW", "CLP", "VND", "ISK": 0
        case "KWD", "BHD", "OMR", "JOD", "TND": 3
        default: 2
        }
    }

    private static func scale(_ digits: Int) -> Int64 {
        (0..<digits).reduce(1) { scale, _ in scale * 10 }
    }

    private static func natural(_ text: some StringProtocol) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text)
    }
}
