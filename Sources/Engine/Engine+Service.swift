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
        let targets = try await journal.targetsWithOpenDeliveries()
        await withGracefulShutdownHandler {
            await withTaskCancellationHandler {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await self.work(leftOpen: targets) }
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
    ///
    /// - Parameter targets: Those with open deliveries at the start: what was promised to one that is not installed any
    ///   more must come before a person.
    private func work(leftOpen targets: [String]) async {
        await withDiscardingTaskGroup { group in
            var workers: [String: Int] = [:]
            var pollers: Set<String> = []
            while !isStopping.load(ordering: .acquiring) {
                let installation = installation
                let installed = installation.adapters
                for id in Set(targets).union(installed.filter { $0.value is any Delivering }.keys) {
                    let wanted = installation.declarations[id]?.rateLimit.concurrency ?? 1
                    let lanes = self.lanes(of: id)
                    if workers[id] == nil { group.addTask { await self.keepFilled(lanes) } }
                    let running = workers[id] ?? 0
                    for _ in running..<max(running, wanted) {
                        group.addTask { while let item = await lanes.next() { await self.carry(item, in: lanes) } }
                    }
                    workers[id] = max(running, wanted)
                }
                for (id, adapter) in installed
                where (adapter as? any Polling)?.isPolled == true && pollers.insert(id).inserted {
                    group.addTask { await self.poll(id) }
                }
                await reloads.wait(atMost: nil, by: environment.time)
            }
        }
    }

    /// Lets due times come and reads the backlog of a target's lanes, beside its workers.
    private func keepFilled(_ lanes: Lanes) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await lanes.keepTime() }
            group.addTask {
                await lanes.readBacklog { await self.openDeliveries(to: lanes.target, after: $0, limit: $1) }
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
