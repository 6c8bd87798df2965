package import AdapterKit
import Canonical
package import Journal

/// What became of a fact that somebody stated in a system's name.
package enum Statement: Sendable, Equatable {
    /// On disk, now or before; its deliveries tell the rest.
    case stored(StoredFacts)
    /// The fact's key was used before for other bytes: these are kept and wait for a person.
    case conflict
    /// It is kept and waits for a person.
    case held(TranslationProblem)
}

extension Engine {
    /// Stores a fact that somebody states in a system's name; no answer of a synchronous route is waited for.
    ///
    /// - Parameters:
    ///   - message: The statement with its only fact.
    ///   - source: The installed adapter in whose system's name it is stated.
    ///   - traceparent: W3C trace context of the request that brought it.
    ///   - actor: Who states it, when the source does not do it itself.
    ///   - request: The keyed request that brings it; what it is answered is kept with it.
    /// - Throws: ``JournalFailure`` when nothing of it is stored; `conflict` when its key was used meanwhile.
    /// - Returns: What became of it.
    package func state(
        _ message: Batch.Message, from source: String, traceparent: String?, by actor: String?,
        once request: KeyedRequest<StoredFacts>?
    ) async throws(JournalFailure) -> Statement {
        var batch = Batch(source: source, messages: [message], traceparent: traceparent)
        batch.actor = actor
        batch.request = request
        batch.isStated = true
        let taken = try await take(batch)
        if let stored = taken.stored { return .stored(stored) }
        if case .held(let problem) = taken.results.first { return .held(problem) }
        return .conflict
    }

    /// What is on disk of the only message of a draft; nil when it is held or in conflict.
    static func stored(_ draft: IntakeDraft, _ receipt: Receipt) -> StoredFacts? {
        guard receipt.messages.count == 1 else { return nil }
        switch receipt.messages.first {
        case .duplicate(let facts, let order): return StoredFacts(facts: facts, order: order)
        case .stored:
            var stored = StoredFacts()
            for (entry, result) in zip(draft.entries, receipt.entries) {
                switch result {
                case .stored:
                    stored.facts.append(entry.fact.id)
                    stored.order = stored.order ?? entry.fact.orderID
                    stored.deliveries += entry.deliveries.map(\.id)
                    stored.isNew = true
                case .duplicate(let fact, let order):
                    // The draft may have taken it for the beginning of an order, which it was not.
                    stored.facts += fact.map { [$0] } ?? []
                    stored.order = stored.order ?? order
                }
            }
            if stored.facts.isEmpty, let repeated = draft.repeated {
                stored.facts = [repeated.fact]
                stored.order = repeated.order
            }
            return stored
        case .conflict, .held, .heldAgain, nil: return nil
        }
    }
}
