import Synchronization

/// What is behind the simulated Order API: its state, and who may touch it.
final class GlopalOrdersDesk: Sendable {
    let configuration: GlopalOrdersConfiguration
    let faults: Faults
    let outbox: Outbox<Push>
    let spelling: GlopalOrder.Spelling
    /// Guards the orders and events of every store.
    private let book: Mutex<GlopalOrderBook>
    /// Guards the counters of calls and pushes, and the chosen form of errors.
    private let desk: Mutex<Counters>

    struct Counters: Sendable {
        var errorShape: ErrorShape
        var calls: [String: Int] = [:]
        var delivered = 0
        var failed = 0
    }

    /// One event on its way to a receiver.
    struct Push: Sendable {
        let webhook: GlopalWebhook
        let event: GlopalEvent
    }

    init(_ configuration: GlopalOrdersConfiguration) {
        self.configuration = configuration
        faults = Faults(configuration.faults)
        outbox = Outbox(bound: configuration.pushBound)
        spelling = .init(
            money: configuration.money, absence: configuration.absence,
            numericReturnIDs: configuration.numericReturnIDs)
        book = Mutex(GlopalOrderBook(stores: configuration.stores.map(\.id), seed: configuration.seed))
        desk = Mutex(Counters(errorShape: configuration.errorShape))
    }

    /// Reads the state.
    func read<Value: Sendable>(
        _ body: (GlopalOrderBook) throws(GlopalRefusal) -> sending Value
    ) throws(GlopalRefusal) -> Value {
        try book.withLock { book throws(GlopalRefusal) in try body(book) }
    }

    /// Changes the state, then tells the receivers what happened.
    func write<Value: Sendable>(
        _ body: (inout GlopalOrderBook, Timestamp) throws(GlopalRefusal) -> sending Value
    ) throws(GlopalRefusal) -> Value {
        let now = configuration.clock.now()
        let (value, untold) = try book.withLock { book throws(GlopalRefusal) in
            let value = try body(&book, now)
            return (value, book.takeUntold())
        }
        for (store, event) in untold {
            guard let webhook = webhook(of: store), webhook.events?.contains(event.name) ?? true else { continue }
            outbox.put(Push(webhook: webhook, event: event))
        }
        return value
    }

    var errorShape: ErrorShape { desk.withLock { $0.errorShape } }
    var calls: [String: Int] { desk.withLock { $0.calls } }
    var pushes: (delivered: Int, failed: Int, dropped: Int) {
        let counts = desk.withLock { ($0.delivered, $0.failed) }
        return (counts.0, counts.1, outbox.refused)
    }

    func speakErrors(as shape: ErrorShape) {
        desk.withLock { $0.errorShape = shape }
    }

    func count(_ operation: String) {
        desk.withLock { $0.calls[operation, default: 0] += 1 }
    }

    func countPush(delivered: Bool) {
        desk.withLock { if delivered { $0.delivered += 1 } else { $0.failed += 1 } }
    }

    private func webhook(of store: String) -> GlopalWebhook? {
        configuration.stores.first { $0.id == store }?.webhook
    }
}
