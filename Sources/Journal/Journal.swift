package import Canonical

/// The gateway's memory: what it acknowledged, where that went, and what came of it.
///
/// Every function that changes something is one transaction, flushed before it returns; concurrent calls share one flush.
/// No type of the store's own appears here: SQLite and PostgreSQL run the same contract suite.
package protocol Journal: Sendable {
    // MARK: Steps of the walk

    /// Stores messages with their facts, order versions, references, deliveries and cursor (step 3).
    ///
    /// Facts that the journal knows already are reported, not stored again. `intake.onCommit` is called with the receipt
    /// after the flush, in the order of the commits, before this returns.
    /// - Throws: ``JournalFailure``: `stale` when an order changed meanwhile or a reference was taken: read and try again.
    func append(_ intake: Intake) async throws(JournalFailure) -> Receipt

    /// Records that an attempt is about to leave (step 7): waiting → sending.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the delivery is not waiting or in doubt any more.
    func begin(_ attempt: AttemptStart) async throws(JournalFailure)

    /// Keeps what a step of a delivery gave; the same step again replaces its value (step 9, before the next request).
    ///
    /// - Throws: ``JournalFailure``: `conflict` when neither the attempt nor, without one, a look-up is under way.
    func remember(_ step: RememberedStep) async throws(JournalFailure)

    /// Records an attempt's outcome with references and follow-up facts (step 10).
    ///
    /// - Throws: ``JournalFailure`` as ``append(_:)``; nothing is stored then and the delivery still is `sending`.
    func settle(_ settlement: Settlement) async throws(JournalFailure) -> Receipt

    /// Moves a delivery without an attempt: hold, supersede, a person's retry or close.
    ///
    /// What is moved to `waiting` starts its schedule anew: the attempts so far count as before the decision.
    /// - Throws: ``JournalFailure``: `conflict` when the delivery is not in one of the states `from`.
    func move(_ move: DeliveryMove) async throws(JournalFailure) -> DeliveryRecord

    /// After a start: every `sending` delivery becomes `in-doubt`, because the process died there.
    ///
    /// - Returns: The number of deliveries that became `in-doubt`.
    func recover(at now: Instant) async throws(JournalFailure) -> Int

    /// Ends a held or conflicting message: its facts are stored, or a person closes it with a reason.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the message does not wait for anybody, or all its facts are known already.
    func resolve(_ resolution: MessageResolution) async throws(JournalFailure) -> Receipt

    // MARK: Reading

    /// The order that a reference of kind `order` identifies.
    func order(identifiedBy reference: Reference) async throws(JournalFailure) -> OrderID?
    /// Orders that a query names, newest first; at most `limit`.
    func orders(_ query: OrderQuery, limit: Int) async throws(JournalFailure) -> [OrderSummary]
    /// Orders with an id of a kind from a system that are neither completed, delivered, returned nor cancelled, in the
    /// sequence in which they were stored first, after the given order; at most `limit`.
    func ordersUnderWay(
        with kind: Reference.Kind, of system: String, after: OrderID?, limit: Int
    ) async throws(JournalFailure) -> [OrderSummary]
    /// The facts that a source stated under some of these duplicate keys, by key.
    ///
    /// For an intake that is stale because one of its facts is known: the versions of the others count without it.
    func knownFacts(from source: String, keys: [String]) async throws(JournalFailure) -> [String: FactID]
    /// Those of these keys under which a message of an adapter is stored that waits for nobody.
    ///
    /// Such a message that comes again brings no facts, so that they must not count in the versions of an intake.
    func storedMessages(from adapter: String, keys: [String]) async throws(JournalFailure) -> Set<String>
    /// All facts of an order in the sequence in which they were stored.
    func facts(of order: OrderID) async throws(JournalFailure) -> [Fact]
    /// Every external id of an order, in the sequence in which they were learnt: those its facts brought and those that
    /// targets gave.
    func references(of order: OrderID) async throws(JournalFailure) -> [Reference]
    /// One fact.
    func fact(_ id: FactID) async throws(JournalFailure) -> Fact?
    /// The bytes of the message that brought a fact; nil when another fact caused it.
    func message(of fact: FactID) async throws(JournalFailure) -> [UInt8]?
    /// All deliveries of an order in sequence.
    func deliveries(of order: OrderID) async throws(JournalFailure) -> [DeliveryRecord]
    /// One delivery.
    func delivery(_ id: DeliveryID) async throws(JournalFailure) -> DeliveryRecord?
    /// All attempts of a delivery in sequence.
    func attempts(of delivery: DeliveryID) async throws(JournalFailure) -> [AttemptRecord]
    /// What the steps of a delivery gave, by step.
    func rememberedSteps(of delivery: DeliveryID) async throws(JournalFailure) -> [String: JSONText]
    /// Timeline notes of an order in sequence.
    func notes(of order: OrderID) async throws(JournalFailure) -> [TimelineNote]
    /// Deliveries to a target that are not finished, with a higher sequence, in sequence; at most `limit`.
    func openDeliveries(
        to target: String, after sequence: Int64, limit: Int
    ) async throws(JournalFailure)
        -> [DeliveryRecord]
    /// Targets that have deliveries which are not finished.
    func targetsWithOpenDeliveries() async throws(JournalFailure) -> [String]
    /// Deliveries that wait for a person or a named thing, with a higher sequence, oldest first; at most `limit`.
    func deliveriesNeedingAttention(
        after sequence: Int64, limit: Int
    ) async throws(JournalFailure) -> [DeliveryRecord]
    /// Messages that are held or in conflict, after the given id, oldest first; at most `limit`.
    func messagesNeedingAttention(after id: String, limit: Int) async throws(JournalFailure) -> [HeldMessage]
    /// What a caller was told when a request with the key was done; nil when none was.
    ///
    /// Kept without a time limit. A step that brings the same caller's key again fails with `conflict` and does nothing.
    func keptRequest(_ key: String, of caller: String) async throws(JournalFailure) -> KeptRequest?
    /// One held or conflicting message, without its bytes.
    func heldMessage(_ id: String) async throws(JournalFailure) -> HeldMessage?
    /// The bytes of a held or conflicting message as they came; nil when none with the id waits.
    func heldBytes(_ id: String) async throws(JournalFailure) -> [UInt8]?
    /// The stored cursor of an adapter's poll.
    func cursor(of adapter: String) async throws(JournalFailure) -> String?
    /// Deliveries counted by target and state.
    func deliveryCounts() async throws(JournalFailure) -> [DeliveryCount]
    /// The books, counted row by row in one consistent view.
    func books() async throws(JournalFailure) -> Books
    /// Writes and flushes one row, to learn whether the journal can accept.
    func probe(at now: Instant) async throws(JournalFailure)
    /// Finishes the steps under way and closes the store; later calls fail with `closed`.
    func close() async
}
