import AdapterKit
import Canonical
import HTTPTypes

/// One operation of a mapping: its requests, and how its repetition is kept harmless.
struct MappedOperation: Sendable {
    /// What keeps a repetition from taking effect twice.
    enum Idempotency: String, Sendable, CaseIterable {
        /// A header field carries the delivery's key.
        case key
        /// The OMS knows an order by what the request says of it.
        case natural
        /// `look_up` reads whether it happened.
        case lookup
        case none

        var declared: OperationDeclaration.Idempotency {
            switch self {
            case .key: .nativeKey
            case .natural: .naturalKey
            case .lookup: .lookup
            case .none: .none
            }
        }

        /// Whether a request may be sent again when nobody knows what became of it.
        var allowsRepetition: Bool { self == .key || self == .natural }
    }

    let operation: MerchantOMSOperation
    let idempotency: Idempotency
    /// Carries the key of each request; nil unless the OMS knows requests by one.
    let keyHeader: HTTPField.Name?
    /// At least one, in order.
    let steps: [MappedStep]
    /// What reads whether it happened, in order; empty unless `idempotency` is `lookup`.
    let lookUp: [MappedStep]
    /// The facts that answers may state.
    let emits: Set<FactKind>

    /// The operations by their names in a mapping; `attach_document` is `record_documents` for papers that are there.
    static let names: [(name: String, operation: MerchantOMSOperation)] =
        MerchantOMSOperation.allCases.map { ($0.rawValue.replacing("-", with: "_"), $0) }
        + [("attach_document", .recordDocuments)]

    /// The facts that become an operation under one of its names.
    static func kinds(_ name: String) -> [FactKind] {
        if name == "attach_document" { return [.documentsAvailable] }
        guard let operation = names.first(where: { $0.name == name })?.operation else { return [] }
        return FactKind.allCases.filter { MerchantOMSOperation(carrying: $0) == operation }
    }
}
