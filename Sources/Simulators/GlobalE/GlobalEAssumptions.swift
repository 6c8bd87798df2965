/// What the contract leaves open and this simulator decides; each is assumed and changed here alone.
package struct GlobalEAssumptions: Sendable {
    /// The status of an answer that turns a call down; one published version says 200, another not (contract 1.6).
    package var refusalStatus = 400
    /// Whether CreateOrderRefund words refusals as ErrorInfo; else as ResponseInfo (`ReturnResponseOfErrorInfoStruct`).
    package var refundErrorsAreErrorInfo = true
    /// Whether a successful CreateOrderRefund shows the refund as `NotifyRefundOrder` (contract 3.3).
    package var refundAnswerShowsRefund = true
    /// Whether order details carry a `Refunds` list, which no published page shows.
    package var detailsShowRefunds = false
    /// The status of a successful CreateAdditionalRequiredDocuments: 200 by sample, 202 by table (contract 3.16).
    package var documentsStatus = 200
    /// Whether a parcel code that is known already updates its parcel instead of adding one.
    package var repeatedParcelsAreUpdates = true
    /// Whether a SKU that is not in the order refuses the dispatch (A300); else A400 when no SKU fits.
    package var validatesSKUs = true
    /// Whether DispatchOrders takes parcel codes and tracking numbers (B403).
    package var takesParcelLevelDispatch = true
    /// Whether an unknown id is left out of GetOrdersDetails; else the call is refused.
    package var detailsOmitUnknown = true
    /// Whether a replacement order is announced by SendOrderToMerchant and PerformOrderPayment (contract 3.2).
    package var announcesReplacements = true
    /// Whether the merchant is told of refunds and cancellations that it asked for itself.
    package var echoesMerchantCalls = true
    /// The form of the token call's answer, which no published page shows.
    package var tokenForm = TokenForm.object
    /// How long a token lives, in seconds (contract 1.2: 15 minutes).
    package var tokenLife: Int64 = 900
    /// Where the documents notification carries the GUID, since its body has none (contract 3.15).
    package var documentsGUIDInHeader = true
    /// The status of UpdateOrder, which is published as not implemented.
    package var notImplementedStatus = 501

    /// How the token call answers.
    package enum TokenForm: String, Sendable, CaseIterable {
        /// `{"Success":true,"Token":"…","ExpiresIn":900}`.
        case object
        /// The token as a JSON string.
        case text
    }

    /// The decisions as they stand.
    package init() {}
}
