import Canonical
import Journal
import Synchronization
import Testing

/// Makes the values of a test; every number is used once.
final class Samples: Sendable {
    /// Guards the last number given.
    private let last = Mutex(0)

    /// A moment, so many seconds after the first one of all tests.
    static func moment(_ seconds: Int = 0) -> Instant {
        Instant(microseconds: 1_760_000_000_000_000 + Int64(seconds) * 1_000_000)
    }

    /// An id of 26 characters that sorts after all earlier ones.
    func id() -> String {
        let number = last.withLock { last in
            last += 1
            return last
        }
        let digits = String(number)
        return "01K7" + String(repeating: "0", count: 22 - digits.count) + digits
    }

    func message(
        _ key: String, _ text: String = "{\"order\":1}", adapter: String = "glopal", comparesBytes: Bool = true,
        hold: Hold? = nil
    ) -> Intake.Message {
        Intake.Message(
            id: id(), adapter: adapter, key: key, raw: Array(text.utf8), comparesBytes: comparesBytes, hold: hold)
    }

    func delivery(to target: String = "oms", state: DeliveryState = .waiting) -> Intake.NewDelivery {
        Intake.NewDelivery(
            id: DeliveryID(id()), target: target, operation: "create", route: "orders", priority: 0, state: state,
            reason: state == .waiting ? nil : Hold(code: "documents.required", message: "a document is missing"))
    }

    func summary(_ order: OrderID, _ version: Int, phase: Phase = .received) -> OrderSummary {
        OrderSummary(
            id: order, version: version, origin: "glopal", phase: phase,
            total: Money(ExactDecimal(exactly: "5.10"), Currency(exactly: "EUR")), createdAt: Self.moment(),
            updatedAt: Self.moment(version))
    }

    /// A fact that makes an order's next version.
    func entry(
        _ order: OrderID, _ version: Int = 1, key: String? = nil, message: Int? = 0, references: [Reference] = [],
        deliveries: [Intake.NewDelivery] = [], notes: [TimelineNote] = [], phase: Phase = .received
    ) -> Intake.Entry {
        let id = FactID(id())
        var content = FactContent()
        content.status = "status \(id)"
        let fact = Fact(
            id: id, orderID: order, kind: version == 1 ? .orderReceived : .orderChanged, source: "glopal",
            origin: "glopal", occurredAt: Instant(microseconds: 1_759_000_000_000_001, raw: "raw", hadZone: false),
            receivedAt: Self.moment(), duplicateKey: key ?? "fact \(id)", cause: message == nil ? FactID("cause") : nil,
            revision: "r1", traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", content: content)
        return Intake.Entry(
            fact: fact, encoded: content.json, message: message, summary: summary(order, version, phase: phase),
            references: references, deliveries: deliveries, notes: notes)
    }

    /// A message that brings a new order with one delivery for each target.
    func intake(
        _ order: OrderID, key: String? = nil, references: [Reference] = [], targets: [String] = ["oms"],
        onCommit: (@Sendable (Receipt) -> Void)? = nil
    ) -> Intake {
        Intake(
            messages: [message(key ?? "message \(order)")],
            entries: [entry(order, references: references, deliveries: targets.map { delivery(to: $0) })],
            at: Self.moment(), onCommit: onCommit)
    }

    func start(_ delivery: DeliveryID, _ number: Int = 1, from: DeliveryState = .waiting) -> AttemptStart {
        AttemptStart(
            delivery: delivery, number: number, at: Self.moment(10), request: "POST /orders", requestSize: 900,
            from: from)
    }

    func settlement(
        _ delivery: DeliveryID, _ attempt: Int? = 1, to state: DeliveryState = .confirmed,
        references: [Reference] = [], entries: [Intake.Entry] = []
    ) -> Settlement {
        Settlement(
            delivery: delivery, attempt: attempt, status: 200, outcome: state == .waiting ? "retry" : state.rawValue,
            state: state, dueAt: state == .waiting ? Self.moment(60) : nil,
            reason: state == .confirmed ? nil : Hold(code: "answer", message: "the target said so"),
            references: references, entries: entries, at: Self.moment(20))
    }

    func move(
        _ delivery: DeliveryID, from: Set<DeliveryState>, to: DeliveryState, actor: String = "mara"
    ) -> DeliveryMove {
        DeliveryMove(
            delivery: delivery, from: from, to: to, reason: Hold(code: "decided", message: "asked by the merchant"),
            actor: actor, at: Self.moment(30))
    }

    /// A new order id.
    func order() -> OrderID { OrderID(id()) }
}

/// Runs something for so many callers at once.
///
/// - Returns: What they got, in no sequence.
func concurrently<Value: Sendable>(
    _ callers: Int, _ body: @escaping @Sendable (Int) async throws -> Value
) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for number in 0..<callers { group.addTask { try await body(number) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
}

/// Expects that a step fails as the protocol says.
func expect(
    _ failure: JournalFailure, sourceLocation: SourceLocation = #_sourceLocation, _ step: () async throws -> Void
) async {
    do {
        try await step()
        Issue.record("the step was recorded", sourceLocation: sourceLocation)
    } catch {
        #expect(error as? JournalFailure == failure, sourceLocation: sourceLocation)
    }
}

/// Expects that a step fails because something is not in the state that it starts from.
func expectConflict(
    sourceLocation: SourceLocation = #_sourceLocation, _ step: () async throws -> Void
) async {
    do {
        try await step()
        Issue.record("the step was recorded", sourceLocation: sourceLocation)
    } catch {
        guard case .conflict? = error as? JournalFailure else {
            Issue.record("failed otherwise: \(error)", sourceLocation: sourceLocation)
            return
        }
    }
}

/// Expects books that balance.
func expectBalance(_ journal: any Journal, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let books = try await journal.books()
    #expect(books.differences == [], sourceLocation: sourceLocation)
}
