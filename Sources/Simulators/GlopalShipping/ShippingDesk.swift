import Synchronization

/// What is behind the simulated service: its state, and who may touch it.
final class ShippingDesk: Sendable {
    let configuration: GlopalShippingSimulatorConfiguration
    let faults: Faults
    /// Guards orders, quotes, shipments and all that belongs to them.
    private let book: Mutex<ShippingBook>
    /// Guards accounts, clock, spelling, failures asked for, used timestamps and the counters of calls.
    private let desk: Mutex<Board>

    struct Board: Sendable {
        var accounts: [GlopalShippingAccount]
        var assumptions: GlopalShippingSimulatorAssumptions
        /// How far the service's clock is ahead of its time, in seconds.
        var clockOffset: Int64 = 0
        var failures: [ShippingFailure] = []
        /// The moments of used timestamps, in microseconds, by login and timestamp.
        var used: [String: Int64] = [:]
        var calls: [String: Int] = [:]
        var answers = 0
    }

    /// How many used timestamps are kept before old ones are forgotten.
    private static let usedBound = 50_000

    init(_ configuration: GlopalShippingSimulatorConfiguration) {
        self.configuration = configuration
        faults = Faults(configuration.faults)
        book = Mutex(ShippingBook(configuration))
        desk = Mutex(Board(accounts: configuration.accounts, assumptions: configuration.assumptions))
    }

    /// The moment it is at the service.
    var now: Timestamp {
        let offset = desk.withLock { $0.clockOffset }
        return configuration.clock.now() + .seconds(offset)
    }

    /// Reads or changes the state, after what was due by itself.
    func write<Value: Sendable>(
        _ body: (inout ShippingBook, Timestamp) throws -> sending Value
    ) rethrows -> Value {
        let now = now
        return try book.withLock { book in
            book.settle(at: now)
            return try body(&book, now)
        }
    }

    var board: Board { desk.withLock { $0 } }
    var assumptions: GlopalShippingSimulatorAssumptions { desk.withLock { $0.assumptions } }
    var calls: [String: Int] { desk.withLock { $0.calls } }

    func change(_ body: (inout Board) throws -> Void) rethrows {
        try desk.withLock { try body(&$0) }
    }

    func count(_ operation: String) {
        desk.withLock { $0.calls[operation, default: 0] += 1 }
    }

    /// What writes the next answer.
    func nextPen() -> ShippingPen {
        desk.withLock { board in
            board.answers += 1
            let spelling = board.assumptions.errorSpelling
            let turn = ShippingPen.forms[board.answers % ShippingPen.forms.count]
            return ShippingPen(spelling: spelling == .varied ? turn : spelling, assumptions: board.assumptions)
        }
    }

    /// Takes one of the outcomes asked for.
    func takeFailure(_ endpoint: ShippingEndpoint) -> ShippingFailure? {
        desk.withLock { board in
            guard let index = board.failures.firstIndex(where: { $0.operation == endpoint.operation }) else {
                return nil
            }
            let failure = board.failures[index]
            board.failures[index].remaining -= 1
            if board.failures[index].remaining == 0 { board.failures.remove(at: index) }
            return failure
        }
    }

    /// Lets a caller in once per timestamp.
    ///
    /// - Throws: `ShippingRefusal` with 401 or 403.
    func admit(_ door: ShippingDoor) throws {
        let now = now
        try desk.withLock { board in
            try door.open(board.accounts, at: now, board.assumptions)
            guard board.assumptions.refusesReusedTimestamps else { return }
            guard board.used.updateValue(door.moment, forKey: "\(door.login)@\(door.timestamp)") == nil else {
                throw ShippingRefusal.unauthorized(
                    "timestamp_reused", "the timestamp has been used", field: "x-timestamp")
            }
            if board.used.count > Self.usedBound {
                let oldest = now.milliseconds * 1000 - board.assumptions.clockWindow * 1_000_000
                board.used = board.used.filter { $0.value >= oldest }
            }
        }
    }
}
