package import Canonical

/// Something worth reading on an order's timeline that is neither fact nor attempt.
package struct TimelineNote: Sendable, Equatable {
    /// When.
    package var at: Instant
    /// A stable code, such as `echo`, `superseded`, `delivery.closed`.
    package var code: String
    /// One sentence; no personal data.
    package var message: String
    /// Who: a person's or token's name, an adapter, or `gateway`.
    package var actor: String

    /// Creates a note.
    package init(at: Instant, code: String, message: String, actor: String) {
        self.at = at
        self.code = code
        self.message = message
        self.actor = actor
    }
}
