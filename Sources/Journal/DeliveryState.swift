/// Where a delivery is; every arrow between two of them has a name and a test.
package enum DeliveryState: String, Sendable, Hashable, CaseIterable {
    /// Due now, or at its due time.
    case waiting
    /// An attempt is under way.
    case sending
    /// It took effect.
    case confirmed
    /// Nobody can tell whether it took effect; a look-up decides.
    case inDoubt = "in-doubt"
    /// Waits for a named thing.
    case held
    /// Waits for a person.
    case needsAttention = "needs-attention"
    /// A person ended it with a reason.
    case closed
    /// A newer fact made it pointless.
    case superseded

    /// Whether nothing will happen to it any more.
    package var isFinal: Bool { self == .confirmed || self == .closed || self == .superseded }
    /// Whether the engine works on it by itself.
    package var isOpen: Bool { self == .waiting || self == .sending || self == .inDoubt }
}
