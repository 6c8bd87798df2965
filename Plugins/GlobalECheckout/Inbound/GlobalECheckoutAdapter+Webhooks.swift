public import AdapterKit
public import Canonical
import HTTPTypes

extension GlobalECheckoutAdapter: WebhookReceiving {
    /// Refuses a request that does not come from Global-e.
    ///
    /// - Throws: ``AdapterKit/VerificationFailure``; the reason is for metrics and debug logs only.
    public func verify(_ request: WireRequest, at now: Instant) async throws(VerificationFailure) {
        try await GlobalEVerification(configuration).verify(request, at: now)
    }

    /// Reads a notification by its path: `/order`, `/order-status`, `/order-payment`, `/order-shipping-info`,
    /// `/order-refund`, `/parcel-dispatch`, `/required-documents` or `/restricted-products`.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    public func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        guard request.method == .post, let notice = GlobalENotice(path: request.path) else {
            throw TranslationProblem(
                code: GlobalENoticeAnswer.noSuchAddress, pointer: "", message: "no notification is posted to this path")
        }
        return .facts(try notices.facts(notice, request.body))
    }

    /// Answers with a Merchant.ResponseInfo, or with the form of the required documents.
    public func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        GlobalENoticeAnswer(notice: GlobalENotice(path: request.path), adapter: id).response(to: request, result)
    }

    var notices: GlobalENoticeTranslator { GlobalENoticeTranslator(adapter: id, configuration: configuration) }
}

extension GlobalECheckoutAdapter: DocumentTranslating {
    /// Reads a notification, whichever it is; also an order that Global-e gave as an answer.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    public func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        try notices.facts(document: document)
    }
}
