/// Goods of one kind, in an order or a calculation.
struct ShippingProduct: Sendable, Equatable {
    let lineID: String
    let sku: String?
    let quantity: Int64
    /// The customs value of one, in millionths of the currency's major unit.
    let declaredValue: Int64
    /// Six to twelve digits, as given or as found; none when neither.
    let hsCode: String?
    let origin: String?
    /// The path in the request, for notices.
    let place: String

    /// Reads a product of an order.
    ///
    /// Source: contract B7 (assumed).
    /// - Throws: `ShippingRefusal` naming the field.
    init(ofOrder fields: ShippingFields, at index: Int) throws {
        lineID = try fields.text("line_id", 1...100) ?? String(index + 1)
        quantity = try fields.needQuantity("quantity")
        let price = try fields.needPrice("unit_price")
        declaredValue = try fields.member("declared_value") == nil ? price : fields.needPrice("declared_value")
        _ = try ShippingMeasure.grams(of: fields)
        (sku, hsCode, origin, place) = try Self.common(fields)
    }

    /// Reads a product of a calculation.
    ///
    /// Source: contract B8 (assumed, after F21): `qty` and `price`.
    /// - Throws: `ShippingRefusal` naming the field.
    init(ofQuote fields: ShippingFields, at index: Int) throws {
        lineID = try fields.text("line_id", 1...100) ?? String(index + 1)
        quantity = try fields.needQuantity("qty")
        declaredValue = try fields.needPrice("price")
        (sku, hsCode, origin, place) = try Self.common(fields)
    }

    private init(_ whole: ShippingProduct, quantity: Int64) {
        (lineID, sku, hsCode, origin, place) = (whole.lineID, whole.sku, whole.hsCode, whole.origin, whole.place)
        declaredValue = whole.declaredValue
        self.quantity = quantity
    }

    /// The customs value of all, in minor units, rounded half up.
    func value(in currency: String) -> Int64 {
        let places = 6 - MinorUnits.digits(of: currency)
        let divisor = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
        return ShippingTariff.portion(declaredValue * quantity, 1, divisor)
    }

    /// The same goods in another number.
    func part(_ quantity: Int64) -> ShippingProduct { ShippingProduct(self, quantity: quantity) }

    private static func common(_ fields: ShippingFields) throws -> (String?, String?, String?, String) {
        let given = try hsCode(fields)
        let hsCode = try given ?? ShippingCatalogue.hsCode(of: fields)
        return (try fields.text("sku"), hsCode, try fields.country("country_of_origin"), fields.path)
    }

    /// The HS code without dots.
    ///
    /// - Throws: `ShippingRefusal` when it is not six to twelve digits.
    static func hsCode(_ fields: ShippingFields) throws -> String? {
        guard let text = try fields.text("hs_code") else { return nil }
        let digits = text.filter { $0 != "." }
        guard (6...12).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw ShippingRefusal.invalid(fields.place("hs_code"), "must be 6 to 12 digits")
        }
        return digits
    }

    /// The lines of an order or a calculation, whose ids differ.
    ///
    /// - Throws: `ShippingRefusal` when two have the same id.
    static func checked(_ products: [ShippingProduct]) throws -> [ShippingProduct] {
        var seen: Set<String> = []
        for product in products where !seen.insert(product.lineID).inserted {
            throw ShippingRefusal.invalid(product.place + ".line_id", "is there twice")
        }
        return products
    }
}
