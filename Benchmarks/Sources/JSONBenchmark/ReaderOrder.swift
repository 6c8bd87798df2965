import Canonical

/// The same fields as ``FoundationOrder``, read with `JSONReader`.
struct ReaderOrder {
    struct Address {
        var firstName, lastName, address1: String
        var address2: String?
        var city, postcode, country, phone, email: String

        init(_ reader: JSONReader) throws(JSONReadError) {
            firstName = try reader.string("first_name")
            lastName = try reader.string("last_name")
            address1 = try reader.string("address1")
            address2 = try reader.optionalString("address2")
            city = try reader.string("city")
            postcode = try reader.string("postcode")
            country = try reader.string("country")
            phone = try reader.string("phone")
            email = try reader.string("email")
        }
    }

    struct Item {
        var id, sku: String
        var parent: String?
        var name: String
        var quantity: Int
        var unitPrice, priceBefore, rounding, taxRate, discount, tax, duty, total, weight: ExactDecimal
        var hsCode, origin: String
        var isBackOrdered: Bool
        var brandCode, brandName: String

        init(_ reader: JSONReader) throws(JSONReadError) {
            id = try reader.string("id")
            sku = try reader.string("sku")
            parent = try reader.optionalString("parent")
            name = try reader.string("name")
            quantity = try reader.int("quantity")
            unitPrice = try reader.decimal("unit_price")
            priceBefore = try reader.decimal("price_before")
            rounding = try reader.decimal("rounding")
            taxRate = try reader.decimal("tax_rate")
            discount = try reader.decimal("discount")
            tax = try reader.decimal("tax")
            duty = try reader.decimal("duty")
            total = try reader.decimal("total")
            weight = try reader.decimal("weight")
            hsCode = try reader.string("hs_code")
            origin = try reader.string("country_of_origin")
            isBackOrdered = try reader.bool("back_ordered")
            let brand = try reader.object("brand")
            brandCode = try brand.string("code")
            brandName = try brand.string("name")
        }
    }

    var id, status, currency, language, environment, createdAt: String
    var note: String?
    var rate: ExactDecimal
    var shipping, billing: Address
    var items: [Item]
    var totals: [ExactDecimal]

    init(_ reader: JSONReader) throws(JSONReadError) {
        id = try reader.string("id")
        status = try reader.string("status")
        currency = try reader.string("currency")
        language = try reader.string("language")
        environment = try reader.string("environment")
        createdAt = try reader.string("created_at")
        note = try reader.optionalString("customer_note")
        rate = try reader.decimal("rate")
        shipping = try Address(reader.object("shipping_address"))
        billing = try Address(reader.object("billing_address"))
        items = try reader.array("items").map { (item) throws(JSONReadError) in try Item(item) }
        let totals = try reader.object("totals")
        self.totals = try ["items", "discount", "shipping", "tax", "duty", "grand_total"]
            .map { (name) throws(JSONReadError) in try totals.decimal(name) }
    }
}
