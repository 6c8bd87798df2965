/// An order as the checkout left it, with every amount in both currencies.
///
/// Source: contract 2.1 to 2.7. What the customer pays is ``total``.
package struct GlobalESampleOrder: Sendable, Equatable {
    /// Global-e's order id, as `GE12345678GB`.
    package var id: String
    /// The basket at the merchant, and the merchant's user if there is one.
    package var cartID: String
    /// The merchant's user, if the customer has an account.
    package var userID: String?
    /// The merchant's order id, if the cart named one.
    package var merchantOrderID: String?
    /// When the checkout was completed, UTC.
    package var createdAt: Timestamp
    /// The lines; one that is amended away stays with quantity 0.
    package var lines: [Line]
    /// Discounts of the order beyond those of its lines and of a hidden duty.
    package var orderDiscounts: [Discount]
    /// For reconciliation only, never shown to the shopper.
    package var markups: [Discount]
    /// Shipping before discounts.
    package var shipping: GlobalEAmount
    /// Customs clearance fee, contained in the duties that the documents state.
    package var clearance: GlobalEAmount
    /// The fee for cash on delivery.
    package var cashOnDelivery: GlobalEAmount
    /// Whether duties are paid with the order (DDP); else on delivery (DAP).
    package var dutiesGuaranteed: Bool
    /// Whether the merchant bears the duties: a discount of type 4 takes them off (`HiddenForceDDP`).
    package var merchantBearsDuties: Bool
    /// Whether duties that the merchant bears stand outside the customer's total, their discount with them.
    ///
    /// So it is in the published answer of Edit Order; else they are charged and taken off again.
    package var hidesDuties = false
    /// Whether the primary addresses are the end customer's.
    package var isEndCustomerPrimary: Bool
    /// Whether encoded spaces are plus signs.
    package var plusForSpace: Bool
    /// Whether personal data travels encrypted.
    package var isEncrypted: Bool
    /// Codes and names of the documents without which the order may not leave, as 11 and EAD.
    package var requiredDocuments: [RequiredDocument]
    /// A JSON text of key and value pairs.
    package var urlParameters: String?
    /// A note by the customer.
    package var comment: String?
    /// Whether it may be dispatched only within a consolidated shipment.
    package var isConsolidated: Bool
    /// The order that this one replaces.
    package var original: Original?
    /// Bytes that the document should at least have.
    package var paddedTo = 0
    var place: GlobalESamplePlace
    var hub: GlobalEHub

    /// One line; amounts are of one piece.
    package struct Line: Sendable, Equatable {
        /// The key of the line, given by the merchant.
        package var cartItemID: String
        /// The line that this one replaces or belongs to.
        package var parentCartItemID: String?
        /// The merchant's article number and the article's name.
        package var sku, name: String
        /// How many are in force.
        package var quantity: Int64
        /// The price, the product discount and the cart discount of one piece.
        package var price, productDiscount, cartDiscount: GlobalEAmount
        /// Duty and sales tax of one piece, not contained in the price.
        package var duty, tax: GlobalEAmount
        /// A message on the gift.
        package var giftMessage: String?
        /// Customs tariff code.
        package var hsCode: String

        /// What one piece costs after its discounts.
        package var discounted: GlobalEAmount { price - productDiscount - cartDiscount }
    }

    /// One discount or markup; the amount is positive.
    package struct Discount: Sendable, Equatable {
        /// 1 cart, 2 shipping, 3 loyalty, 4 duties, 5 checkout loyalty, 6 payment charge (contract 5).
        package var type: Int
        /// Who caused it (contract 5).
        package var source: Int
        /// What the merchant calls it.
        package var name, description: String
        /// How much it takes off.
        package var amount: GlobalEAmount
        /// The coupon and the code, if any.
        package var coupon, code: String?
        /// The line it belongs to; none for the order.
        package var cartItemID: String?
    }

    /// A document that has to come before the order may leave.
    package struct RequiredDocument: Sendable, Equatable {
        /// The document's type (contract 5).
        package var code, name: String

        /// Germany's export document.
        package static let export = RequiredDocument(code: "11", name: "EAD")
    }

    /// The order that is replaced.
    package struct Original: Sendable, Equatable {
        /// Global-e's id of it.
        package var id: String
        /// The merchant's two ids of it.
        package var merchantOrderID, merchantInternalOrderID: String?
    }

    /// ISO 4217 code of the currency the customer pays in.
    package var customerCurrency: String { place.currency }
    /// ISO 4217 code of the merchant's currency.
    package var merchantCurrency: String { hub.currency }

    /// Duty on all lines.
    package var duties: GlobalEAmount { lines.sum { $0.duty * $0.quantity } }
    /// Sales tax on all lines.
    package var taxes: GlobalEAmount { lines.sum { $0.tax * $0.quantity } }
    /// Duty, tax and clearance together.
    package var levies: GlobalEAmount { duties + taxes + clearance }

    /// All discounts, in the sequence of the documents.
    package var discounts: [Discount] {
        var discounts: [Discount] = lines.filter { $0.quantity > 0 && $0.productDiscount != .zero }.map { line in
            Discount(
                type: 1, source: 1, name: "Sale", description: "Off the article's price.",
                amount: line.productDiscount * line.quantity, code: "SALE-\(line.sku)", cartItemID: line.cartItemID)
        }
        let cart = lines.sum { $0.cartDiscount * $0.quantity }
        if cart != .zero {
            discounts.append(
                Discount(
                    type: 1, source: 1, name: "10% off", description: "10% off the basket.", amount: cart,
                    coupon: "GO10", code: "Email_Sign_up-10%_off"))
        }
        discounts += orderDiscounts
        if merchantBearsDuties, levies != .zero {
            discounts.append(
                Discount(
                    type: 4, source: 4, name: hidesDuties ? "Hidden DDP" : "Duties subsidy",
                    description: "Duties borne by the merchant.", amount: levies))
        }
        return discounts
    }

    /// Shipping less the discounts on it; nothing for a replacement, as in the sample of CreateOrder.
    package var discountedShipping: GlobalEAmount {
        original == nil ? shipping - orderDiscounts.filter { $0.type == 2 }.sum(\.amount) : .zero
    }

    /// The duties that the customer's total holds.
    package var chargedLevies: GlobalEAmount {
        merchantBearsDuties && hidesDuties ? .zero : levies
    }

    /// What the customer pays: goods − discounts + shipping + duties, taxes and clearance + cash on delivery.
    ///
    /// Source: contract 2.7 and sample 2 of SendOrderToMerchant (derived). Markups stay apart, but for a replacement,
    /// whose negative shipping they outweigh as in the sample of CreateOrder.
    package var total: GlobalEAmount {
        let goods = lines.sum { $0.price * $0.quantity }
        let plus = goods + shipping + levies + cashOnDelivery
        // A hidden duty and its discount cancel each other out, whether the total holds both or neither.
        return plus - discounts.sum(\.amount) + (original == nil ? .zero : markups.sum(\.amount))
    }
}
