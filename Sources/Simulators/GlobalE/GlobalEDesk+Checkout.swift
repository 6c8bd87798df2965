/// The two calls that start an order from a checkout of the merchant.
extension GlobalEDesk {
    /// Source: contract 3.1; the answer has no order id, which comes with SendOrderToMerchant.
    func createPlatformOrder(_ request: IncomingRequest) throws -> Answer {
        let cart = try request.document()
        guard let products = cart.any("Products")?.elements, !products.isEmpty else {
            throw GlobalERefusal.empty("Products")
        }
        guard cart.any("ShippingDetails") != nil else { throw GlobalERefusal.empty("ShippingDetails") }
        guard let currency = cart.any("Currency")?.any("CurrencyCode")?.spelling else {
            throw GlobalERefusal.empty("CurrencyCode")
        }
        try write { book, now in
            var sample = GlobalESampleOrder.make(
                seed: configuration.seed, index: book.nextSample(), createdAt: now, wish: Self.bare)
            try Self.fill(&sample, from: cart, products, currency)
            try book.place(sample)
            book.countPlatformOrder(sample.merchantOrderID ?? "")
            let payment = try book.take(.pay, of: sample.id)
            book.tell([.init(orderID: sample.id, content: .order)] + payment)
        }
        return Answer(document: Self.success)
    }

    private static var bare: GlobalESampleOrder.Wish {
        var wish = GlobalESampleOrder.Wish()
        wish.lines = 1
        wish.needsDocuments = false
        return wish
    }

    /// Takes lines, payments and the name from the cart; the rest stays as generated.
    private static func fill(
        _ sample: inout GlobalESampleOrder, from cart: Document, _ products: [Document], _ currency: String
    ) throws {
        sample.place.currency = currency
        let till = GlobalESampleOrder.Till(place: sample.place, hub: sample.hub)
        func pair(_ value: Document?) -> GlobalEAmount? {
            guard let amount = value?.spelling.flatMap({ MinorUnits(major: $0, currency) }) else { return nil }
            return .init(customer: amount.count, merchant: amount.count * 100 / till.hub.per100(in: till.place))
        }
        sample.lines = try products.enumerated().map { index, product in
            guard let sku = product.any("ProductCode")?.spelling, let price = pair(product.any("SalePrice")) else {
                throw GlobalERefusal.invalid("ProductCode and SalePrice are required.")
            }
            return .init(
                cartItemID: product.any("CartItemId")?.spelling ?? String(index + 1), sku: sku,
                name: product.any("Name")?.text ?? sku, quantity: product.any("OrderedQuantity")?.count ?? 1,
                price: price, productDiscount: .zero, cartDiscount: .zero, duty: .zero, tax: .zero, hsCode: "999999")
        }
        let payments = cart.any("CustomerPayments")
        sample.orderDiscounts = []
        sample.markups = []
        sample.cashOnDelivery = .zero
        sample.merchantBearsDuties = false
        sample.shipping = pair(payments?.any("ShippingPrice")) ?? .zero
        // The cart tells duties and taxes of the whole order only, so they stand with the clearance fee.
        sample.clearance = [payments?.any("Duties"), payments?.any("Taxes"), payments?.any("CustomClearanceFee")]
            .compactMap { pair($0) }.sum { $0 }
        sample.dutiesGuaranteed = cart.any("IsTaxPrePaid")?.flag ?? false
        sample.merchantOrderID = cart.any("MerchantOrderId")?.spelling
        name(&sample, cart.any("ShippingDetails"))
    }

    private static func name(_ sample: inout GlobalESampleOrder, _ details: Document?) {
        sample.place.address.firstName = details?.any("FirstName")?.text ?? sample.place.address.firstName
        sample.place.address.lastName = details?.any("LastName")?.text ?? sample.place.address.lastName
        sample.place.address.email = details?.any("Email")?.text ?? sample.place.address.email
    }

    /// Source: contract 3.9: everything travels in the query, in the newer form in the body.
    func sendOrder(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        guard let token = (request.parameter("cartToken") ?? body.any("cartToken")?.spelling), !token.isEmpty else {
            throw GlobalERefusal.empty("cartToken")
        }
        let shipping = try argument("shippingDetails", of: request) ?? body.any("shippingDetails")
        let order = try write { book, now in
            var sample = GlobalESampleOrder.make(
                seed: configuration.seed, index: book.nextSample(), createdAt: now)
            sample.cartID = token
            Self.name(&sample, shipping)
            try book.place(sample)
            book.tell([.init(orderID: sample.id, content: .order)])
            return try book.order(sample.id)
        }
        return Answer(
            document: [
                "Success": true,
                "PaymentActionURL": .text("https://platform.example/pay?order=\(order.sample.id)"),
                "Order": order.document(guid: configuration.merchantGUID),
            ])
    }
}
