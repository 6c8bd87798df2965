package import Canonical

extension Journal {
    /// Orders that have the text as our id or as any system's id or number; at most `limit`, newest first.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func orders(named text: String, limit: Int) async throws(JournalFailure) -> [OrderSummary] {
        try await orders(OrderQuery(name: text), limit: limit)
    }

    /// Orders, newest first, before the given id; at most `limit`.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func orders(
        before: OrderID?, phase: Phase?, limit: Int
    ) async throws(JournalFailure) -> [OrderSummary] {
        try await orders(OrderQuery(phase: phase, before: before), limit: limit)
    }

    /// The first deliveries that wait for a person or a named thing, oldest first; at most `limit`.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func deliveriesNeedingAttention(limit: Int) async throws(JournalFailure) -> [DeliveryRecord] {
        try await deliveriesNeedingAttention(after: 0, limit: limit)
    }

    /// The first messages that are held or in conflict, oldest first; at most `limit`.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func messagesNeedingAttention(limit: Int) async throws(JournalFailure) -> [HeldMessage] {
        try await messagesNeedingAttention(after: "", limit: limit)
    }
}
