import AdapterKit
import Canonical
import Journal
import Logging
import ServiceLifecycle
import Synchronization

extension Engine: Service {
    /// How long attempts under way may take after an orderly stop was asked for.
    static var drainLimit: Duration { .seconds(10) }

    /// Works until it is cancelled or shut down gracefully; then attempts under way get ten seconds to finish.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be written at the start.
    package func run() async throws {
        let parked = try await journal.recover(at: environment.time.now)
        if parked > 0 {
            environment.logger.notice("recovered", metadata: ["event": "recovered", "in-doubt": "\(parked)"])
        }
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await self.work() }
                    group.addTask { await self.limitDrain() }
                    await group.next()
                    group.cancelAll()
                }
            } onCancel: {
                self.stop()
            }
        } onGracefulShutdown: {
            self.stop()
        }
    }

    /// Takes up no further delivery or poll; those under way go on.
    package func stop() {
        guard !isStopping.exchange(true, ordering: .acquiringAndReleasing) else { return }
        environment.logger.info("draining", metadata: ["event": "drain"])
        for lanes in allLanes { lanes.stop() }
        ringPollers()
        reloads.ring()
        stopped.ring()
    }

    private func limitDrain() async {
        await stopped.wait(atMost: nil, by: environment.time)
        // Cancelled when the work ended before the limit.
        try? await environment.time.sleep(for: Self.drainLimit)
    }

    /// Runs the lanes of every target and the pollers, and those that a reload adds.
    private func work() async {
        await withDiscardingTaskGroup { group in
            var targets: Set<String> = []
            var pollers: Set<String> = []
            while !isStopping.load(ordering: .acquiring) {
                for (id, adapter) in installation.adapters {
                    if adapter is any Delivering, targets.insert(id).inserted {
                        let workers = type(of: adapter).declaration.rateLimit.concurrency
                        group.addTask { await self.serve(self.lanes(of: id), workers: workers) }
                    }
                    if adapter is any Polling, pollers.insert(id).inserted {
                        group.addTask { await self.poll(id) }
                    }
                }
                await reloads.wait(atMost: nil, by: environment.time)
            }
        }
    }

    private func serve(_ lanes: Lanes, workers: Int) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await lanes.keepTime() }
            group.addTask {
                await lanes.readBacklog { await self.openDeliveries(to: lanes.target, after: $0, limit: $1) }
            }
            for _ in 0..<workers {
                group.addTask {
                    while let item = await lanes.next() { await self.carry(item, in: lanes) }
                }
            }
        }
    }

    private func openDeliveries(to target: String, after sequence: Int64, limit: Int) async -> [DeliveryRecord]? {
        do {
            return try await journal.openDeliveries(to: target, after: sequence, limit: limit)
        } catch {
            environment.logger.error(
                "backlog not read", metadata: ["event": "backlog.failed", "target": "\(target)", "reason": "\(error)"])
            return nil
        }
    }
}
