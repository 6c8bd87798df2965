package import AdapterKit
import Canonical
package import Routing

/// The adapters and routes of one configuration revision; swapped as a whole.
package struct Installation: Sendable {
    /// Adapters by their id in `adapters.yaml`.
    package let adapters: [String: any Adapter]
    /// What each of them is and can do, by id: its type's declaration, as far as its settings leave it.
    package let declarations: [String: AdapterDeclaration]
    /// Where facts go.
    package let routes: RoutingTable
    /// The configuration's fingerprint.
    package let revision: String
    /// When deliveries are tried again.
    package let retries: RetrySchedule
    /// How long an answer is waited for, unless a request says otherwise.
    package let timeLimit: Duration

    /// Creates an installation; an adapter without a declaration here is what its type is.
    package init(
        adapters: [any Adapter], declarations: [String: AdapterDeclaration] = [:], routes: RoutingTable,
        revision: String, retries: RetrySchedule = RetrySchedule(), timeLimit: Duration = .seconds(10)
    ) {
        self.adapters = Dictionary(adapters.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.declarations = self.adapters.mapValues { declarations[$0.id] ?? type(of: $0).declaration }
        self.routes = routes
        self.revision = revision
        self.retries = retries
        self.timeLimit = timeLimit
    }

    /// The declared operation that a fact becomes at a target.
    func operation(for kind: FactKind, at target: String) -> OperationDeclaration? {
        declarations[target]?.operation(for: kind)
    }

    /// A declared operation of a target by its name.
    func operation(named name: String, at target: String) -> OperationDeclaration? {
        declarations[target]?.operations.first { $0.name == name }
    }
}
