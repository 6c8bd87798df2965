/// One notification with what became of it.
package struct GlobalENotification: Sendable, Equatable {
    /// Its place in the series, from 1.
    package internal(set) var number = 0
    /// What it tells.
    package let kind: Kind
    /// Global-e's id of the order.
    package let orderID: String
    /// What was sent.
    package let body: Document
    /// How often it was tried.
    package internal(set) var attempts = 0
    /// The status of the last answer; none when there was none.
    package internal(set) var status: Int?
    /// The last answer's body, if it was JSON.
    package internal(set) var answer: Document?

    /// The notifications, by the last part of their path.
    package enum Kind: String, Sendable, CaseIterable {
        /// SendOrderToMerchant.
        case order
        /// UpdateOrderStatus.
        case orderStatus = "order-status"
        /// PerformOrderPayment.
        case orderPayment = "order-payment"
        /// UpdateOrderShippingInfo.
        case orderShippingInfo = "order-shipping-info"
        /// NotifyOrderRefund.
        case orderRefund = "order-refund"
        /// The dispatch notification of a parcel.
        case parcelDispatch = "parcel-dispatch"
        /// SendAdditionalRequiredDocumentsToMerchant.
        case requiredDocuments = "required-documents"
        /// RemoveRestrictedProducts.
        case restrictedProducts = "restricted-products"
    }

    /// Whether the merchant took it: a 2xx that does not say otherwise.
    package var isTaken: Bool {
        guard let status, (200..<300).contains(status) else { return false }
        return answer?.any("Success")?.flag ?? true
    }

    var document: Document {
        [
            "number": Document(number), "kind": .text(kind.rawValue), "order": .text(orderID), "body": body,
            "attempts": Document(attempts), "status": status.map { Document($0) } ?? nil, "answer": answer ?? nil,
            "taken": .bool(isTaken),
        ]
    }
}
