/// Spells amounts and texts as Global-e does.
struct GlobalEPen: Sendable, Equatable {
    let customerCurrency: String
    let merchantCurrency: String

    /// An amount in the end customer's currency, with at least that many decimals.
    func customer(_ amount: GlobalEAmount, _ decimals: Int = 4) -> Document {
        Self.number(amount.customer, customerCurrency, decimals)
    }

    /// An amount in the merchant's currency, with at least that many decimals.
    func merchant(_ amount: GlobalEAmount, _ decimals: Int = 4) -> Document {
        Self.number(amount.merchant, merchantCurrency, decimals)
    }

    private static func number(_ count: Int64, _ currency: String, _ decimals: Int) -> Document {
        let missing = decimals - MinorUnits.digits(of: currency)
        let major = MinorUnits(count, currency).major
        guard missing > 0 else { return .number(major) }
        let point = MinorUnits.digits(of: currency) == 0 ? "." : ""
        return .number(major + point + String(repeating: "0", count: missing))
    }

    /// What one unit of the customer's currency is in the merchant's, to 28 significant digits (contract 1.4).
    func rate(_ amount: GlobalEAmount) -> Document {
        guard amount.customer > 0, amount.merchant > 0 else { return 1 }
        let divisor = amount.customer * Self.scale(merchantCurrency)
        var rest = amount.merchant * Self.scale(customerCurrency)
        let whole = rest / divisor
        rest %= divisor
        var fraction = ""
        var significant = whole > 0 ? String(whole).count : 0
        while significant < 28 {
            let digit = rest * 10 / divisor
            rest = rest * 10 % divisor
            fraction += String(digit)
            if significant > 0 || digit > 0 { significant += 1 }
        }
        return .number("\(whole).\(fraction)")
    }

    private static func scale(_ currency: String) -> Int64 {
        (0..<MinorUnits.digits(of: currency)).reduce(1) { scale, _ in scale * 10 }
    }

    /// Encodes as in a form, with small letters in the escapes; a space is `+` or `%20`, both travel (contract 1.5).
    static func encoded(_ text: String, plusForSpace: Bool = false) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: result.unicodeScalars.append(.init(byte))
            case 0x20 where plusForSpace: result += "+"
            default:
                let digits = String(byte, radix: 16)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}

extension Timestamp {
    /// The moment without a zone, as most fields have it (contract 1.4).
    var zoneless: String { String(text.dropLast()) }
    /// The date alone.
    var date: String { String(text.prefix(10)) }
}
