import AdapterKit
import Canonical

/// What the merchant's side can ask of Global-e, as data.
enum GlobalEOutboundDeclaration {
    /// The facts that can be carried, each with its operation.
    static let carries: [FactKind: String] = [:]
    /// The operations with their idempotency.
    static let operations: [OperationDeclaration] = []
    /// The questions that are answered.
    static let questions: [String] = []
}
