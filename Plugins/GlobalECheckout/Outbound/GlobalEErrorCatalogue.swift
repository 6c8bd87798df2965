/// What Global-e's error codes mean for a call, keyed on endpoint and code: B001 and B100 mean different things.
///
/// Source: contract section 6 (stated for 1001 to 1006, D001 to D005 and B001; the others are found). What may be tried
/// again is inferred from their texts.
enum GlobalEErrorCatalogue {
    /// What a code means for the call that it answers.
    enum Verdict: Equatable {
        /// The same bytes will never work.
        case rejected
        /// Refused for now; nothing happened.
        case retry
        /// Something may have happened.
        case unknown
        /// Refused, unless an attempt before this one was the reason for it.
        case rejectedUnlessRepeated
    }

    /// A code's verdict and meaning.
    struct Entry: Equatable {
        var verdict: Verdict
        /// For the person on call.
        var meaning: String
    }

    /// The entry of a code at an endpoint; nil for codes that nobody documented.
    static func entry(_ code: String, at endpoint: GlobalEEndpoint) -> Entry? {
        let key = code.uppercased()
        switch endpoint {
        case .createOrderRefund: return refund[key] ?? general[key]
        case .updateOrderProducts: return products[key] ?? general[key]
        case .getShippingDocuments: return documents[key] ?? general[key]
        case .dispatchOrders, .dispatchConsolidatedShipment: return manifests[key] ?? general[key]
        case .quoteEdit, .applyEdit: return edit[key] ?? general[key]
        case .createAdditionalRequiredDocuments: return additionalDocuments[key] ?? general[key]
        default: return general[key]
        }
    }

    /// Codes without a number of HTTP that any call may be answered with.
    private static let general: [String: Entry] = [
        "EMPTYSTRING": Entry(verdict: .rejected, meaning: "a value must not be empty")
    ]

    private static let refund: [String: Entry] = [
        "1001": Entry(verdict: .rejectedUnlessRepeated, meaning: "the order is fully refunded or cancelled already"),
        "1002": Entry(verdict: .rejectedUnlessRepeated, meaning: "the amount is above what is left to refund"),
        "1003": Entry(verdict: .rejected, meaning: "a quantity is invalid"),
        "1004": Entry(verdict: .rejected, meaning: "the refund has no component"),
        "1005": Entry(verdict: .rejected, meaning: "a cart item is not in the order"),
        "1006": Entry(verdict: .rejectedUnlessRepeated, meaning: "a quantity is above what is left to refund"),
    ]

    private static let products: [String: Entry] = [
        "D001": Entry(verdict: .rejected, meaning: "the order is not known"),
        "D002": Entry(verdict: .rejected, meaning: "a cart item is not in the order"),
        "D003": Entry(verdict: .rejected, meaning: "a product is not in the order"),
        "D004": Entry(verdict: .rejected, meaning: "a country of origin is not known"),
        "D005": Entry(verdict: .rejected, meaning: "metadata must not be empty"),
    ]

    private static let documents: [String: Entry] = [
        "A100": Entry(verdict: .rejected, meaning: "the request has another form than wanted"),
        "A200": Entry(verdict: .retry, meaning: "the papers cannot be had yet: wrong status or partial information"),
        "A300": Entry(verdict: .rejected, meaning: "a product is not in the order"),
        "A400": Entry(verdict: .rejected, meaning: "a parcel has no product of the order"),
        "A500": Entry(verdict: .unknown, meaning: "the label service failed"),
        "A018": Entry(verdict: .unknown, meaning: "the carrier gave no label"),
        "A019": Entry(verdict: .rejected, meaning: "the order is cancelled"),
    ]

    private static let manifests: [String: Entry] = [
        "B001": Entry(verdict: .rejected, meaning: "an order is not known"),
        "B002": Entry(
            verdict: .rejectedUnlessRepeated, meaning: "an order has no label yet or was dispatched already"),
        "B003": Entry(verdict: .rejected, meaning: "an order has to be dispatched consolidated"),
        "B004": Entry(verdict: .rejected, meaning: "an order must not be dispatched consolidated"),
        "B100": Entry(verdict: .rejected, meaning: "the request names no valid order"),
        "B200": Entry(verdict: .rejected, meaning: "the orders have no common destination hub"),
        "B300": Entry(verdict: .rejected, meaning: "there are more outer boxes than parcels"),
        "B400": Entry(verdict: .unknown, meaning: "the manifest could not be made"),
        "B401": Entry(verdict: .rejected, meaning: "a parcel code is not known"),
        "B402": Entry(verdict: .rejected, meaning: "a tracking number is not known"),
        "B403": Entry(verdict: .rejected, meaning: "dispatching single parcels is not enabled"),
        "B404": Entry(verdict: .rejected, meaning: "the request names no order, parcel or tracking number"),
        "B500": Entry(verdict: .unknown, meaning: "the consolidated waybill could not be made"),
        "B600": Entry(verdict: .rejected, meaning: "the source hub is not set up"),
    ]

    private static let edit: [String: Entry] = [
        "B100": Entry(verdict: .rejected, meaning: "the change is not possible")
    ]

    private static let additionalDocuments: [String: Entry] = [
        "B001": Entry(verdict: .rejected, meaning: "the order or a tracking number is not known")
    ]
}
