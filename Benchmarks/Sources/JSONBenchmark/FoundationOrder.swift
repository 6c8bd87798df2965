/// The sample's fields as `JSONDecoder` reads them; names as on the wire.
struct FoundationOrder<Amount: Decodable>: Decodable {
    struct Address: Decodable {
        var first_name, last_name, address1: String
        var address2: String?
        var city, postcode, country, phone, email: String
    }
    struct Brand: Decodable { var code, name: String }
    struct Item: Decodable {
        var id, sku: String
        var parent: String?
        var name: String
        var quantity: Int
        var unit_price, price_before, rounding, tax_rate, discount, tax, duty, total, weight: Amount
        var hs_code, country_of_origin: String
        var back_ordered: Bool
        var brand: Brand
    }
    struct Totals: Decodable { var items, discount, shipping, tax, duty, grand_total: Amount }

    var id, status, currency, language, environment, created_at: String
    var customer_note: String?
    var rate: Amount
    var shipping_address, billing_address: Address
    var items: [Item]
    var totals: Totals
}
