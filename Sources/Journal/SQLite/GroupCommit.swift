import Dispatch
import Synchronization

/// The one thread that writes: it takes all steps that wait, and lets them share one flush.
///
/// Callers hold a place in the queue before they enter it; when all places are taken they are suspended until the thread
/// has taken steps out.
final class GroupCommit: Sendable {
    typealias Outcome = Result<StepResult, JournalFailure>

    private struct Job {
        let step: Step
        let caller: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var jobs: [Job] = []
        /// Places that are taken: jobs in the queue, and callers on their way into it.
        var taken = 0
        /// Callers without a place, in the sequence in which they came.
        var waiting: [CheckedContinuation<Bool, Never>] = []
        var isAwake = false
        var isClosing = false
        var hasEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    /// Guards the queue and the thread's wakefulness.
    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let capacity: Int
    private let batchLimit: Int
    private let perform: @Sendable ([Step]) -> [Outcome]

    /// Creates a queue of `capacity` steps whose commits take at most `batchLimit` steps each.
    ///
    /// `perform` runs on the thread, one call at a time; it answers for each step in the sequence given.
    init(capacity: Int, batchLimit: Int, perform: @escaping @Sendable ([Step]) -> [Outcome]) {
        self.capacity = capacity
        self.batchLimit = batchLimit
        self.perform = perform
    }

    /// Starts the thread, which lives until ``stop()``.
    func start() {
        // A serial queue that is occupied by one endless block: a thread of our own, outside of the pool that runs tasks.
        DispatchQueue(label: "crossdock.journal.writer", qos: .userInitiated).async { self.run() }
    }

    /// Queues a step and waits for the flush that it takes part in.
    func submit(_ step: Step) async -> Outcome {
        guard await takePlace() else { return .failure(.closed) }
        return await withCheckedContinuation { caller in
            let mustWake = state.withLock { state in
                state.jobs.append(Job(step: step, caller: caller))
                defer { state.isAwake = true }
                return !state.isAwake
            }
            if mustWake { wake.signal() }
        }
    }

    /// Refuses further steps; those that have a place are still performed.
    func stop() {
        let (mustWake, refused) = state.withLock { state in
            state.isClosing = true
            defer {
                state.isAwake = true
                state.waiting = []
            }
            return (!state.isAwake, state.waiting)
        }
        for caller in refused { caller.resume(returning: false) }
        if mustWake { wake.signal() }
    }

    /// Waits until the thread has performed its last step and ended.
    func ended() async {
        await withCheckedContinuation { closer in
            let hasEnded = state.withLock { state in
                if !state.hasEnded { state.closers.append(closer) }
                return state.hasEnded
            }
            if hasEnded { closer.resume() }
        }
    }

    private func takePlace() async -> Bool {
        let answer: Bool? = state.withLock { state in takePlace(&state) }
        if let answer { return answer }
        return await withCheckedContinuation { caller in
            // The place may have come free since the first look.
            let answer: Bool? = state.withLock { state in
                let answer = takePlace(&state)
                if answer == nil { state.waiting.append(caller) }
                return answer
            }
            if let answer { caller.resume(returning: answer) }
        }
    }

    private func takePlace(_ state: inout State) -> Bool? {
        if state.isClosing { return false }
        guard state.taken < capacity else { return nil }
        state.taken += 1
        return true
    }

    private func run() {
        while true {
            wake.wait()
            while let batch = takeBatch() { commit(batch) }
            let closers: [CheckedContinuation<Void, Never>]? = state.withLock { state in
                guard state.isClosing, state.taken == 0 else { return nil }
                state.hasEnded = true
                defer { state.closers = [] }
                return state.closers
            }
            guard let closers else { continue }
            for closer in closers { closer.resume() }
            return
        }
    }

    /// The next steps; nil when there are none, and then the next caller wakes the thread.
    private func takeBatch() -> [Job]? {
        let (batch, admitted) = state.withLock { state -> ([Job]?, [CheckedContinuation<Bool, Never>]) in
            guard !state.jobs.isEmpty else {
                state.isAwake = false
                return (nil, [])
            }
            let batch = Array(state.jobs.prefix(batchLimit))
            state.jobs.removeFirst(batch.count)
            let admitted = Array(state.waiting.prefix(batch.count))
            state.waiting.removeFirst(admitted.count)
            state.taken += admitted.count - batch.count
            return (batch, admitted)
        }
        for caller in admitted { caller.resume(returning: true) }
        return batch
    }

    private func commit(_ batch: [Job]) {
        let outcomes = perform(batch.map(\.step))
        for (job, outcome) in zip(batch, outcomes) {
            if case .success(.receipt(let receipt)) = outcome { job.step.onCommit?(receipt) }
        }
        for (job, outcome) in zip(batch, outcomes) { job.caller.resume(returning: outcome) }
    }
}
