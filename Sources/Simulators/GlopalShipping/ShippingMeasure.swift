/// Weights and sizes as requests state them.
enum ShippingMeasure {
    /// The units of weight, each with the number of milligrams.
    private static let milligrams: [String: Int64] = [
        "kg": 1_000_000, "g": 1000, "lb": 453_592, "oz": 28_350,
    ]

    /// The weight in whole grams, rounded up; none when absent.
    ///
    /// - Throws: `ShippingRefusal` when it is not a positive number of a known unit.
    static func grams(of fields: ShippingFields) throws -> Int64? {
        guard let weight = try fields.object("weight") else { return nil }
        guard let unit = milligrams[try weight.needText("unit")] else {
            throw ShippingRefusal.invalid(weight.place("unit"), "must be kg, g, lb or oz")
        }
        let thousandths = try thousandths(weight, "value")
        return (thousandths * unit / 1000 + 999) / 1000
    }

    /// - Throws: `ShippingRefusal` when a dimension is not a positive number of a known unit.
    static func checkDimensions(of fields: ShippingFields) throws {
        guard let size = try fields.object("dimensions") else { return }
        guard ["cm", "mm", "in"].contains(try size.needText("unit")) else {
            throw ShippingRefusal.invalid(size.place("unit"), "must be cm, mm or in")
        }
        for name in ["length", "width", "height"] { _ = try thousandths(size, name) }
    }

    /// A positive decimal of at most three decimals, in thousandths.
    private static func thousandths(_ fields: ShippingFields, _ name: String) throws -> Int64 {
        // A currency of three decimals reads just such numbers.
        guard let value = try fields.amount(name, "KWD") else { throw fields.missing(name) }
        guard (1...1_000_000_000).contains(value) else {
            throw ShippingRefusal.invalid(fields.place(name), "must be above zero and not immense")
        }
        return value
    }
}
