import AdapterKit
import Canonical
import Journal
import Routing

/// One intake in the making: facts folded and routed one after the other, nothing stored yet.
///
/// A draft that turns out to be stale is thrown away and made anew from fresh orders.
struct IntakeDraft {
    /// What follows in memory once an entry is on disk.
    struct Step: Sendable {
        var known: KnownOrder
        var sent: [KnownOrder.Sent]
        var fact: Fact
        var deliveries: [Intake.NewDelivery]
        /// Synchronous routes by delivery.
        var replies: [DeliveryID: ReplyRule]
    }

    /// How a synchronous route waits for its delivery.
    struct ReplyRule: Sendable {
        var target: String
        var wait: Duration
        var acceptsOnTimeout: Bool
    }

    /// What a person told one system to do.
    struct Told: Sendable {
        /// What stands where a delivery names its route.
        static let route = "told"

        var target: String
        var operation: OperationDeclaration
        /// How long the person waits for the system's answer.
        var wait: Duration
    }

    let installation: Installation
    let identifiers: any IdentifierSource
    let now: Instant
    private(set) var messages: [Intake.Message] = []
    private(set) var entries: [Intake.Entry] = []
    private(set) var steps: [Step] = []
    /// A fact of the messages that was on disk before, with its order.
    private(set) var repeated: (fact: FactID, order: OrderID)?
    /// Orders as they are after the entries so far.
    private var working: [OrderID: KnownOrder] = [:]

    init(installation: Installation, identifiers: any IdentifierSource, now: Instant) {
        self.installation = installation
        self.identifiers = identifiers
        self.now = now
    }

    /// The order as it is after the entries so far.
    func order(_ id: OrderID) -> KnownOrder? { working[id] }

    /// The order among those of this draft that one of the references identifies.
    func order(identifiedBy references: [Reference], except own: OrderID? = nil) -> OrderID? {
        let wanted = references.filter(\.identifiesOrder)
        return working.values.first { known in
            known.order.id != own
                && wanted.contains { reference in
                    known.order.references.contains {
                        $0.system == reference.system && $0.scope == reference.scope && $0.kind == reference.kind
                            && $0.value == reference.value
                    }
                }
        }?.order.id
    }

    /// Adds a message; its facts are added with its index.
    mutating func add(_ message: Batch.Message, from source: String, hold: Hold?) -> Int {
        messages.append(
            Intake.Message(
                id: identifiers.next(at: now), adapter: source, key: message.key, raw: message.raw,
                comparesBytes: message.comparesBytes, hold: hold))
        return messages.count - 1
    }

    /// Notes a fact that is on disk already and not added for that; the first one stands for all.
    mutating func note(_ fact: FactID, about order: OrderID) {
        if repeated == nil { repeated = (fact, order) }
    }

    /// Folds and routes one fact about a known order, or about a new one; a fact that the order has already is skipped.
    mutating func add(
        _ incoming: IncomingFact, to known: KnownOrder, from source: String, message: Int?, cause: FactID? = nil,
        traceparent: String? = nil, told: Told? = nil, statedBy actor: String? = nil
    ) {
        var known = working[known.order.id] ?? known
        let key = KnownOrder.key(incoming.duplicateKey, from: source)
        guard known.keys.insert(key).inserted else {
            working[known.order.id] = known
            return
        }
        let before = known.order.references
        let fact = self.fact(incoming, about: known, from: source, cause: cause, traceparent: traceparent)
        known.order.apply(fact)

        var notes: [TimelineNote] = []
        if let actor {
            notes.append(
                TimelineNote(
                    at: now, code: "fact.stated", message: "\(fact.kind.rawValue), in the name of \(source)",
                    actor: actor))
        }
        let (deliveries, replies) = told.map { direct($0) } ?? route(fact, known, &notes)
        let sent = deliveries.map {
            KnownOrder.Sent(
                id: $0.id, target: $0.target, operation: $0.operation, factSource: source, factKind: fact.kind,
                hasBegun: false, state: $0.state)
        }
        var writer = JSONWriter()
        fact.content.write(to: &writer)
        entries.append(
            Intake.Entry(
                fact: fact, encoded: writer.bytes, message: message, summary: summary(of: known),
                references: known.order.references.filter { !before.contains($0) }, deliveries: deliveries,
                notes: notes))
        steps.append(Step(known: known, sent: sent, fact: fact, deliveries: deliveries, replies: replies))
        known.sent += sent
        working[known.order.id] = known
    }

