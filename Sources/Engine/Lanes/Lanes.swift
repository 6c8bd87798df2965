import Canonical
import DequeModule
import HeapModule
import Journal
import Synchronization

/// The lanes of one target: per order in sequence, orders beside each other, bounded in memory.
///
/// Beyond the bound, deliveries stay in the journal only and are read in when there is room; `sequence` keeps the two
/// apart: memory holds everything up to `loadedThrough`.
final class Lanes: Sendable {
    /// What a delivery's end means for its lane.
    enum End {
        /// It is final: the next of the lane may go.
        case final
        /// It is due again after the given time, in the given state.
        case again(after: Duration, state: DeliveryState, attempts: Int, lookUps: Int = 0, isSettled: Bool = false)
        /// It waits for a person or a thing: the lane waits with it.
        case blocked(state: DeliveryState, attempts: Int)
    }

    /// What a person decides about a delivery that waits for a person.
    enum Decision {
        /// It is to be sent again.
        case again
        /// It is over.
        case closed
    }

    private struct Lane {
        var items: Deque<LaneItem> = []
        var isBusy = false
        /// What a person decided about the head before its worker came to say that it waits for a person.
        var decision: Decision?

        /// Whether the head waits for a person or a thing.
        ///
        /// Such a lane keeps nothing but records, and does not count against the bound: whoever waits for a person must not keep others out of memory.
        var isBlocked: Bool { items.first.map { !$0.state.isOpen } ?? false }
    }

    private struct Due: Comparable {
        /// By the monotonic clock.
        var at: Duration
        var order: OrderID
        static func < (lhs: Due, rhs: Due) -> Bool { lhs.at < rhs.at }
    }

    private struct State {
        var lanes: [OrderID: Lane] = [:]
        /// Orders whose head may go now: urgent ones and the others.
        var urgent: Deque<OrderID> = []
        var plain: Deque<OrderID> = []
        var delayed = Heap<Due>()
        var count = 0
        var breaker = Breaker()
        /// Whether the journal may hold deliveries that memory does not; so at the start.
        var hasBacklog = true
        var loadedThrough: Int64 = 0
        var skippedThrough: Int64 = 0
        var isStopped = false
        var workers: Deque<CheckedContinuation<LaneItem?, Never>> = []
    }

    /// Deliveries read from the journal at once.
    static let page = 500
    /// No stored due time is taken to be further away.
    static let longestWait: Duration = .seconds(3600)

    let target: String
    private let memoryLimit: Int
    private let time: any TimeSource
    private let timer = Bell()
    private let backlog = Bell()
    /// Guards the lanes, who waits for them, and the breaker.
    private let state = Mutex(State())

    init(target: String, memoryLimit: Int, time: any TimeSource) {
        self.target = target
        self.memoryLimit = memoryLimit
        self.time = time
    }

    // MARK: Filling

    /// Adds a delivery that the journal has just committed; called in commit order.
    func enqueue(_ item: LaneItem) {
        wake { state in
            guard !state.hasBacklog, state.count < memoryLimit else {
                // The journal has it; it is read in when there is room.
                state.hasBacklog = true
                state.skippedThrough = item.sequence
                return
            }
            // A page that was read right after the commit may have brought it already.
            guard item.sequence > state.loadedThrough else { return }
            state.loadedThrough = item.sequence
            insert(item, into: &state)
        }
    }

    private func load(_ records: [DeliveryRecord]) {
        wake { state in
            for record in records where record.sequence > state.loadedThrough {
                state.loadedThrough = record.sequence
                insert(LaneItem(record, readyAt: readyAt(record)), into: &state)
            }
            // What was committed after the page was read was skipped meanwhile, and is read next.
            state.hasBacklog = records.count == Self.page || state.loadedThrough < state.skippedThrough
        }
    }

    // MARK: Working

    /// The next delivery that may go; nil once the lanes are stopped.
    func next() async -> LaneItem? {
        await withCheckedContinuation { continuation in
            let item: LaneItem?? = state.withLock { state in
                if state.isStopped { return .some(nil) }
                if let item = take(from: &state) { return item }
                state.workers.append(continuation)
                return nil
            }
            if let item { continuation.resume(returning: item) }
        }
    }

