import Canonical

/// Everything about the Order API that is assumed because no published page states it.
///
/// One place to correct when the provider tells otherwise. What pages state is cited where it is used:
/// *stated* are Order API 2.3.2 and "Order processing"; *found* are other public pages of the provider.
enum GlopalAssumptions {
    /// The last path segment of each operation; that the operations exist is stated, method POST is assumed too.
    enum Path {
        /// Accept: the provider learns the merchant's ids.
        static let accept = "accept"
        /// Cancel: the payment is voided or given back.
        static let cancel = "cancel"
        /// Refund: money goes back to the buyer.
        static let refund = "refund"
        /// Quote refund: the split of a refund, nothing changes.
        static let quoteRefund = "quote_refund"
    }

    /// The query parameter for the number of events of a page.
    static let limitParameter = "limit"
    /// The number of events of a page when no number is asked for; found, the parameter's name is assumed.
    static let defaultPageSize = 20
    /// The largest page.
    static let largestPageSize = 100
    /// The shortest distance of two polls of a live store, in seconds; no rate limit is published.
    static let shortestLivePollInterval = 60

    /// Event names; the first three are stated, the three returns after them found, the others assumed.
    enum Event {
        static let received = "order.received"
        static let ready = "order.ready"
        static let cancelled = "order.cancelled"
        static let returnRequested = "return.requested"
        static let returnAuthorized = "return.authorized"
        static let returnCancelled = "return.cancelled"
        static let accepted = "order.accepted"
        static let completed = "order.completed"
        static let refunded = "order.refunded"
        static let returnPending = "return.pending"
        static let returnDelivered = "return.delivered"

        /// All names that the adapter acts on; others are skipped.
        static let all = [
            received, ready, accepted, completed, cancelled, refunded, returnRequested, returnAuthorized,
            returnCancelled, returnPending, returnDelivered,
        ]
        /// The names of events about a return begin with this.
        static let returnPrefix = "return."
    }

