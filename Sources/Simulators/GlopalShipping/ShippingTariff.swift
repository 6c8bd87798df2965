/// What an import costs; rates are rough and only have to be the same every time.
///
/// Unit: amounts in minor units, rates in thousandths.
struct ShippingTariff: Sendable, Equatable {
    let from: String
    let to: String
    let currency: String

    private static let union: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV",
        "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
    private static let taxes: [String: Int64] = [
        "AT": 200, "AU": 100, "BE": 210, "CA": 50, "CH": 81, "CN": 130, "DE": 190, "DK": 250, "ES": 210, "FI": 255,
        "FR": 200, "GB": 200, "IE": 230, "IT": 220, "JP": 100, "KR": 100, "NL": 210, "NO": 250, "NZ": 150, "PL": 230,
        "PT": 230, "SE": 250, "SG": 90, "US": 0,
    ]

    var taxRate: Int64 { Self.taxes[to] ?? 100 }

    func dutyRate(_ hsCode: String?) -> Int64 {
        if from == to || (Self.union.contains(from) && Self.union.contains(to)) { return 0 }
        switch hsCode?.prefix(2) {
        case "61", "62": return 120
        case "64": return 80
        case "42": return 37
        case "30", "49", "85": return 0
        default: return 25
        }
    }

    /// Whether goods of that value are free of duty: into the Union, up to 150 EUR.
    func isFree(_ value: Int64) -> Bool {
        Self.union.contains(to) && currency == "EUR" && value <= 15_000
    }

    /// Duty and tax upon a net value.
    func forward(_ value: Int64, _ hsCode: String?, isFree: Bool) -> (duty: Int64, tax: Int64) {
        let duty = isFree ? 0 : Self.portion(value, dutyRate(hsCode), 1000)
        return (duty, Self.portion(value + duty, taxRate, 1000))
    }

    /// Net value, duty and tax inside a gross value; together they are the gross value.
    func reverse(_ gross: Int64, _ hsCode: String?, isFree: Bool) -> (net: Int64, duty: Int64, tax: Int64) {
        let rate = isFree ? 0 : dutyRate(hsCode)
        let net = Self.portion(gross, 1_000_000, (1000 + rate) * (1000 + taxRate))
        let duty = min(gross - net, Self.portion(net, rate, 1000))
        return (net, duty, gross - net - duty)
    }

    /// A part of an amount that is not negative, rounded half up; nothing overflows on the way.
    static func portion(_ amount: Int64, _ numerator: Int64, _ denominator: Int64) -> Int64 {
        let product = amount.magnitude.multipliedFullWidth(by: numerator.magnitude)
        let (quotient, rest) = denominator.magnitude.dividingFullWidth(product)
        return Int64(quotient) + (rest >= denominator.magnitude - rest ? 1 : 0)
    }
}
