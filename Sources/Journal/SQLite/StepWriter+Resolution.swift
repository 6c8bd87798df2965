import Canonical

extension StepWriter {
    /// Ends a message that waits for a person.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when it does not wait or says nothing new, `stale` as ``store(_:message:at:)``.
    mutating func resolve(_ resolution: MessageResolution) throws(JournalFailure) -> Receipt {
        let waiting = try connection.first(
            "SELECT row FROM messages WHERE hold_code IS NOT NULL AND ended_at IS NULL AND id = ?", resolution.message
        ) { row in row.int64(0) }
        guard let message = waiting else { throw .conflict("message \(resolution.message) waits for nobody") }
        let firstFact = try nextFact()
        var results: [Receipt.EntryResult] = []
        var notedOrders: Set<OrderID> = []
        for entry in resolution.entries {
            var entry = entry
            if notedOrders.insert(entry.fact.orderID).inserted {
                entry.notes.append(
                    TimelineNote(
                        at: resolution.at, code: "message.resolved", message: resolution.reason,
                        actor: resolution.actor))
            }
            // A follow-up has a cause in place of a message.
            let isFollowUp = entry.message == nil && entry.fact.cause != nil
            results.append(try store(entry, message: isFollowUp ? nil : message, at: resolution.at))
        }
        // Ended as it is, it would look as if its facts had been stored.
        let isKnown = results.allSatisfy { if case .duplicate = $0 { true } else { false } }
        if isKnown, !results.isEmpty { throw .conflict("all facts of message \(resolution.message) are known already") }
        try connection.run(
            """
            UPDATE messages SET state = ?, first_fact = ?, last_fact = ?, ended_at = ?, ended_by = ?, ended_reason = ?
            WHERE row = ?
            """, resolution.entries.isEmpty ? "closed" : "resolved", firstFact, try nextFact() - 1, resolution.at,
            resolution.actor, resolution.reason, message)
        return Receipt(messages: [.stored], entries: results)
    }
}
