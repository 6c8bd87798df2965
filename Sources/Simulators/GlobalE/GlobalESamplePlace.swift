/// Where a generated order goes to.
struct GlobalESamplePlace: Sendable, Equatable {
    var currency: String
    let currencyName: String
    let culture: String
    var address: GlobalEAddress
    let articles: [String]
    let taxPercent: Int64
    let dutyPercent: Int64
    let taxRule: String
    /// Minor units here for 100 minor units of the pound and of the euro.
    let per100Pence: Int64
    let per100Cents: Int64

    static let all = [unitedStates, france, japan, kuwait, canada]

    private static let unitedStates = GlobalESamplePlace(
        currency: "USD", currencyName: "US Dollar", culture: "en-US",
        address: GlobalEAddress(
            firstName: "Jane", lastName: "O'Neil", company: "Sample & Sons", address1: "12 E 11th St, #4+",
            address2: "Apt 4/b", city: "New York", stateCode: "NY", state: "New York", zip: "10003",
            email: "jane+shop@buyer.example", phone: "+1 202 555 0103", country: "US", country3: "USA",
            countryName: "United States"),
        articles: ["Summer dress", "Leather shoes", "Handbag 14\""], taxPercent: 0, dutyPercent: 5, taxRule: "FOB",
        per100Pence: 134, per100Cents: 109)

    private static let france = GlobalESamplePlace(
        currency: "EUR", currencyName: "Euro", culture: "fr",
        address: GlobalEAddress(
            firstName: "Zoé", lastName: "Lefèvre", address1: "12 rue de l’Œuvre", address2: "Bât. B",
            city: "Orléans", zip: "45000", email: "zoe@buyer.example", phone: "0033 1 00 00 00 01", country: "FR",
            country3: "FRA", countryName: "France"),
        articles: ["Robe d’été", "Écharpe \"Été\"", "Sac à main"], taxPercent: 20, dutyPercent: 0, taxRule: "CIF",
        per100Pence: 117, per100Cents: 100)

    private static let japan = GlobalESamplePlace(
        currency: "JPY", currencyName: "Japanese Yen", culture: "ja",
        address: GlobalEAddress(
            firstName: "Hanako", lastName: "Yamada", localFirstName: "花子", localLastName: "山田",
            address1: "一番町1-2-3", address2: "𠮷野ビル 4階", city: "千代田区", stateCode: "13", state: "東京都",
            zip: "102-0082", email: "hanako@buyer.example", phone: "+81 3 0000 0004", country: "JP",
            country3: "JPN", countryName: "Japan"),
        articles: ["ワンピース", "革靴", "ハンドバッグ 👜"], taxPercent: 10, dutyPercent: 8, taxRule: "CIF",
        per100Pence: 192, per100Cents: 162)

    private static let kuwait = GlobalESamplePlace(
        currency: "KWD", currencyName: "Kuwaiti Dinar", culture: "ar",
        address: GlobalEAddress(
            firstName: "Layla", lastName: "Al-Sabah", localFirstName: "ليلى", localLastName: "الصباح",
            address1: "Al Salem Street 12", address2: "Block 3, 50% side", city: "Kuwait City", stateCode: "NN",
            state: "undefined", zip: "13001", email: "layla@buyer.example", phone: "+965 2200 0005", country: "KW",
            country3: "KWT", countryName: "Kuwait"),
        articles: ["فستان", "حذاء جلدي", "حقيبة يد"], taxPercent: 0, dutyPercent: 5, taxRule: "CIFD",
        per100Pence: 390, per100Cents: 334)

    private static let canada = GlobalESamplePlace(
        currency: "CAD", currencyName: "Canadian Dollar", culture: "fr-CA",
        address: GlobalEAddress(
            firstName: "Luc", lastName: "Côté", address1: "100 rue Saint-Éloi", city: "Montréal", stateCode: "QC",
            state: "Québec", zip: "H2X 1Y4", email: "luc.cote@buyer.example", phone: "514-555-0106", country: "CA",
            country3: "CAN", countryName: "Canada"),
        articles: ["Manteau", "Bottes d’hiver", "Gants"], taxPercent: 14, dutyPercent: 17, taxRule: "CIFD",
        per100Pence: 183, per100Cents: 156)
}

/// The merchant's side of a generated order: its currency, and the hub that its parcels go to.
struct GlobalEHub: Sendable, Equatable {
    var currency: String
    /// The two letters at the end of an order id.
    let suffix: String
    let id: Int
    let code: String
    let shipping: GlobalEAddress
    let billing: GlobalEAddress
    let vatPercent: Int64

    /// What 100 minor units here are in the minor units of a place.
    func per100(in place: GlobalESamplePlace) -> Int64 {
        currency == "GBP" ? place.per100Pence : place.per100Cents
    }

    static let all = [derby, roosendaal]

    private static let derby = GlobalEHub(
        currency: "GBP", suffix: "GB", id: 1_001_012, code: "EMA",
        shipping: GlobalEAddress(
            firstName: "GlobalE", lastName: "East Midlands Airport", address1: "96a, Beverley Road",
            address2: "East Midlands Airport", city: "Derby", stateCode: "NN", zip: "DE74 2SA",
            email: "hub.gb@platform.example", phone: "01332 818723", country: "GB", country3: "GBR",
            countryName: "United Kingdom"),
        billing: GlobalEAddress(
            firstName: "GlobalE", lastName: "UK Limited", company: "GlobalE", address1: "45 Leather Lane",
            city: "London", zip: "EC1N 7TJ", email: "billing.gb@platform.example", phone: "+ 44 (0)808 258 0300",
            country: "GB", country3: "GBR", countryName: "United Kingdom"),
        vatPercent: 20)

    private static let roosendaal = GlobalEHub(
        currency: "EUR", suffix: "NL", id: 1_001_034, code: "RSD",
        shipping: GlobalEAddress(
            firstName: "GlobalE", lastName: "CEVA Logistics", company: "", address1: "Boekerman 5",
            address2: "Dock 100%+", city: "Roosendaal (Oud Gastel)", stateCode: "NN", state: "undefined",
            zip: "4751XK", email: "hub.nl@platform.example", phone: "000000000", country: "NL", country3: "NLD",
            countryName: "Netherlands"),
        billing: GlobalEAddress(
            firstName: "GlobalE", lastName: "NL B.V.", company: "GlobalE", address1: "Boekerman 5",
            city: "Roosendaal (Oud Gastel)", zip: "4751XK", email: "billing.nl@platform.example",
            phone: "+31 (0)800 000 0000", country: "NL", country3: "NLD", countryName: "Netherlands"),
        vatPercent: 21)
}
