import AdapterKit
package import Canonical
package import Journal
package import Logging
package import Metrics
import Synchronization

/// Carries facts through their states: intake, journal, route, deliver, retry, resolve doubt, poll.
///
/// Knows no adapter by name and no HTTP server. Everything that varies is passed in: time, ids, chance, transport.
package final class Engine: Sendable {
    /// What the engine needs from outside.
    package struct Environment: Sendable {
        /// Where the gateway remembers.
        package var journal: any Journal
        /// The way to the systems.
        package var transport: any Transport
        /// Wall clock and waiting.
        package var time: any TimeSource
        /// New ids.
        package var identifiers: any IdentifierSource
        /// A random number, at least 0 and below 1.
        package var chance: @Sendable () -> Double
        /// For events with a code; never payloads or personal data.
        package var logger: Logger
        /// Where counters and timers go.
        package var metrics: any MetricsFactory
        /// Orders kept in memory.
        package var memoryOfOrders: Int
        /// Deliveries of one target kept in memory; the rest waits in the journal.
        package var memoryOfDeliveries: Int

        /// Creates an environment.
        package init(
            journal: any Journal, transport: any Transport, time: any TimeSource, identifiers: any IdentifierSource,
            chance: @escaping @Sendable () -> Double, logger: Logger, metrics: any MetricsFactory,
            memoryOfOrders: Int = 4_000, memoryOfDeliveries: Int = 10_000
        ) {
            self.journal = journal
            self.transport = transport
            self.time = time
            self.identifiers = identifiers
            self.chance = chance
            self.logger = logger
            self.metrics = metrics
            self.memoryOfOrders = memoryOfOrders
            self.memoryOfDeliveries = memoryOfDeliveries
        }
    }

    let environment: Environment
    let memory: OrderMemory
    let replies = ReplyDesk()
    let measures: EngineMeasures
    /// Guards which configuration is in force.
    private let current: Mutex<Installation>
    /// Guards the lanes by target; lanes are only added.
    private let lanes = Mutex<[String: Lanes]>([:])
    /// Guards the bells that wake the pollers early, by adapter.
    private let bells = Mutex<[String: Bell]>([:])
    /// Tells the running engine of targets and pollers that a reload added.
    let reloads = Bell()
    /// Rung once, when an orderly stop begins.
    let stopped = Bell()
    let isStopping = Atomic(false)
    /// Guards the failures in a row of each poller.
    let pollHealth = Mutex<[String: Int]>([:])

    /// Creates an engine; it carries nothing until it runs.
    package init(installation: Installation, environment: Environment) {
        self.environment = environment
        current = Mutex(installation)
        memory = OrderMemory(limit: environment.memoryOfOrders)
        measures = EngineMeasures(factory: environment.metrics)
    }

    /// The configuration in force.
    package var installation: Installation { current.withLock { $0 } }

    /// The journal that the engine writes.
    package var journal: any Journal { environment.journal }

    /// The present moment by the engine's clock.
    package var now: Instant { environment.time.now }

    /// Puts another configuration into force, as a whole; deliveries under way finish with the old one.
    package func reload(_ installation: Installation) {
        current.withLock { $0 = installation }
        environment.logger.info("reloaded", metadata: ["event": "reload", "revision": "\(installation.revision)"])
        reloads.ring()
        ringPollers()
    }

    /// Asks an adapter's system for news now instead of at its next poll; a poll that backs off is left alone.
    package func wakeUp(_ adapter: String) { bell(of: adapter).ring() }

    /// Targets that the engine keeps back from because they fail, for readiness and metrics.
    package var slowedDownTargets: [String] {
        lanes.withLock { $0.values.filter(\.isSlowedDown).map(\.target).sorted() }
    }

    /// Adapters whose last poll failed, with the failures in a row.
    package var failingPolls: [String: Int] { pollHealth.withLock { $0.filter { $0.value > 0 } } }

    var allLanes: [Lanes] { lanes.withLock { Array($0.values) } }

    func ringPollers() {
        for bell in bells.withLock({ Array($0.values) }) { bell.ring() }
    }

    func bell(of adapter: String) -> Bell {
        bells.withLock { bells in
            if let bell = bells[adapter] { return bell }
            let bell = Bell()
            bells[adapter] = bell
            return bell
        }
    }

    func lanes(of target: String) -> Lanes {
        lanes.withLock { lanes in
            if let known = lanes[target] { return known }
            let new = Lanes(
                target: target, memoryLimit: environment.memoryOfDeliveries, time: environment.time)
            // Whoever stops the engine has seen the lanes that were there.
            if isStopping.load(ordering: .acquiring) { new.stop() }
            lanes[target] = new
            return new
        }
    }

    /// The order with the id, from memory or else from the journal; nil when there is none.
    func known(_ id: OrderID) async throws(JournalFailure) -> KnownOrder? {
        if let known = memory[id] { return known }
        let facts = try await journal.facts(of: id)
        let deliveries = try await journal.deliveries(of: id)
        guard
            let known = KnownOrder(
                facts: facts, deliveries: deliveries, references: try await journal.references(of: id))
        else { return nil }
        memory.remember(known)
        return known
    }

    /// The order that one of the references identifies, as far as memory knows; a fact just taken is known.
    package func rememberedOrder(identifiedBy references: [Reference]) -> OrderID? {
        memory.order(identifiedBy: references)
    }

    /// The order as it is now, all facts folded; nil when there is none.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package func order(_ id: OrderID) async throws(JournalFailure) -> Order? { try await known(id)?.order }
}
