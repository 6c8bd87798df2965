package import Canonical

/// The journal's proof that a step is on disk; only a journal makes one.
package struct Receipt: Sendable {
    /// What became of one message.
    package enum MessageResult: Sendable, Equatable {
        /// On disk with its facts; also when it was held before and could be read this time.
        case stored
        /// Stored earlier: same key and, where bytes count, same bytes. Its facts' ids, and the order of the first one;
        /// neither when a person closed it.
        case duplicate(facts: [FactID], order: OrderID?)
        /// Stored earlier with other bytes: this one is kept as a conflict. `offset` is the first differing byte.
        case conflict(offset: Int)
        case held
        /// Held earlier, with the same bytes where they count, and still waits: for the newest reason.
        case heldAgain
    }

    /// What became of one entry.
    package enum EntryResult: Sendable, Equatable {
        /// On disk; the sequence of each delivery in the order given.
        case stored(sequences: [Int64])
        /// The source stated this fact earlier, about this order, or its message was a duplicate or conflict.
        case duplicate(FactID?, order: OrderID?)
    }

    /// One result per message of the intake.
    package let messages: [MessageResult]
    /// One result per entry of the intake.
    package let entries: [EntryResult]

    init(messages: [MessageResult], entries: [EntryResult]) {
        self.messages = messages
        self.entries = entries
    }
}