    /// The query parameter that carries the shared secret unless the settings name another.
    static let defaultSecretParameter = "secret"
    /// What a webhook is answered with; any 2xx will do.
    static let webhookAnswer = Array(#"{"status":"ok"}"#.utf8)

    /// The value of `environment` of an order that is not real; `live` is found.
    static let testEnvironment = "test"
    /// The members of order details beyond those that are found.
    ///
    /// Found are `id`, `status`, `external`, `currency`, `language`, `environment`, `customer_note`, `internal_note`,
    /// `exchange_rates`, `created_at`, `customer` and `returns[].id`; all names here are assumed.
    enum Field {
        static let shippingAddress = "shipping_address"
        static let romanizedAddress = "shipping_address_romanized"
        static let billingAddress = "billing_address"
        static let firstName = "first_name"
        static let lastName = "last_name"
        static let company = "company"
        static let email = "email"
        static let phone = "phone"
        static let streetLines = ["address1", "address2"]
        static let city = "city"
        static let region = "state"
        static let postalCode = "postcode"
        static let country = "country"
        static let items = "items"
        static let lineID = "id"
        static let sku = "sku"
        static let lineName = "name"
        static let quantity = "quantity"
        static let unitPrice = "unit_price"
        static let discount = "discount"
        static let tax = "tax"
        static let duty = "duty"
        static let lineTotal = "total"
        static let hsCode = "hs_code"
        static let originCountry = "country_of_origin"
        static let shipping = "shipping"
        static let shippingMethod = "method"
        static let shippingCarrier = "carrier"
        static let shippingAmount = "amount"
        static let totals = "totals"
        static let extra = "extra"
        static let grandTotal = "grand_total"
        static let payment = "payment"
        static let paymentMethod = "method"
        static let paymentStatus = "status"
        static let transactionID = "transaction_id"
        static let taxScheme = "tax_scheme"
        static let iossNumber = "ioss_number"
        static let deemedSupplier = "deemed_supplier"
        static let refunds = "refunds"
        static let refundID = "refund_id"
        static let refundAmount = "amount"
        static let reason = "reason"
        static let initiator = "initiator"
        static let createdAt = "created_at"
        static let cancellation = "cancellation"
        static let cancelledAt = "cancelled_at"
        static let returnStatus = "status"
        static let rmaID = "rma_id"
        static let returnCarrier = "carrier"
        static let trackingNumber = "tracking_number"
        static let trackingURL = "tracking_url"
        static let requestedAt = "requested_at"
        static let returnItems = "items"
    }

    /// Members of requests.
    enum Call {
        static let externalGroup: StaticString = "external"
        static let externalOrderID: StaticString = "order_id"
        static let externalOrderNumber: StaticString = "order_number"
        static let flatOrderID: StaticString = "external_order_id"
        static let flatOrderNumber: StaticString = "external_order_number"
        static let reason: StaticString = "reason"
        static let note: StaticString = "note"
        static let amount: StaticString = "amount"
        static let liability: StaticString = "liability"
        static let merchantShare: StaticString = "merchant"
        static let providerShare: StaticString = "glopal"
        static let claim: StaticString = "claim"
        static let claimType: StaticString = "type"
        static let claimText: StaticString = "description"
        static let claimAmount: StaticString = "requested_amount"

        /// All of them, to recognise one in an error.
        static let names = Set(
            [
                externalGroup, externalOrderID, externalOrderNumber, flatOrderID, flatOrderNumber, reason, note, amount,
                liability, merchantShare, providerShare, claim, claimType, claimText, claimAmount,
            ].map { "\($0)" })
    }

    /// Members of answers.
    enum Reply {
        static let status = "status"
        static let refundID = "refund_id"
        static let currency = "currency"
        static let amount = "amount"
        static let refundable = "refundable_amount"
        static let liability = "liability"
        static let merchantShare = "merchant"
        static let providerShare = "glopal"
    }

    /// The name of the seller of record when the provider is the deemed supplier.
    static let deemedSupplierName = "Glopal"
    /// The part of the merchant's prices that a tax or duty belongs to when no reading makes the total add up.
    static let fallbackReading = PriceReading(taxIncluded: false, dutyIncluded: false)
    /// The readings of the stated prices, tried in this order until one gives the stated total.
    static let readings = [
        PriceReading(taxIncluded: false, dutyIncluded: false), PriceReading(taxIncluded: true, dutyIncluded: true),
        PriceReading(taxIncluded: true, dutyIncluded: false), PriceReading(taxIncluded: false, dutyIncluded: true),
    ]

    /// Whether the stated prices include tax and duty; the documents do not say.
    struct PriceReading: Sendable, Equatable {
        /// Whether line and shipping prices include tax.
        var taxIncluded: Bool
        /// Whether line and shipping prices include duty.
        var dutyIncluded: Bool
    }

    /// The meaning of payment states; others are kept as they are.
    static let paymentStates: [String: Payment.State] = [
        "pending": .pending, "authorized": .authorised, "authorised": .authorised, "paid": .captured,
        "captured": .captured, "partially_refunded": .partRefunded, "refunded": .refunded, "voided": .voided,
        "disputed": .disputed,
    ]

    /// The meaning of refund initiators; that merchant, provider and disputes are some is stated, spelling assumed.
    static let refundInitiators: [String: Refund.Initiator] = [
        "merchant": .merchant, "glopal": .provider, "dispute": .dispute, "buyer": .buyer,
    ]
    /// The initiator of refunds that come through the API.
    static let ownInitiator = "merchant"

    /// How far the provider's clock may be off when the times of refunds are compared, in seconds.
    static let clockSkew = 300
    /// How long after an event its order or return may still be missing from the details, in seconds.
    static let detailsDelay = 180
    /// The reason that is sent when the fact gives none and the settings map none.
    static let otherReason = "other"
    /// The body of a success; stated for accept, assumed for cancel and refund.
    static let successStatus = "ok"

    /// How an amount in the base currency is rounded after dividing.
    static let rounding = RoundingRule.halfUp
    /// The minor units per line or charge by which a stated total may miss its parts and still count as rounded.
    static let roundingTolerance = 1

    /// Whether an id may stand in a path.
    ///
    /// Digits, hyphen, digits is stated; the relaxed form allows ASCII letters, because a published return event has
    /// an id of letters and digits.
    static func mayStandInPath(_ orderID: String, relaxed: Bool) -> Bool {
        let parts = orderID.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { isDigit($0) || relaxed && isLetter($0) }
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