    /// Notes how a delivery ended.
    ///
    /// - Parameters:
    ///   - item: The delivery that ``next()`` gave.
    ///   - end: What that means for its lane.
    ///   - wait: How long the breaker keeps the target alone when it failed; nil when it answered.
    ///   - askedTarget: Whether the target was asked anything.
    func finish(_ item: LaneItem, _ end: End, breakerWait wait: Duration?, askedTarget: Bool) {
        wake { state in
            if let wait {
                state.breaker.failed(at: time.uptime, wait: wait)
            } else if askedTarget {
                state.breaker.succeeded()
            } else {
                state.breaker.returned()
            }
            guard var lane = state.lanes.removeValue(forKey: item.orderID) else { return }
            lane.isBusy = false
            let decision = lane.decision
            lane.decision = nil
            switch end {
            case .final:
                lane.items.removeFirst()
                state.count -= 1
                if lane.isBlocked { state.count -= lane.items.count }
            case .again(let after, let newState, let attempts, let lookUps, let isSettled):
                lane.items[0].state = newState
                lane.items[0].attempts = attempts
                lane.items[0].lookUps = lookUps
                lane.items[0].isSettled = isSettled
                lane.items[0].readyAt = time.uptime + after
                lane.items[0].fact = nil
            case .blocked(let newState, let attempts):
                lane.items[0].state = newState
                lane.items[0].attempts = attempts
                for index in lane.items.indices { lane.items[index].fact = nil }
                state.count -= lane.items.count
            }
            guard !lane.items.isEmpty else { return }
            state.lanes[item.orderID] = lane
            if let decision, lane.isBlocked {
                apply(decision, at: 0, of: item.orderID, in: &state)
            } else {
                schedule(item.orderID, in: &state)
            }
        }
    }

    /// The delivery behind the given one in its lane; what the engine looks at before it sends.
    func successor(of item: LaneItem) -> LaneItem? {
        state.withLock { state in
            guard let items = state.lanes[item.orderID]?.items, items.count > 1 else { return nil }
            return items[1]
        }
    }

    /// Puts a person's decision about a waiting head into effect.
    ///
    /// The journal shows a person that a delivery waits before its worker tells the lane: the decision then waits for
    /// ``finish(_:_:breakerWait:askedTarget:)``.
    func decide(_ id: DeliveryID, of order: OrderID, _ decision: Decision) {
        wake { state in
            guard let lane = state.lanes[order], let index = lane.items.firstIndex(where: { $0.id == id }) else {
                return
            }
            if lane.isBusy, index == 0 {
                state.lanes[order]?.decision = decision
            } else {
                apply(decision, at: index, of: order, in: &state)
            }
        }
    }

    /// Waits for due times until the lanes are stopped; runs beside the workers.
    func keepTime() async {
        while !state.withLock({ $0.isStopped }) {
            let due = state.withLock { nextMoment(in: $0) }
            await timer.wait(atMost: due.map { $0 - time.uptime }, by: time)
            wake { releaseDue(in: &$0) }
        }
    }

    /// Reads the backlog whenever there is one and room for it, until the lanes are stopped.
    ///
    /// - Parameter read: Reads deliveries after a sequence from the journal, at most as many as given; nil when it failed.
    func readBacklog(_ read: (Int64, Int) async -> [DeliveryRecord]?) async {
        while !state.withLock({ $0.isStopped }) {
            guard let start = state.withLock({ backlogStart(in: $0) }) else {
                await backlog.wait(atMost: nil, by: time)
                continue
            }
            if let records = await read(start, Self.page) {
                load(records)
            } else {
                await backlog.wait(atMost: .seconds(1), by: time)
            }
        }
    }

    /// Ends the waiting of workers and timer; deliveries under way go on.
    func stop() {
        let workers = state.withLock { state in
            state.isStopped = true
            defer { state.workers = [] }
            return state.workers
        }
        for worker in workers { worker.resume(returning: nil) }
        timer.ring()
        backlog.ring()
    }

