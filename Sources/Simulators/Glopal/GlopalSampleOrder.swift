/// An order as a buyer left it in the checkout, before anything happened to it.
///
/// Amounts are minor units of ``currency``. Source: contract A6; the inner names are assumed there.
package struct GlopalSampleOrder: Sendable, Equatable {
    /// Glopal's order id, `^\d+-\d+$`.
    package var id: String
    /// ISO 4217 code of the currency the buyer paid in.
    package var currency: String
    /// BCP 47 tag of the buyer's language.
    package var language: String
    /// `live` or `test`.
    package var environment = "live"
    /// The note that came with the cart.
    package var customerNote: String?
    /// The note by Glopal.
    package var internalNote: String?
    /// What one unit of each base currency costs in the order's currency.
    package var exchangeRates: [ExchangeRate]
    /// When the checkout was completed, UTC.
    package var createdAt: Timestamp
    /// Who ordered and where it goes, in the buyer's script.
    package var shippingAddress: Address
    /// The same address in Latin-1 characters, if the store has that feature.
    package var romanizedAddress: Address?
    /// Where the invoice goes.
    package var billingAddress: Address?
    /// The order's lines, at least one.
    package var lines: [Line]
    /// How it is shipped and what that costs.
    package var shipping: Shipping
    /// An extra amount on the order, minor units.
    package var extra: Int64 = 0
    /// The payment method's name.
    package var paymentMethod = "card"
    /// The id of the duty and tax calculation.
    package var transactionID: String?
    /// Glopal's own IOSS number, when it is the deemed supplier.
    package var iossNumber: String?
    /// Glopal's part of a refund's liability, in thousandths; 0 on an order without a split.
    package var glopalShare: Int64 = 0
    /// Bytes the details should at least have; the cart copy is filled up to it.
    package var paddedTo = 0

    /// One exchange rate: 1 unit of `base` is `rate` units of the order's currency.
    package struct ExchangeRate: Sendable, Equatable {
        /// ISO 4217 code of the base currency.
        package var base: String
        /// The rate as spelled, up to 8 decimals.
        package var rate: String
    }

    /// A postal address with the person at it.
    package struct Address: Sendable, Equatable {
        /// The person's names.
        package var firstName, lastName: String
        /// The firm, if any.
        package var company: String?
        /// Street and number.
        package var address1: String
        /// Floor, building and the like.
        package var address2: String?
        /// The town.
        package var city: String
        /// The state or province, if any.
        package var state: String?
        /// The postal code.
        package var postcode: String
        /// ISO 3166-1 alpha-2 code.
        package var country: String
        /// How to reach the person.
        package var phone, email: String
    }

    /// One line; amounts are minor units for the whole line except the unit price.
    package struct Line: Sendable, Equatable {
        /// The cart's item id.
        package var id: String
        /// The merchant's article number.
        package var sku: String
        /// The article's name.
        package var name: String
        /// How many, at least one.
        package var quantity: Int64
        /// Price of one piece, minor units.
        package var unitPrice: Int64
        /// Taken off the line, minor units.
        package var discount: Int64
        /// Tax on the line, not contained in the price, minor units.
        package var tax: Int64
        /// Duty on the line, minor units.
        package var duty: Int64
        /// Customs tariff code.
        package var hsCode: String
        /// ISO 3166-1 alpha-2 code.
        package var countryOfOrigin: String

        /// What the buyer pays for the line, minor units: goods − discount + tax + duty.
        package var total: Int64 {
            unitPrice * quantity - discount + tax + duty
        }
    }

    /// Shipping; amounts are minor units.
    package struct Shipping: Sendable, Equatable {
        /// The method's and the carrier's name.
        package var method, carrier: String
        /// The price, and tax and duty on it.
        package var amount, tax, duty: Int64
    }

    /// What the buyer paid, minor units.
    ///
    /// The sum items − discount + shipping + tax + duty + extra is assumed; the contract names the parts only.
    package var grandTotal: Int64 {
        lines.reduce(0) { $0 + $1.total } + shipping.amount + shipping.tax + shipping.duty + extra
    }
}
