public import Canonical

/// One fact on its way to one target, as the target's adapter sees it.
public struct OutboundDelivery: Sendable, Equatable {
    /// Bytes of one remembered value, at most: 1 MiB.
    public static let rememberedLimit = 1 << 20

    /// Ours.
    public var id: DeliveryID
    /// The operation that the target's declaration maps the fact to.
    public var operation: String
    /// The fact to carry.
    public var fact: Fact
    /// The order as it is now, all facts folded.
    public var order: Order
    /// Stable over every attempt of this delivery: what an idempotent target is given as key.
    public var idempotencyKey: String
    /// 1 for the first attempt.
    public var attempt: Int
    /// The route that brought the fact here.
    public var route: String?
    /// What earlier attempts and look-ups kept with ``Exchange/remember(_:as:)``, by step.
    public var remembered: [String: JSONText]

    /// Creates a delivery as the engine hands it to an adapter.
    public init(
        id: DeliveryID, operation: String, fact: Fact, order: Order, idempotencyKey: String, attempt: Int,
        route: String? = nil, remembered: [String: JSONText] = [:]
    ) {
        self.id = id
        self.operation = operation
        self.fact = fact
        self.order = order
        self.idempotencyKey = idempotencyKey
        self.attempt = attempt
        self.route = route
        self.remembered = remembered
    }
}

/// A request ready to be sent, with what became of the money in it.
public struct PreparedDelivery: Sendable, Equatable {
    /// The request that carries the fact; the engine records it before it leaves.
    public var request: WireRequest
    /// What the translation did with every amount; an unexplained difference holds the delivery.
    public var ledger: Ledger

    /// Creates a prepared delivery.
    public init(request: WireRequest, ledger: Ledger = Ledger()) {
        self.request = request
        self.ledger = ledger
    }
}

/// A code with one sentence for the person on call.
public struct Reason: Sendable, Hashable, CustomStringConvertible {
    /// A stable code, such as `http.503` or `glopal.already-accepted`.
    public var code: String
    /// One sentence; no payload, no secret, no personal data.
    public var message: String

    /// Creates a reason.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    /// `code: message`.
    public var description: String { "\(code): \(message)" }
}

/// What an answer means for a delivery.
public enum Outcome: Sendable, Equatable {
    /// It took effect.
    case confirmed
    /// The same bytes will never work.
    case rejected(Reason)
    /// It may work later; after the given time when the target named one.
    case retry(Reason, after: Duration?)
    /// Nobody can tell whether it happened.
    case unknown(Reason)
}

/// An outcome with what the answer brought; ids and facts are kept whatever the outcome is.
public struct DeliveryResult: Sendable, Equatable {
    /// What the answer means.
    public var outcome: Outcome
    /// Ids that the target gave.
    public var references: [Reference]
    /// Facts that the target stated by answering, such as that it accepted the order.
    public var followUps: [IncomingFact]
    /// Warnings that belong on the timeline; no personal data.
    public var warnings: [Reason]

    /// Creates a result.
    public init(
        _ outcome: Outcome, references: [Reference] = [], followUps: [IncomingFact] = [], warnings: [Reason] = []
    ) {
        self.outcome = outcome
        self.references = references
        self.followUps = followUps
        self.warnings = warnings
    }
}

/// What a look-up found out about a delivery in doubt.
public enum LookUpResult: Sendable, Equatable {
    /// It took effect; references, facts and warnings as if it had been answered.
    case happened(references: [Reference], followUps: [IncomingFact], warnings: [Reason] = [])
    /// It certainly did not take effect: it may be sent again.
    case didNotHappen
    /// The system's state does not tell: a person decides.
    case unclear(Reason)
}
