public import Canonical

/// What a webhook's message amounts to.
public enum Inbound: Sendable, Equatable {
    /// Facts to store; an empty array is a message that says nothing about orders.
    case facts([IncomingFact])
    /// The system has news: ask for it now instead of at the next poll.
    case wakeUp
    /// It cannot be read at the moment, through no fault of its own: nothing is stored, the sender comes again later.
    case later(after: Duration)
}

/// What became of a webhook's message; the adapter words it in its system's form.
public enum IntakeResult: Sendable, Equatable {
    /// On disk; `replies` holds what targets answered within a route's time limit, or the ids that they gave earlier.
    case accepted(facts: [FactID], replies: [Reply])
    /// Stored earlier with the same key and the same body; `replies` holds the ids that targets gave since.
    case duplicate(facts: [FactID], replies: [Reply])
    /// The same key with another body: stored, shown to a person; `difference` names the first one.
    case conflict(difference: String)
    /// Authentic but not translatable: stored and held.
    case held(TranslationProblem)
    /// The sender could not be verified.
    case unauthenticated
    /// The request itself is wrong (size, JSON, method); nothing was stored.
    case malformed(code: String, message: String, status: Int)
    /// A synchronous route's target refused, or did not answer in time and the route says refuse.
    case refused(message: String)
    /// Nothing could be stored; come back after the given time.
    case unavailable(retryAfter: Duration)

    /// What a target answered for one fact.
    public struct Reply: Sendable, Equatable {
        /// The installed adapter that answered.
        public var target: String
        /// Whether it confirmed within the time limit.
        public var isConfirmed: Bool
        /// The ids that it gave.
        public var references: [Reference]

        /// Creates a reply.
        public init(target: String, isConfirmed: Bool, references: [Reference]) {
            self.target = target
            self.isConfirmed = isConfirmed
            self.references = references
        }
    }
}

/// One page of a poll.
public struct PollPage: Sendable, Equatable {
    /// One message with the facts it brought.
    public struct Message: Sendable, Equatable {
        /// Its bytes as they came.
        public var raw: [UInt8]
        /// The facts read from it, or the problem that holds it.
        public var content: Result<[IncomingFact], TranslationProblem>
        /// Unique per adapter; the same key again is the same message.
        public var key: String

        /// Creates a message.
        public init(raw: [UInt8], key: String, content: Result<[IncomingFact], TranslationProblem>) {
            self.raw = raw
            self.key = key
            self.content = content
        }
    }

    /// The page's messages in the system's order.
    public var messages: [Message]
    /// Where the next poll goes on; nil leaves the stored cursor unchanged.
    public var cursor: String?
    /// Whether to ask again at once.
    public var hasMore: Bool

    /// Creates a page.
    public init(messages: [Message], cursor: String?, hasMore: Bool) {
        self.messages = messages
        self.cursor = cursor
        self.hasMore = hasMore
    }
}

/// The sender of a webhook could not be verified.
public struct VerificationFailure: Error, Sendable, Equatable {
    /// Why, for the metrics and debug logs only; never for the sender.
    public var reason: String

    /// Creates a failure.
    public init(reason: String) { self.reason = reason }
}

/// A message or an order that a translator cannot carry over, with the place.
public struct TranslationProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable code, such as `field.missing`.
    public var code: String
    /// Where: an RFC 6901 pointer into the message, or into the canonical order.
    public var pointer: String
    /// One sentence for the person on call; names the limit, never a person's data.
    public var message: String

    /// Creates a problem.
    public init(code: String, pointer: String, message: String) {
        self.code = code
        self.pointer = pointer
        self.message = message
    }

    /// `code at pointer: message`.
    public var description: String { "\(code) at \(pointer.isEmpty ? "/" : pointer): \(message)" }
}
