import Canonical
import Journal
import Synchronization

/// A journal whose writes fail when a test says so, as on a full disk.
final class FaultyJournal: Journal {
    private let base: any Journal
    /// Guards what writes fail with.
    private let fault = Mutex<JournalFailure?>(nil)

    init(_ base: any Journal) { self.base = base }

    func failWrites(with failure: JournalFailure?) { fault.withLock { $0 = failure } }

    private func check() throws(JournalFailure) {
        if let failure = fault.withLock({ $0 }) { throw failure }
    }

    func append(_ intake: Intake) async throws(JournalFailure) -> Receipt {
        try check()
        return try await base.append(intake)
    }

    func begin(_ attempt: AttemptStart) async throws(JournalFailure) {
        try check()
        try await base.begin(attempt)
    }

    func remember(_ step: RememberedStep) async throws(JournalFailure) {
        try check()
        try await base.remember(step)
    }

    func settle(_ settlement: Settlement) async throws(JournalFailure) -> Receipt {
        try check()
        return try await base.settle(settlement)
    }

    func move(_ move: DeliveryMove) async throws(JournalFailure) -> DeliveryRecord {
        try check()
        return try await base.move(move)
    }

    func probe(at now: Instant) async throws(JournalFailure) {
        try check()
        try await base.probe(at: now)
    }

    func resolve(_ resolution: MessageResolution) async throws(JournalFailure) -> Receipt {
        try check()
        return try await base.resolve(resolution)
    }

    func recover(at now: Instant) async throws(JournalFailure) -> Int { try await base.recover(at: now) }

    func order(identifiedBy reference: Reference) async throws(JournalFailure) -> OrderID? {
        try await base.order(identifiedBy: reference)
    }

    func orders(_ query: OrderQuery, limit: Int) async throws(JournalFailure) -> [OrderSummary] {
        try await base.orders(query, limit: limit)
    }

    func ordersUnderWay(
        with kind: Reference.Kind, of system: String, after: OrderID?, limit: Int
    ) async throws(JournalFailure) -> [OrderSummary] {
        try await base.ordersUnderWay(with: kind, of: system, after: after, limit: limit)
    }

    func knownFacts(from source: String, keys: [String]) async throws(JournalFailure) -> [String: FactID] {
        try await base.knownFacts(from: source, keys: keys)
    }

    func storedMessages(from adapter: String, keys: [String]) async throws(JournalFailure) -> Set<String> {
        try await base.storedMessages(from: adapter, keys: keys)
    }

    func facts(of order: OrderID) async throws(JournalFailure) -> [Fact] { try await base.facts(of: order) }

    func references(of order: OrderID) async throws(JournalFailure) -> [Reference] {
        try await base.references(of: order)
    }

    func fact(_ id: FactID) async throws(JournalFailure) -> Fact? { try await base.fact(id) }

    func message(of fact: FactID) async throws(JournalFailure) -> [UInt8]? { try await base.message(of: fact) }

    func deliveries(of order: OrderID) async throws(JournalFailure) -> [DeliveryRecord] {
        try await base.deliveries(of: order)
    }

    func delivery(_ id: DeliveryID) async throws(JournalFailure) -> DeliveryRecord? { try await base.delivery(id) }

    func attempts(of delivery: DeliveryID) async throws(JournalFailure) -> [AttemptRecord] {
        try await base.attempts(of: delivery)
    }

    func rememberedSteps(of delivery: DeliveryID) async throws(JournalFailure) -> [String: JSONText] {
        try await base.rememberedSteps(of: delivery)
    }

    func notes(of order: OrderID) async throws(JournalFailure) -> [TimelineNote] { try await base.notes(of: order) }

    func openDeliveries(
        to target: String, after sequence: Int64, limit: Int
    ) async throws(JournalFailure) -> [DeliveryRecord] {
        try await base.openDeliveries(to: target, after: sequence, limit: limit)
    }

    func targetsWithOpenDeliveries() async throws(JournalFailure) -> [String] {
        try await base.targetsWithOpenDeliveries()
    }

    func deliveriesNeedingAttention(
        after sequence: Int64, limit: Int
    ) async throws(JournalFailure) -> [DeliveryRecord] {
        try await base.deliveriesNeedingAttention(after: sequence, limit: limit)
    }

    func messagesNeedingAttention(after id: String, limit: Int) async throws(JournalFailure) -> [HeldMessage] {
        try await base.messagesNeedingAttention(after: id, limit: limit)
    }

    func keptRequest(_ key: String, of caller: String) async throws(JournalFailure) -> KeptRequest? {
        try await base.keptRequest(key, of: caller)
    }

    func heldMessage(_ id: String) async throws(JournalFailure) -> HeldMessage? { try await base.heldMessage(id) }
    func heldBytes(_ id: String) async throws(JournalFailure) -> [UInt8]? { try await base.heldBytes(id) }
    func cursor(of adapter: String) async throws(JournalFailure) -> String? { try await base.cursor(of: adapter) }
    func deliveryCounts() async throws(JournalFailure) -> [DeliveryCount] { try await base.deliveryCounts() }
    func books() async throws(JournalFailure) -> Books { try await base.books() }
    func close() async { await base.close() }
}
