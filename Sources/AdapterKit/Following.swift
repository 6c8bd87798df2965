public import Canonical

/// An adapter whose system has to be asked about each order that is under way there.
///
/// For systems without a stream of news, such as one that answers only where a given parcel is. The gateway hands over the
/// orders that have an id of ``followedKind`` from this adapter and did not end yet, at most a page of them at once.
public protocol Following: Polling {
    /// The kind of this adapter's ids that an order has as long as there is something to ask for.
    var followedKind: Reference.Kind { get }

    /// Asks how the orders are.
    ///
    /// - Parameters:
    ///   - cursor: The cursor of the last stored page; nil at the first time.
    ///   - orders: Orders under way, all facts folded.
    ///   - exchange: The only way out.
    /// - Returns: One page; what was told before has the key and the duplicate keys that it had then.
    /// - Throws: ``ExchangeFailure`` or ``TranslationProblem`` for the page as a whole; it is asked for again later.
    ///   A ``TranslationProblem`` (the system does not let us in) and an ``ExchangeFailure`` with a time to wait end the
    ///   round: no other order is asked about before the next one.
    func poll(
        after cursor: String?, about orders: [Order], through exchange: any Exchange
    ) async throws -> PollPage
}

extension Following {
    /// Asks about no order.
    ///
    /// - Throws: What asking throws.
    public func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage {
        try await poll(after: cursor, about: [], through: exchange)
    }
}
