/// One thing that a target can be asked to do.
public struct OperationDeclaration: Sendable, Equatable {
    /// Why repeating the operation is harmless, or that it is not.
    public enum Idempotency: String, Sendable, Equatable {
        /// The target recognises the key that we send and answers as the first time.
        case nativeKey = "native key"
        /// Repeating with the same values is a success by the operation's own rules.
        case naturalKey = "natural key"
        /// Not idempotent, but a read tells whether it happened.
        case lookup
        /// Not idempotent, and nothing tells: a person decides about an unanswered one.
        case none
    }

    /// What the operation does to the order at the target.
    public enum Effect: String, Sendable, Equatable {
        /// The order may begin to exist at the target.
        case creates
        /// The order at the target changes.
        case changes
        /// The order at the target ends; pointless when it never began there.
        case ends
    }

    /// The operation's name, lower case with hyphens.
    public var name: String
    /// What it does to the order at the target.
    public var effect: Effect
    /// Why repeating it is harmless, or that it is not.
    public var idempotency: Idempotency
    /// One line for people.
    public var summary: String
    /// Whether a person can tell it although a fact becomes it too; one that no fact becomes always can be told.
    public var canBeTold: Bool

    /// Creates a declaration.
    public init(name: String, effect: Effect, idempotency: Idempotency, summary: String, canBeTold: Bool = false) {
        self.name = name
        self.effect = effect
        self.idempotency = idempotency
        self.summary = summary
        self.canBeTold = canBeTold
    }

    /// Whether an unanswered attempt may simply be sent again.
    public var mayBeRepeated: Bool { idempotency == .nativeKey || idempotency == .naturalKey }
}
