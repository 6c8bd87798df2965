import AdapterKit
import Canonical

/// What kind of notification a message is; the path says it.
enum GlobalENotice: String, CaseIterable, Sendable {
    case order
    case orderStatus = "order-status"
    case orderPayment = "order-payment"
    case orderShipping = "order-shipping-info"
    case orderRefund = "order-refund"
    case parcelDispatch = "parcel-dispatch"
    case requiredDocuments = "required-documents"
    case restrictedProducts = "restricted-products"

    /// The notification that a path relative to `/in/{adapter}` is for.
    init?(path: String) {
        self.init(rawValue: path.split(separator: "/").joined(separator: "/").lowercased())
    }

    /// The notification that a stored document looks like, by the members that only it has.
    ///
    /// - Throws: `TranslationProblem` when it looks like none.
    init(guessing message: JSONReader) throws(TranslationProblem) {
        func has(_ key: String, _ kind: JSONKind) -> Bool { message.member(key)?.kind == kind }
        let known: [(Bool, GlobalENotice)] = [
            (has("RemovedProductCodes", .array), .restrictedProducts),
            (message.member("TotalRefundAmount") != nil, .orderRefund),
            (GlobalEAssumptions.dispatchedParcels.contains { has($0, .object) }, .parcelDispatch),
            (
                message.member("Products")?.count ?? 0 > 0 && message.member("CurrencyCode")?.node.looseText != nil,
                .order
            ),
            (has("AdditionalRequiredDocuments", .array), .requiredDocuments),
            (has("PaymentDetails", .object), .orderPayment),
            (has("InternationalDetails", .object), .orderShipping),
            (message.member("StatusCode") != nil || has("OrderStatus", .object), .orderStatus),
        ]
        guard let notice = known.first(where: \.0)?.1 else {
            throw TranslationProblem(
                code: "globale.unknown-message", pointer: "", message: "the document looks like no message of Global-e")
        }
        self = notice
    }
}
