import Canonical
import Engine
import Journal
import Synchronization

/// Whether the gateway can durably accept; a probe writes, so its result serves everybody for a second.
final class Readiness: Sendable {
    private struct Probe {
        var at: Instant
        var failure: JournalFailure?
    }

    /// How long a probe's result is given again.
    static let freshness: Duration = .seconds(1)

    private let isDraining = Atomic(false)
    /// Guards the last probe.
    private let last = Mutex<Probe?>(nil)

    func drain() { isDraining.store(true, ordering: .releasing) }

    /// Why nothing should be sent here now; empty when all is well.
    func reasons(_ engine: Engine) async -> [String] {
        var reasons: [String] = []
        if isDraining.load(ordering: .acquiring) { reasons.append("draining") }
        if let failure = await probe(engine) { reasons.append(Self.code(failure)) }
        return reasons
    }

    private func probe(_ engine: Engine) async -> JournalFailure? {
        let now = engine.now
        if let probe = last.withLock({ $0 }), now >= probe.at, now.since(probe.at) < Self.freshness {
            return probe.failure
        }
        var failure: JournalFailure?
        do throws(JournalFailure) {
            try await engine.journal.probe(at: now)
        } catch {
            failure = error
        }
        let probe = Probe(at: now, failure: failure)
        last.withLock { $0 = probe }
        return failure
    }

    private static func code(_ failure: JournalFailure) -> String {
        switch failure {
        case .full: "journal-full"
        case .closed: "journal-closed"
        case .stale, .conflict, .storage: "journal-failed"
        }
    }
}
