extension GlopalSampleOrder {
    /// What a generated order should look like.
    package struct Wish: Sendable, Equatable {
        /// The order's currency: EUR, USD, JPY or KWD; none lets the generator choose.
        package var currency: String?
        /// The number of lines, 1 to 20; none lets the generator choose.
        package var lines: Int?
        /// Bytes the details should at least have.
        package var paddedTo: Int
        /// Whether an address in Latin-1 is added; none lets the generator choose.
        package var romanized: Bool?
        /// The whole order id; none lets the generator number it.
        package var id: String?
        /// `live` or `test`.
        package var environment: String
        /// Glopal's part of a refund's liability, in thousandths; none lets the generator choose.
        package var glopalShare: Int64?
        /// Whether duties and taxes were quoted at the checkout.
        package var isQuoted: Bool

        /// Writes down a wish; all is optional.
        package init(
            currency: String? = nil, lines: Int? = nil, paddedTo: Int = 0, romanized: Bool? = nil, id: String? = nil,
            environment: String = "live", glopalShare: Int64? = nil, isQuoted: Bool = true
        ) {
            self.currency = currency
            self.lines = lines
            self.paddedTo = paddedTo
            self.romanized = romanized
            self.id = id
            self.environment = environment
            self.glopalShare = glopalShare
            self.isQuoted = isQuoted
        }
    }

    private static func quote(_ wish: Wish, _ chance: inout SplitMix) -> String? {
        let code = chance.code(length: 12)
        return wish.isQuoted ? code : nil
    }

    /// Makes an order: the same seed, index, moment and wish give the same order.
    ///
    /// - Parameters:
    ///   - seed: Chooses the series.
    ///   - index: The order's place in the series, from 0.
    ///   - createdAt: When the checkout was completed.
    ///   - wish: What it should look like.
    /// - Returns: The order.
    package static func make(seed: UInt64, index: Int, createdAt: Timestamp, wish: Wish = .init()) -> Self {
        var chance = SplitMix(seed: seed &+ UInt64(index) &* 0x2545_F491_4F6C_DD1D)
        let places = GlopalSamplePlace.all.filter { wish.currency == nil || $0.currency == wish.currency }
        let place = places.randomElement(using: &chance) ?? GlopalSamplePlace.all[0]
        let count = wish.lines.map { min(20, max(1, $0)) } ?? Int.random(in: 1...20, using: &chance)
        let lines = (1...count).map { line(number: $0, in: place, using: &chance) }
        let fee = place.scaled(Int64.random(in: 300...1500, using: &chance))
        let isSplit = chance.next() % 4 == 0
        let romanized = wish.romanized ?? (chance.next() % 3 != 0)
        let note = chance.next() % 3 == 0 ? place.note : nil
        return Self(
            id: wish.id ?? "\(410_000 + seed % 90_000)-\(200_001 + index)", currency: place.currency,
            language: place.language, environment: wish.environment, customerNote: note,
            exchangeRates: place.exchangeRates, createdAt: createdAt, shippingAddress: place.address,
            romanizedAddress: romanized ? place.romanized : nil, billingAddress: place.address, lines: lines,
            shipping: Shipping(
                method: "standard", carrier: "DHL", amount: fee, tax: fee * place.taxPercent / 100, duty: 0),
            extra: place.scaled(chance.next() % 5 == 0 ? 150 : 0), transactionID: quote(wish, &chance),
            iossNumber: place.isEuropean && chance.next() % 2 == 0 ? "IM2760000742" : nil,
            glopalShare: wish.glopalShare ?? (isSplit ? 158 : 0), paddedTo: wish.paddedTo)
    }

    private static func line(
        number: Int, in place: GlopalSamplePlace, using chance: inout SplitMix
    ) -> Line {
        let article = Int.random(in: 1...999, using: &chance)
        let quantity = Int64.random(in: 1...3, using: &chance)
        let price = place.scaled(Int64.random(in: 499...19_999, using: &chance))
        let discount = chance.next() % 4 == 0 ? price * quantity / 10 : 0
        let net = price * quantity - discount
        return Line(
            id: String(70_000 + number), sku: "SKU-\(article)", name: place.articles[article % place.articles.count],
            quantity: quantity, unitPrice: price, discount: discount, tax: net * place.taxPercent / 100,
            duty: net * place.dutyPercent / 100, hsCode: ["6204430000", "6403990000", "4202210000"][article % 3],
            countryOfOrigin: ["IT", "GB", "PT"][article % 3])
    }
}