    private func fact(
        _ incoming: IncomingFact, about known: KnownOrder, from source: String, cause: FactID?, traceparent: String?
    ) -> Fact {
        var content = incoming.content
        for reference in incoming.subject where !content.references.contains(reference) {
            content.references.append(reference)
        }
        let kind = known.order.version > 0 ? incoming.kindWhenKnown ?? incoming.kind : incoming.kind
        return Fact(
            id: FactID(identifiers.next(at: now)), orderID: known.order.id, kind: kind, source: source,
            origin: known.order.origin.adapter, occurredAt: incoming.occurredAt, receivedAt: now,
            duplicateKey: incoming.duplicateKey, cause: cause, revision: installation.revision,
            traceparent: traceparent, content: content)
    }

    /// One delivery past all routes, waited for like that of a synchronous route.
    private func direct(_ told: Told) -> ([Intake.NewDelivery], [DeliveryID: ReplyRule]) {
        let delivery = Intake.NewDelivery(
            id: DeliveryID(identifiers.next(at: now)), target: told.target, operation: told.operation.name,
            route: Told.route, priority: told.operation.effect == .changes ? 1 : 0)
        let rule = ReplyRule(target: told.target, wait: told.wait, acceptsOnTimeout: true)
        return ([delivery], [delivery.id: rule])
    }

    private func route(
        _ fact: Fact, _ known: KnownOrder, _ notes: inout [TimelineNote]
    )
        -> ([Intake.NewDelivery], [DeliveryID: ReplyRule])
    {
        var deliveries: [Intake.NewDelivery] = []
        var replies: [DeliveryID: ReplyRule] = [:]
        // What we asked the source for comes back as its news: those who asked know it already.
        let echoes =
            installation.operation(for: fact.kind, at: fact.source)
            .map { known.causes(of: fact.kind, by: $0, reportedBy: fact.source) } ?? []
        for match in installation.routes.matches(for: fact.kind, from: fact.source, order: known.order) {
            if echoes.contains(match.target) {
                notes.append(
                    note("echo", "\(match.target) caused this \(fact.kind.rawValue); it is not sent back there"))
                continue
            }
            guard let operation = installation.operation(for: fact.kind, at: match.target) else {
                notes.append(note("route.not-carried", "\(match.target) does not carry \(fact.kind.rawValue)"))
                continue
            }
            let delivery = Intake.NewDelivery(
                id: DeliveryID(identifiers.next(at: now)), target: match.target, operation: operation.name,
                route: match.route, priority: operation.effect == .changes ? 1 : 0)
            deliveries.append(delivery)
            if let reply = match.reply {
                replies[delivery.id] = ReplyRule(
                    target: match.target, wait: reply.wait, acceptsOnTimeout: reply.onTimeout == .accept)
            }
        }
        return (deliveries, replies)
    }

    private func note(_ code: String, _ message: String) -> TimelineNote {
        TimelineNote(at: now, code: code, message: message, actor: "gateway")
    }

    private func summary(of known: KnownOrder) -> OrderSummary {
        OrderSummary(
            id: known.order.id, version: known.order.version, origin: known.order.origin.adapter,
            phase: known.order.phase, total: known.order.totals.stated.grand.customer?.money,
            createdAt: known.createdAt, updatedAt: now)
    }
}
