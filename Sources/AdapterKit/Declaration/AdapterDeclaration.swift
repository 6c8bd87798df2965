public import Canonical

/// What an adapter is and can do, as data.
public struct AdapterDeclaration: Sendable, Equatable {
    /// A request budget at the system.
    public struct RateLimit: Sendable, Equatable {
        /// Requests in flight at once, at most.
        public var concurrency: Int
        /// The shortest time between two polls; nil when the system names none.
        public var minimumPollInterval: Duration?

        /// Creates a budget.
        public init(concurrency: Int, minimumPollInterval: Duration? = nil) {
            self.concurrency = concurrency
            self.minimumPollInterval = minimumPollInterval
        }
    }

    /// The name after `type:` in `adapters.yaml`, lower case with hyphens.
    public var type: String
    /// One line for `adapters list`.
    public var summary: String
    /// The documents that the adapter follows, with their versions.
    public var documents: [String]
    /// The facts that its system can state.
    public var emits: [FactKind]
    /// The facts that it can carry, each with the operation that the fact becomes.
    public var carries: [FactKind: String]
    /// The operations that its system can be asked for.
    public var operations: [OperationDeclaration]
    /// The names of the questions that it answers.
    public var questions: [String]
    /// The settings of an entry in `adapters.yaml`.
    public var settings: [SettingDeclaration]
    /// The system's request budget.
    public var rateLimit: RateLimit
    /// How far a signed message's clock may differ from ours; nil when nothing is signed with a time.
    public var clockTolerance: Duration?
    /// Whether a call of the adapter may compute for more than a moment, because of programs that others wrote.
    ///
    /// The gateway runs such an adapter on threads of its own, which costs each call a little.
    public var mayComputeLong: Bool

    /// Creates a declaration.
    public init(
        type: String, summary: String, documents: [String], emits: [FactKind], carries: [FactKind: String],
        operations: [OperationDeclaration], questions: [String] = [], settings: [SettingDeclaration],
        rateLimit: RateLimit = RateLimit(concurrency: 16), clockTolerance: Duration? = nil,
        mayComputeLong: Bool = false
    ) {
        self.type = type
        self.summary = summary
        self.documents = documents
        self.emits = emits
        self.carries = carries
        self.operations = operations
        self.questions = questions
        self.settings = settings
        self.rateLimit = rateLimit
        self.clockTolerance = clockTolerance
        self.mayComputeLong = mayComputeLong
    }

    /// The declared operation that a fact becomes; nil when the adapter does not carry the fact.
    public func operation(for kind: FactKind) -> OperationDeclaration? {
        guard let name = carries[kind] else { return nil }
        return operations.first { $0.name == name }
    }

    /// The operations that a person asks for by name: those that no fact becomes, and those that say so.
    public var toldOperations: [OperationDeclaration] {
        let carried = Set(carries.values)
        return operations.filter { $0.canBeTold || !carried.contains($0.name) }
    }
}
