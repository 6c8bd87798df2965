package import Canonical

extension Journal {
    /// The order as it is now: the fold of its facts, with the ids that targets gave; nil when there is none.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func order(_ id: OrderID) async throws(JournalFailure) -> Order? {
        let facts = try await facts(of: id)
        guard let first = facts.first else { return nil }
        var order = Order(id: id, origin: Origin(adapter: first.origin, receivedAt: first.receivedAt))
        for fact in facts { order.apply(fact) }
        for reference in try await references(of: id) where !order.references.contains(reference) {
            order.references.append(reference)
        }
        return order
    }
}
