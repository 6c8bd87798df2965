/// What a merchant asks to pay back (contract 2.9, 2.10); amounts are minor units.
struct GlobalERefundRequest: Sendable, Equatable {
    var isFull = false
    /// The stated totals, in the customer's and the merchant's currency.
    var total, originalTotal: Int64?
    var productsDuties = false
    var shippingRefund = false
    var gesture, shipping, duties: Int64?
    var reason, comments, externalReference: String?
    var products: [Product] = []

    struct Product: Sendable, Equatable {
        var cartItemID, sku: String?
        /// None when it is missing or no whole number.
        var quantity: Int64?
        var amount, originalAmount: Int64?
        var reason: String?
    }

    /// Reads the two arguments.
    ///
    /// - Throws: `GlobalERefusal` for amounts that are none.
    init(_ details: Document, _ list: [Document], of order: GlobalEOrder) throws {
        let pen = order.pen
        func amount(_ owner: Document, _ names: String..., in currency: String) throws -> Int64? {
            for name in names {
                guard let value = owner.any(name) else { continue }
                guard let spelling = value.spelling, let amount = MinorUnits(major: spelling, currency),
                    amount.count >= 0
                else { throw GlobalERefusal.invalid("\(name) is not an amount of \(currency).") }
                return amount.count
            }
            return nil
        }
        isFull = details.any("FullRefund")?.flag ?? false
        total = try amount(details, "TotalRefundAmount", in: pen.customerCurrency)
        originalTotal = try amount(details, "OriginalTotalRefundAmount", in: pen.merchantCurrency)
        productsDuties = details.any("ProductsDutiesRefund")?.flag ?? false
        shippingRefund = details.any("ShippingRefund")?.flag ?? false
        gesture = try amount(details, "ServiceGestureAmount", in: pen.customerCurrency)
        shipping = try amount(details, "ShippingAmount", in: pen.customerCurrency)
        duties = try amount(details, "DutiesAmount", in: pen.customerCurrency)
        reason = details.any("RefundReason")?.any("OrderRefundReasonCode")?.spelling
        comments = details.any("RefundComments")?.spelling
        externalReference = details.any("externalReference")?.spelling
        products = try list.map { product in
            Product(
                cartItemID: product.any("CartItemId")?.spelling, sku: product.any("ProductCode", "Sku")?.spelling,
                quantity: product.any("RefundQuantity")?.count,
                amount: try amount(product, "RefundAmount", in: pen.customerCurrency),
                originalAmount: try amount(product, "OriginalRefundAmount", in: pen.merchantCurrency),
                reason: product.any("RefundReason")?.any("OrderRefundReasonCode")?.spelling)
        }
    }
}