    /// Whether the breaker keeps deliveries back, for metrics and readiness.
    var isSlowedDown: Bool { state.withLock { $0.breaker.isOpen } }

    /// Deliveries in memory that may go by themselves.
    var count: Int { state.withLock { $0.count } }

    // MARK: Inside the lock

    /// When a stored due time has come by the monotonic clock.
    ///
    /// A wall clock that was set back in between must not keep a delivery for longer than a wait can be.
    private func readyAt(_ record: DeliveryRecord) -> Duration {
        let wait = record.dueAt.since(time.now)
        return wait <= .zero ? .zero : time.uptime + min(wait, Self.longestWait)
    }

    private func insert(_ item: LaneItem, into state: inout State) {
        var lane = state.lanes[item.orderID] ?? Lane()
        lane.items.append(item)
        if lane.isBlocked {
            lane.items[lane.items.count - 1].fact = nil
        } else {
            state.count += 1
        }
        let isHead = lane.items.count == 1
        state.lanes[item.orderID] = lane
        if isHead { schedule(item.orderID, in: &state) }
    }

    private func schedule(_ order: OrderID, in state: inout State) {
        guard let lane = state.lanes[order], !lane.isBusy, let head = lane.items.first, head.state.isOpen else {
            return
        }
        if head.readyAt > time.uptime {
            state.delayed.insert(Due(at: head.readyAt, order: order))
        } else if head.priority == 0 {
            state.urgent.append(order)
        } else {
            state.plain.append(order)
        }
    }

    private func apply(_ decision: Decision, at index: Int, of order: OrderID, in state: inout State) {
        guard var lane = state.lanes[order] else { return }
        let counted = lane.isBlocked ? 0 : lane.items.count
        switch decision {
        case .closed: lane.items.remove(at: index)
        case .again:
            lane.items[index].state = .waiting
            lane.items[index].attemptsBefore = lane.items[index].attempts
            lane.items[index].lookUps = 0
            lane.items[index].readyAt = .zero
        }
        state.count += (lane.isBlocked ? 0 : lane.items.count) - counted
        state.lanes[order] = lane.items.isEmpty ? nil : lane
        if !lane.items.isEmpty, index == 0 { schedule(order, in: &state) }
    }

    private func take(from state: inout State) -> LaneItem? {
        guard state.breaker.admits(at: time.uptime) else { return nil }
        while let order = state.urgent.popFirst() ?? state.plain.popFirst() {
            guard var lane = state.lanes[order], !lane.isBusy, let head = lane.items.first, head.state.isOpen,
                head.readyAt <= time.uptime
            else { continue }
            lane.isBusy = true
            state.lanes[order] = lane
            state.breaker.left()
            return head
        }
        return nil
    }

    private func nextMoment(in state: borrowing State) -> Duration? {
        let due = state.delayed.min?.at
        guard state.breaker.isOpen, let opens = state.breaker.closedUntil, opens > time.uptime,
            !(state.urgent.isEmpty && state.plain.isEmpty)
        else { return due }
        return due.map { min($0, opens) } ?? opens
    }

    private func releaseDue(in state: inout State) {
        while let due = state.delayed.min, due.at <= time.uptime {
            state.delayed.removeMin()
            schedule(due.order, in: &state)
        }
    }

    private func backlogStart(in state: borrowing State) -> Int64? {
        state.hasBacklog && state.count <= memoryLimit / 2 ? state.loadedThrough : nil
    }

    /// Changes the state, then hands work to waiting workers, outside of the lock.
    private func wake(_ change: (inout State) -> Void) {
        let (handed, isTimeNew, hasRoom) = state.withLock { state in
            let before = nextMoment(in: state)
            change(&state)
            var handed: [(CheckedContinuation<LaneItem?, Never>, LaneItem)] = []
            while !state.workers.isEmpty, let item = take(from: &state) {
                handed.append((state.workers.removeFirst(), item))
            }
            return (handed, nextMoment(in: state) != before, backlogStart(in: state) != nil)
        }
        for (worker, item) in handed { worker.resume(returning: item) }
        if isTimeNew { timer.ring() }
        if hasRoom { backlog.ring() }
    }
}
