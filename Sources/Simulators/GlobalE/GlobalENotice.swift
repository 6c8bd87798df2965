/// Something that Global-e has to tell the merchant; its text is made when it is sent.
struct GlobalENotice: Sendable, Equatable {
    let orderID: String
    let content: Content

    enum Content: Sendable, Equatable {
        /// SendOrderToMerchant.
        case order
        /// PerformOrderPayment.
        case payment
        /// UpdateOrderStatus: a code, its reason, and whether the whole order comes with it.
        case status(code: String, reason: String?, isFull: Bool)
        /// UpdateOrderShippingInfo.
        case shippingInfo
        /// NotifyOrderRefund.
        case refund(id: String)
        /// The dispatch notification of one parcel.
        case parcel(code: String)
        /// SendAdditionalRequiredDocumentsToMerchant; tracking numbers and the size of each file.
        case documents(trackingNumbers: [String], bytes: Int)
        /// RemoveRestrictedProducts.
        case restricted(skus: [String])
    }

    var kind: GlobalENotification.Kind {
        switch content {
        case .order: .order
        case .payment: .orderPayment
        case .status: .orderStatus
        case .shippingInfo: .orderShippingInfo
        case .refund: .orderRefund
        case .parcel: .parcelDispatch
        case .documents: .requiredDocuments
        case .restricted: .restrictedProducts
        }
    }
}
