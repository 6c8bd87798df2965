package import Canonical

/// A request that its caller may send again: what it asks for is done once, and recorded in the same transaction.
///
/// `Outcome` is what the step did, from which the answer to keep is made.
package struct KeyedRequest<Outcome: Sendable>: Sendable {
    /// Whose key it is; two callers may choose the same.
    package var caller: String
    /// The caller's key.
    package var key: String
    /// What tells the request from every other one, such as a digest of its method, path and body.
    package var fingerprint: String
    /// The answer to keep with what the step did; nil keeps nothing and leaves the key free.
    ///
    /// Called inside of the transaction, on the journal's own thread; must return at once.
    package var answer: @Sendable (Outcome) -> KeptAnswer?

    /// Creates a keyed request.
    package init(
        caller: String, key: String, fingerprint: String, answer: @escaping @Sendable (Outcome) -> KeptAnswer?
    ) {
        self.caller = caller
        self.key = key
        self.fingerprint = fingerprint
        self.answer = answer
    }

    /// The same request for a step that does something else, from which the outcome can be made.
    package func from<Other: Sendable>(_ outcome: @escaping @Sendable (Other) -> Outcome?) -> KeyedRequest<Other> {
        KeyedRequest<Other>(caller: caller, key: key, fingerprint: fingerprint) { other in
            outcome(other).flatMap(answer)
        }
    }
}

/// What a caller was told, for as long as the journal lives.
package struct KeptAnswer: Sendable, Equatable {
    /// The status that the caller was told.
    package var status: Int
    /// What the caller was told, in the form that the caller's room chose.
    package var body: [UInt8]

    /// Creates an answer.
    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// A keyed request that was done.
package struct KeptRequest: Sendable, Equatable {
    /// What told it from every other one.
    package var fingerprint: String
    /// What its caller was told.
    package var answer: KeptAnswer
    /// When it was done.
    package var storedAt: Instant

    /// Creates a record.
    package init(fingerprint: String, answer: KeptAnswer, storedAt: Instant) {
        self.fingerprint = fingerprint
        self.answer = answer
        self.storedAt = storedAt
    }
}
