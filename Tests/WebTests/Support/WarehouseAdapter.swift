import AdapterKit
import Canonical
import HTTPTypes

/// A small target that also answers one question.
struct WarehouseAdapter: Delivering, Answering {
    static let declaration = AdapterDeclaration(
        type: "warehouse", summary: "A warehouse for tests.", documents: ["none"], emits: [.shipmentDispatched],
        carries: [.orderReady: "create-order"],
        operations: [
            OperationDeclaration(
                name: "create-order", effect: .creates, idempotency: .nativeKey, summary: "Creates the order."),
            OperationDeclaration(
                name: "recount", effect: .changes, idempotency: .naturalKey, summary: "Counts again."),
        ], questions: ["tracking"], settings: [])

    let id: String

    init(id: String, settings: Settings) throws(SettingsProblems) { self.id = id }
    init(id: String) { self.id = id }

    func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        PreparedDelivery(request: WireRequest(method: .post, url: "http://127.0.0.1:1/orders"))
    }

    func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    ) -> DeliveryResult { DeliveryResult(.confirmed) }

    func answer(_ question: Question, through exchange: any Exchange) async throws -> Answer {
        guard let order = question.order else {
            throw QuestionFailure(Reason(code: "order.missing", message: "an order is needed"), status: 422)
        }
        if question.parameters?.bytes == Array("\"busy\"".utf8) {
            throw QuestionFailure(Reason(code: "warehouse.busy", message: "all hands are full"), status: 503)
        }
        return Answer(json: try JSONText(validating: Array(#"{"version":\#(order.version)}"#.utf8)))
    }
}
