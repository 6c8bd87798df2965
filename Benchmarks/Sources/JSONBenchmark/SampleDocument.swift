/// An order of about 8 KB as a checkout would send it, made up.
enum SampleDocument {
    static let text: String = {
        let lines = (1...16).map(line).joined(separator: ",")
        return """
            {"id":"GE1234567GB","status":"READY","currency":"BRL","language":"pt-BR","environment":"live",\
            "created_at":"2026-01-15T09:30:00.120Z","customer_note":null,"rate":6.1234567890123456789012345678,\
            "shipping_address":\(address(1)),"billing_address":\(address(2)),"items":[\(lines)],\
            "totals":{"items":1999.90,"discount":50.00,"shipping":19.90,"tax":320.11,"duty":80.02,"grand_total":2369.93}}
            """
    }()

    private static func line(_ number: Int) -> String {
        """
        {"id":"cart-item-\(number)","sku":"SKU-00\(number)-RED-XL","parent":null,\
        "name":"A cotton shirt with a rather long product name","quantity":\(number % 3 + 1),"unit_price":1\(number).90,\
        "price_before":2\(number).4478,"rounding":1.0000899820035992801439712058,"tax_rate":20.00,"discount":0.50,\
        "tax":3.\(10 + number),"duty":1.95,"total":1\(number).40,"weight":0.35,"hs_code":"6109.10",\
        "country_of_origin":"PT","back_ordered":false,"brand":{"code":"B\(number)","name":"Brand name \(number)"}}
        """
    }

    private static func address(_ number: Int) -> String {
        """
        {"first_name":"Zoë\(number)","last_name":"O'Brien-Müller","address1":"\(number) Long Street, building \\"B\\"",\
        "address2":null,"city":"São Paulo","postcode":"0\(number)2345","country":"BR","phone":"+55 11 5555 0\(number)",\
        "email":"buyer\(number)@example.com"}
        """
    }
}
