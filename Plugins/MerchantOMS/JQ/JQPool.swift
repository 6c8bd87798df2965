import Dispatch
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A few threads on which programs are compiled and run.
///
/// Threads of their own, because libjq frees and prints nested values by recursion: a program that nests without end
/// would exhaust a usual thread's stack before its time is over. And because a thread that cannot be ended can be left
/// behind. See docs/decisions/0005-how-programs-end.md.
final class JQPool: Sendable {
    /// The pool that all programs share.
    static let shared = JQPool()

    /// Address space, of which only what is used becomes memory.
    static let stackSize = 512 << 20
    /// After how many milliseconds a run is looked at; nearly all are over by then.
    private static let firstLook = 20
    private static let nextLook = 5

    private struct Company {
        var queue: [JQJob] = []
        var workers = 0
        var lost = 0
    }

    private let size: Int
    /// The most threads that may be left behind before nothing is run any more.
    private let maximumLost: Int
    private let stackSize: @Sendable () -> Int
    private let company = Mutex(Company())
    private let work = DispatchSemaphore(value: 0)

    /// Creates a pool; threads begin when they are needed first.
    init(size: Int = 2, maximumLost: Int = 4, stackSize: @escaping @Sendable () -> Int = { JQPool.stackSize }) {
        self.size = size
        self.maximumLost = maximumLost
        self.stackSize = stackSize
    }

    /// How many threads were left behind and have not ended since; each keeps a core busy.
    var lost: Int { company.withLock(\.lost) }

    /// Does work on one of the threads and waits for it, blocking the caller.
    ///
    /// At a limit the work is ended through `run`.
    /// - Throws: `crowded` when no worker became free; `stuck`, or `late` on a busy machine, when the work could not be
    ///   ended and goes on alone, which is counted in `losses` for as long as it does.
    func perform<Value: Sendable>(
        as run: JQRun, limits: JQLimits, countedIn losses: JQLosses? = nil, _ body: @escaping @Sendable () -> Value
    ) throws(JQFailure) -> Value {
        let slot = Slot<Value>()
        let job = JQJob(countedIn: losses) { slot.value.withLock { $0 = body() } }
        let isOpen = company.withLock { company in
            guard company.lost < maximumLost else { return false }
            company.queue.append(job)
            if company.workers < size, hire() { company.workers += 1 }
            return true
        }
        guard isOpen else { throw .crowded(lost: lost) }
        work.signal()
        if !job.wait(Self.firstLook) { try supervise(job, run, limits) }
        guard let value = slot.value.withLock({ $0 }) else { throw .crowded(lost: lost) }
        return value
    }

    /// A place for a result, written by the worker before the job is done and read behind it.
    private final class Slot<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }

    private func supervise(_ job: JQJob, _ run: JQRun, _ limits: JQLimits) throws(JQFailure) {
        let submitted = ContinuousClock.now
        let memory = JQMemory.resident
        var ended: (clock: Duration, computing: Duration)?
        while !job.wait(Self.nextLook) {
            guard let elapsed = run.elapsed else {
                if submitted.duration(to: .now) > limits.patience, giveUp(job) { throw .crowded(lost: lost) }
                continue
            }
            if let ended {
                let isStuck = elapsed.computing - ended.computing > limits.grace
                if isStuck || elapsed.clock - ended.clock > limits.grace + limits.waiting, giveUp(job) {
                    throw isStuck ? .stuck : .late
                }
            } else if elapsed.computing > limits.computing || elapsed.clock > limits.waiting {
                run.end(elapsed.computing > limits.computing ? .endless : .late)
                ended = elapsed
            } else if let memory, let now = JQMemory.resident, now - memory > limits.memory {
                run.end(.tooMuchMemory(again: false))
                ended = elapsed
            }
        }
    }

    /// Leaves a job alone; a worker that is busy with it is replaced and ends when the job does.
    private func giveUp(_ job: JQJob) -> Bool {
        job.giveUp { wasTaken in
            guard wasTaken else { return }
            job.losses?.add()
            company.withLock { company in
                company.lost += 1
                if !hire() { company.workers -= 1 }
            }
        }
    }

    // MARK: Threads

    private func labour() {
        while true {
            work.wait()
            let job = company.withLock { $0.queue.isEmpty ? nil : $0.queue.removeFirst() }
            guard let job, !job.work() else { continue }
            job.losses?.remove()
            return company.withLock { $0.lost -= 1 }
        }
    }

    /// Begins a thread; false when the system has none, and then the next caller tries again.
    private func hire() -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize())
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let pool = Unmanaged.passRetained(self)
        #if canImport(Darwin)
            var thread: pthread_t?
            let code = pthread_create(&thread, &attributes, Self.entrance, pool.toOpaque())
        #else
            var thread = pthread_t()
            let code = pthread_create(&thread, &attributes, Self.entrance, pool.toOpaque())
        #endif
        // Without a thread the callers wait for the others, and are told so when that takes too long.
        if code != 0 { pool.release() }
        return code == 0
    }

    #if canImport(Darwin)
        private static let entrance: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { pool in
            Unmanaged<JQPool>.fromOpaque(pool).takeRetainedValue().labour()
            return nil
        }
    #else
        private static let entrance: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pool in
            if let pool { Unmanaged<JQPool>.fromOpaque(pool).takeRetainedValue().labour() }
            return nil
        }
    #endif
}
