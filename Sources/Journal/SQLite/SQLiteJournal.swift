package import Canonical
import GRDB
import Synchronization

/// The journal in one SQLite file.
///
/// One gateway owns the file; other processes read it at the same time, and may move a delivery or close a message. The
/// write-ahead log is flushed at every commit (`synchronous=FULL`); reads never wait for the writer.
package final class SQLiteJournal: Journal {
    /// What a process wants with the file.
    package enum Mode: Sendable {
        /// The gateway: owns the file, creates and migrates it.
        case readWrite
        /// Looks only, beside a running gateway or without one.
        case readOnly
        /// Moves deliveries and closes messages while no gateway runs; beside one, its lanes would not know.
        case operate
    }

    /// Sizes and limits of the store.
    package struct Limits: Sendable {
        /// Steps that may wait for the writer; further callers are suspended.
        package var queuedSteps = 4_096
        /// Steps that share one flush at most.
        package var stepsPerCommit = 256
        /// Bytes that the file may grow to; nil for all that the disk has.
        package var maximumBytes: Int?
        /// How long to wait for another process that writes.
        package var busyTimeout: Duration = .seconds(5)

        /// Creates the limits that a gateway runs with.
        package init() {}
    }

    let mode: Mode
    let store: DatabasePool
    let commits: GroupCommit
    private let lock: JournalLock?
    let now: @Sendable () -> Instant
    /// Says that ``close()`` was called.
    private let isClosed = Atomic<Bool>(false)

    /// Opens the journal's file; `.readWrite` creates it with its folder and migrates it.
    ///
    /// `now` is asked for the age of the oldest delivery alone; every step brings its own moment.
    /// - Throws: ``JournalFailure``: `conflict` when another gateway has the file or a newer version wrote it.
    package init(
        path: String, mode: Mode, limits: Limits = Limits(), now: @escaping @Sendable () -> Instant
    ) throws(JournalFailure) {
        self.mode = mode
        self.now = now
        if mode == .readWrite {
            try JournalFile.prepare(path)
            lock = try JournalLock(of: path)
        } else {
            guard JournalFile.exists(path) else { throw .conflict("there is no journal at \(path)") }
            lock = mode == .operate ? try JournalLock(of: path) : nil
        }
        let store = try Self.open(path, mode: mode, limits: limits)
        self.store = store
        commits = GroupCommit(capacity: limits.queuedSteps, batchLimit: limits.stepsPerCommit) { steps in
            BatchWriter(store: store).commit(steps)
        }
        commits.start()
    }

    deinit { commits.stop() }

    // MARK: Steps of the walk

    package func append(_ intake: Intake) async throws(JournalFailure) -> Receipt {
        try await receipt(of: .append(intake))
    }

    package func begin(_ attempt: AttemptStart) async throws(JournalFailure) {
        _ = try await result(of: .begin(attempt))
    }

    package func remember(_ step: RememberedStep) async throws(JournalFailure) {
        _ = try await result(of: .remember(step))
    }

    package func settle(_ settlement: Settlement) async throws(JournalFailure) -> Receipt {
        try await receipt(of: .settle(settlement))
    }

    package func move(_ move: DeliveryMove) async throws(JournalFailure) -> DeliveryRecord {
        guard case .moved(let record) = try await result(of: .move(move)) else { throw Self.mismatch }
        return record
    }

    package func recover(at now: Instant) async throws(JournalFailure) -> Int {
        guard case .recovered(let count) = try await result(of: .recover(now)) else { throw Self.mismatch }
        return count
    }

    package func resolve(_ resolution: MessageResolution) async throws(JournalFailure) -> Receipt {
        try await receipt(of: .resolve(resolution))
    }

    package func probe(at now: Instant) async throws(JournalFailure) {
        _ = try await result(of: .probe(now))
    }

    package func close() async {
        commits.stop()
        await commits.ended()
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        do {
            try store.close()
        } catch {
            // The system closes what is left when the process ends, and everything acknowledged is flushed.
        }
        lock?.release()
    }

    /// Fails when the journal was closed.
    func checkOpen() throws(JournalFailure) {
        if isClosed.load(ordering: .acquiring) { throw .closed }
    }

    /// Lets the file grow to at most so many pages of 4,096 bytes, as a full disk would.
    func limitSize(pages: Int) throws(JournalFailure) {
        try Self.access {
            try store.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages)") }
        }
    }

    /// Runs something of GRDB's and speaks of its errors in our words.
    static func access<Value>(_ body: () throws -> Value) throws(JournalFailure) -> Value {
        do {
            return try body()
        } catch {
            throw JournalFailure(storeError: error)
        }
    }

    private static let mismatch = JournalFailure.storage("the writer answered another step")

    private func receipt(of step: Step) async throws(JournalFailure) -> Receipt {
        guard case .receipt(let receipt) = try await result(of: step) else { throw Self.mismatch }
        return receipt
    }

    private func result(of step: Step) async throws(JournalFailure) -> StepResult {
        try checkAllowed(step)
        return try await commits.submit(step).get()
    }

    private func checkAllowed(_ step: Step) throws(JournalFailure) {
        switch (mode, step) {
        case (.readWrite, _), (.operate, .move):
            return
        case (.operate, .resolve(let resolution)) where resolution.entries.isEmpty:
            return
        case (.operate, _):
            throw .conflict("only the gateway that owns the journal records this step")
        case (.readOnly, _):
            throw .conflict("the journal is open for reading only")
        }
    }
}
