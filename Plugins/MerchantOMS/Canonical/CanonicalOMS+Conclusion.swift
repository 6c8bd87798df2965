import AdapterKit
import Canonical

extension CanonicalOMS {
    /// What an answer means; without `now`, a date in `Retry-After` is measured from the answer's own.
    func conclusion(from response: WireResponse, of delivery: OutboundDelivery, at now: Instant?) -> DeliveryResult {
        switch response.status {
        case 200..<300 where delivery.fact.kind.carriesOrder: return orderConclusion(response, delivery)
        case 200..<300: return factConclusion(response)
        case 401:
            let message = "The OMS refused our signature: compare signing_key with the OMS's key, and both clocks."
            return DeliveryResult(.rejected(Reason(code: "oms.signature-refused", message: message)))
        case 403:
            let message = "The OMS does not let us in: ask for access, or set what it needs under headers."
            return DeliveryResult(.rejected(Reason(code: "oms.forbidden", message: message)))
        default:
            // The OMS knows each webhook-id again, so every operation may be repeated.
            let outcome = HTTPOutcome.outcome(of: response, mayBeRepeated: true, at: now)
            guard case .rejected = outcome, case .failed(let code) = OMSAnswer(response.body) else {
                return DeliveryResult(outcome)
            }
            let message = "The OMS refused the message for good with status \(response.status) and this code."
            return DeliveryResult(.rejected(Reason(code: "oms.\(code)", message: message)))
        }
    }

    /// The answer to a fact that carries the order: it accepts, refuses, or only says that the fact has come.
    private func orderConclusion(_ response: WireResponse, _ delivery: OutboundDelivery) -> DeliveryResult {
        let decision = OMSDecision(system: id, scope: configuration.scope)
        switch OMSAnswer(response.body) {
        case .taken(let orderID, let orderNumber):
            return decision.accepted(orderID, orderNumber ?? orderID, delivery)
        case .refused(let reason, let note):
            return decision.refused(reason, note, delivery)
        case .failed, .unreadable:
            // 202 and 204 promise no content: such an OMS says later, on its own, whether it accepts.
            if response.status == 202 || response.status == 204 { return DeliveryResult(.confirmed) }
            let reason = Reason(
                code: "oms.answer-unreadable",
                message: "The OMS answered \(response.status) without an order_id or a decision that we know.")
            // What the OMS has already, it cannot have lost by an odd answer to an update.
            if decision.known(of: delivery.order) != nil { return DeliveryResult(.confirmed, warnings: [reason]) }
            return DeliveryResult(.retry(reason, after: nil))
        }
    }

    /// The answer to any other fact: success is enough, unless the body refuses.
    private func factConclusion(_ response: WireResponse) -> DeliveryResult {
        guard !response.body.isEmpty, case .refused(let reason, _) = OMSAnswer(response.body) else {
            return DeliveryResult(.confirmed)
        }
        let code = reason.flatMap { OMSAnswer.isCode($0) ? $0 : nil } ?? "refused"
        let message = "The OMS took the message and refused to act on it; it has to be settled there."
        return DeliveryResult(.rejected(Reason(code: "oms.\(code)", message: message)))
    }
}
