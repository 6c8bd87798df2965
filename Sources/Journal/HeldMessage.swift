package import Canonical

/// A message that was kept but could not become facts.
package struct HeldMessage: Sendable, Equatable {
    /// Why a message waits whose key was used earlier for other bytes.
    package static let conflictCode = "message.conflict"

    /// Ours.
    package var id: String
    /// The installed adapter that received it.
    package var adapter: String
    /// Its key at the adapter.
    package var key: String
    /// How many bytes it has; they are read by ``Journal/heldBytes(_:)``, because a list of them would be large.
    package var size: Int
    /// Why it waits; code ``conflictCode`` for a reused key.
    package var hold: Hold
    /// When it came.
    package var receivedAt: Instant

    /// Creates a held message.
    package init(id: String, adapter: String, key: String, size: Int, hold: Hold, receivedAt: Instant) {
        self.id = id
        self.adapter = adapter
        self.key = key
        self.size = size
        self.hold = hold
        self.receivedAt = receivedAt
    }
}

/// The end of a held or conflicting message.
package struct MessageResolution: Sendable {
    /// The message.
    package var message: String
    /// Its facts, when it could be translated after all; empty to close it.
    package var entries: [Intake.Entry]
    /// Who decided.
    package var actor: String
    /// Why.
    package var reason: String
    /// The keyed request that asks for it, when its caller may send it again.
    package var request: KeyedRequest<Receipt>?
    /// The present moment.
    package var at: Instant
    /// Called with the receipt after the flush, in commit order, on the journal's own thread; must return at once.
    package var onCommit: (@Sendable (Receipt) -> Void)?

    /// Creates a resolution.
    package init(
        message: String, entries: [Intake.Entry] = [], actor: String, reason: String, at: Instant,
        onCommit: (@Sendable (Receipt) -> Void)? = nil
    ) {
        self.message = message
        self.entries = entries
        self.actor = actor
        self.reason = reason
        self.at = at
        self.onCommit = onCommit
    }
}
