extension GlobalESampleOrder {
    /// What a generated order should look like; all is optional.
    package struct Wish: Sendable, Equatable {
        /// The customer's currency: USD, EUR, JPY, KWD or CAD.
        package var currency: String?
        /// The merchant's currency: GBP or EUR.
        package var merchantCurrency: String?
        /// The number of lines, 1 to 20; 1 to 3 when absent.
        package var lines: Int?
        /// The pieces of each line; 1 to 3 when absent.
        package var quantity: Int64?
        /// The whole order id; none lets the generator number it.
        package var id: String?
        /// Whether the primary addresses are the end customer's.
        package var isEndCustomerPrimary: Bool?
        /// Whether a document has to come first.
        package var needsDocuments: Bool?
        /// Whether it goes within a consolidated shipment.
        package var isConsolidated = false
        /// Whether personal data is encrypted.
        package var isEncrypted = false
        /// Bytes that the document should at least have; 8192 for measuring.
        package var paddedTo = 0

        /// Wishes for nothing in particular.
        package init() {}
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
        let places = GlobalESamplePlace.all.filter { wish.currency == nil || $0.currency == wish.currency }
        let hubs = GlobalEHub.all.filter { wish.merchantCurrency == nil || $0.currency == wish.merchantCurrency }
        let place = places.randomElement(using: &chance) ?? GlobalESamplePlace.all[0]
        let hub = hubs.randomElement(using: &chance) ?? GlobalEHub.all[0]
        let count = wish.lines.map { min(20, max(1, $0)) } ?? Int.random(in: 1...3, using: &chance)
        let till = Till(place: place, hub: hub)
        let hasCartDiscount = chance.next() % 3 == 0
        var lines = (1...count).map { till.line(number: $0, hasCartDiscount, using: &chance) }
        if let quantity = wish.quantity { for index in lines.indices { lines[index].quantity = max(1, quantity) } }
        let needsDocuments = wish.needsDocuments ?? (chance.next() % 6 == 0)
        let number = 10_000_000 + seed % 8_000 * 10_000 + UInt64(index)
        var order = Self(
            id: wish.id ?? "GE\(number)\(hub.suffix)", cartID: String(56_000_000 + index),
            userID: chance.next() % 2 == 0 ? chance.code(length: 20) : nil, createdAt: createdAt, lines: lines,
            orderDiscounts: [], markups: [], shipping: till.amount(Int64.random(in: 700...1900, using: &chance)),
            clearance: place.dutyPercent > 0 ? till.amount(350) : .zero, cashOnDelivery: .zero,
            dutiesGuaranteed: chance.next() % 4 != 0, merchantBearsDuties: false,
            isEndCustomerPrimary: wish.isEndCustomerPrimary ?? (chance.next() % 2 == 0),
            plusForSpace: chance.next() % 2 == 0, isEncrypted: wish.isEncrypted,
            requiredDocuments: needsDocuments ? [.export] : [], urlParameters: Self.parameters(&chance),
            comment: chance.next() % 4 == 0 ? "Ring twice; \"back door\"" : nil, isConsolidated: wish.isConsolidated,
            paddedTo: wish.paddedTo, place: place, hub: hub)
        order.reduce(till, using: &chance)
        return order
    }

    /// Adds what an order may have besides: each kind of discount, markups, a fee.
    private mutating func reduce(_ till: Till, using chance: inout SplitMix) {
        // Without a guarantee duties are paid on delivery, so the order holds none.
        if !dutiesGuaranteed {
            clearance = .zero
            for index in lines.indices { lines[index].forgetLevies() }
        }
        merchantBearsDuties = levies != .zero && chance.next() % 3 == 0
        hidesDuties = merchantBearsDuties && chance.next() % 2 == 0
        if chance.next() % 2 == 0 {
            orderDiscounts.append(
                Discount(
                    type: 2, source: 2, name: "Shipping discount for fixed price",
                    description: "Shipping discount provided from fixed price range 24663", amount: till.amount(500)))
        }
        if chance.next() % 5 == 0 {
            orderDiscounts.append(
                Discount(
                    type: 3, source: 7, name: "Loyalty points", description: "100 points", amount: till.amount(100),
                    code: "POINTS"))
        }
        if chance.next() % 7 == 0 {
            orderDiscounts.append(
                Discount(
                    type: 5, source: 7, name: "Points at checkout", description: "50 points",
                    amount: till.amount(50)))
        }
        if chance.next() % 6 == 0 {
            cashOnDelivery = till.amount(250)
            orderDiscounts.append(
                Discount(
                    type: 6, source: 8, name: "Payment charge", description: "Charge taken over",
                    amount: till.amount(250)))
        }
        if chance.next() % 3 == 0 {
            markups.append(
                Discount(
                    type: 2, source: 6, name: "Remote area markup", description: "Reconciliation only",
                    amount: till.amount(230)))
        }
    }

    private static func parameters(_ chance: inout SplitMix) -> String? {
        switch chance.next() % 4 {
        case 0: #"[{"Key":"associateOrder","Value":"false"},{"Key":"till","Value":"7 + 1"}]"#
        // The published text is malformed in just this way.
        case 1: #"[{"Key":"associateOrder","Value":"false"}}"#
        default: nil
        }
    }
}

extension GlobalESampleOrder {
    /// Turns amounts of the merchant into pairs at the place's rate.
    struct Till {
        let place: GlobalESamplePlace
        let hub: GlobalEHub

        /// An amount of the merchant's minor units, and as much for the customer, rounded down.
        func amount(_ merchant: Int64) -> GlobalEAmount {
            .init(customer: merchant * hub.per100(in: place) / 100, merchant: merchant)
        }

        /// A price, whose customer's side is rounded up to tens of minor units as shop prices are.
        func price(_ merchant: Int64) -> GlobalEAmount {
            let exact = merchant * hub.per100(in: place) / 100
            return .init(customer: (exact / 10 + 1) * 10, merchant: merchant)
        }

        func line(number: Int, _ hasCartDiscount: Bool, using chance: inout SplitMix) -> Line {
            let article = Int.random(in: 1...999, using: &chance)
            let price = price(Int64.random(in: 499...19_999, using: &chance))
            let product = chance.next() % 4 == 0 ? price.percent(20) : .zero
            let rest = price - product
            let cart = hasCartDiscount ? rest.percent(10) : .zero
            let net = rest - cart
            return Line(
                cartItemID: String(10_367_295_488_000 + Int64(article) * 100 + Int64(number)), sku: "SKU-\(article)",
                name: place.articles[article % place.articles.count],
                quantity: Int64.random(in: 1...3, using: &chance), price: price, productDiscount: product,
                cartDiscount: cart, duty: net.percent(place.dutyPercent), tax: net.percent(place.taxPercent),
                giftMessage: chance.next() % 5 == 0 ? "Hello, world" : nil,
                hsCode: ["620443", "640399", "420221"][article % 3])
        }
    }
}

extension GlobalESampleOrder.Line {
    mutating func forgetLevies() {
        duty = .zero
        tax = .zero
    }
}
