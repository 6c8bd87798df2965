import AdapterKit
import NIOPosix

/// Threads for adapters that compute for long, beside those that everything else runs on.
///
/// A program of somebody's that takes its half second would otherwise stop intakes, timers and other targets for as long:
/// Swift's own threads are as many as the machine has cores.
final class ComputingThreads: TaskExecutor {
    /// The threads that all engines share.
    static let shared = ComputingThreads(count: 8)

    private let pool: NIOThreadPool

    private init(count: Int) {
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The pool is never shut down, so each job gets its turn.
        pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

extension Engine {
    /// Runs what an adapter does, away from everybody else where the adapter says that it may take its time.
    func running<Value: Sendable, Failure: Error>(
        _ adapter: any Adapter, _ work: @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard installation.declarations[adapter.id]?.mayComputeLong == true else { return try await work() }
        return try await withTaskExecutorPreference(ComputingThreads.shared, operation: work)
    }
}
