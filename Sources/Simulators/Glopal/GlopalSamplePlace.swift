/// Where a generated order comes from.
struct GlopalSamplePlace: Sendable {
    typealias Address = GlopalSampleOrder.Address

    let currency: String
    let language: String
    let address: Address
    let romanized: Address
    let note: String
    let articles: [String]
    let taxPercent: Int64
    let dutyPercent: Int64
    let exchangeRates: [GlopalSampleOrder.ExchangeRate]

    var isEuropean: Bool { currency == "EUR" }

    /// Turns an amount of about cents of a euro into minor units of this place, so that prices look plausible.
    func scaled(_ cents: Int64) -> Int64 {
        switch currency {
        case "JPY": cents * 3 / 2
        case "KWD": cents * 10 / 3
        default: cents
        }
    }

    static let all = [france, greece, unitedStates, japan, kuwait]

    private static let france = GlopalSamplePlace(
        currency: "EUR", language: "fr-FR",
        address: Address(
            firstName: "Zoé", lastName: "Lefèvre", address1: "12 rue de l’Œuvre", address2: "Bât. B", city: "Orléans",
            postcode: "45000", country: "FR", phone: "+33100000001", email: "zoe@buyer.example"),
        romanized: Address(
            firstName: "Zoé", lastName: "Lefèvre", address1: "12 rue de l'Oeuvre", address2: "Bât. B", city: "Orléans",
            postcode: "45000", country: "FR", phone: "+33100000001", email: "zoe@buyer.example"),
        note: "Merci de sonner deux fois.", articles: ["Robe d’été", "Écharpe \"Été\"", "Sac à main"],
        taxPercent: 20, dutyPercent: 0,
        exchangeRates: [.init(base: "USD", rate: "0.9102"), .init(base: "GBP", rate: "1.17345678")])

    private static let greece = GlopalSamplePlace(
        currency: "EUR", language: "el",
        address: Address(
            firstName: "Ελένη", lastName: "Παπαδοπούλου", address1: "Οδός Ερμού 7", city: "Αθήνα", postcode: "105 63",
            country: "GR", phone: "+302100000002", email: "eleni@buyer.example"),
        romanized: Address(
            firstName: "Eleni", lastName: "Papadopoulou", address1: "Odos Ermou 7", city: "Athina",
            postcode: "105 63", country: "GR", phone: "+302100000002", email: "eleni@buyer.example"),
        note: "Παρακαλώ χτυπήστε το κουδούνι.", articles: ["Φόρεμα", "Παπούτσια", "Τσάντα"],
        taxPercent: 24, dutyPercent: 3,
        exchangeRates: [.init(base: "USD", rate: "0.92000001"), .init(base: "GBP", rate: "1.17")])

    private static let unitedStates = GlopalSamplePlace(
        currency: "USD", language: "en-US",
        address: Address(
            firstName: "Sam", lastName: "O'Neil", company: "Sample & Sons", address1: "100 Main Street",
            address2: "Apt 4", city: "Springfield", state: "IL", postcode: "62701", country: "US",
            phone: "+12025550103", email: "sam@buyer.example"),
        romanized: Address(
            firstName: "Sam", lastName: "O'Neil", company: "Sample & Sons", address1: "100 Main Street",
            address2: "Apt 4", city: "Springfield", state: "IL", postcode: "62701", country: "US",
            phone: "+12025550103", email: "sam@buyer.example"),
        note: "Leave it at the door.", articles: ["Summer dress", "Leather shoes", "Handbag 14\""],
        taxPercent: 0, dutyPercent: 5,
        exchangeRates: [.init(base: "EUR", rate: "1.08654321"), .init(base: "GBP", rate: "1.27")])

    private static let japan = GlopalSamplePlace(
        currency: "JPY", language: "ja",
        address: Address(
            firstName: "花子", lastName: "山田", address1: "一番町1-2-3", address2: "𠮷野ビル 4階", city: "千代田区",
            state: "東京都", postcode: "102-0082", country: "JP", phone: "+81300000004", email: "hanako@buyer.example"),
        romanized: Address(
            firstName: "Hanako", lastName: "Yamada", address1: "Ichibancho 1-2-3", address2: "Yoshino Building 4F",
            city: "Chiyoda-ku", state: "Tokyo", postcode: "102-0082", country: "JP", phone: "+81300000004",
            email: "hanako@buyer.example"),
        note: "置き配をお願いします。", articles: ["ワンピース", "革靴", "ハンドバッグ 👜"],
        taxPercent: 10, dutyPercent: 8,
        exchangeRates: [
            .init(base: "USD", rate: "149.12345678"), .init(base: "EUR", rate: "161.5"),
            .init(base: "GBP", rate: "189.07"),
        ])

    private static let kuwait = GlopalSamplePlace(
        currency: "KWD", language: "ar",
        address: Address(
            firstName: "ليلى", lastName: "الصباح", address1: "شارع السالم ١٢", city: "مدينة الكويت", postcode: "13001",
            country: "KW", phone: "+96522000005", email: "layla@buyer.example"),
        romanized: Address(
            firstName: "Layla", lastName: "Al-Sabah", address1: "Al Salem Street 12", city: "Kuwait City",
            postcode: "13001", country: "KW", phone: "+96522000005", email: "layla@buyer.example"),
        note: "اتصل قبل التسليم.", articles: ["فستان", "حذاء جلدي", "حقيبة يد"],
        taxPercent: 0, dutyPercent: 5,
        exchangeRates: [
            .init(base: "USD", rate: "0.30712345"), .init(base: "EUR", rate: "0.33371001"),
            .init(base: "GBP", rate: "0.39"),
        ])
}
