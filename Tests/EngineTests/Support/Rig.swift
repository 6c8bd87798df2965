import AdapterKit
import Canonical
import Foundation
import HTTPTypes
import Journal
import Logging
import Metrics
import Routing
import Testing

@testable import Engine

/// An engine on a journal in a temporary folder, with imaginary systems around it and a clock that the test moves.
final class Rig: Sendable {
    static let routes = """
        version: 1
        adapters:
          shop: { type: test-system }
          oms: { type: test-system }
          crm: { type: test-system }
        routes:
          - { name: in, from: shop, on: [order.ready, order.changed, order.cancelled, refund.requested], to: oms }
          - { name: back, from: oms, on: [order.accepted, order.cancelled, refund.requested], to: origin }
        """

    let time: ManualTime
    let wire: Wire
    let journal: any Journal
    let engine: Engine
    let folder: URL

    init(
        routes: String = Rig.routes, in folder: URL? = nil, memoryOfDeliveries: Int = 1_000, attempts: Int = 4,
        settling: Duration = .seconds(1), time: ManualTime = ManualTime()
    ) throws {
        self.time = time
        wire = Wire()
        self.folder =
            folder ?? FileManager.default.temporaryDirectory.appending(path: "crossdock-\(UUID().uuidString)")
        journal = try SQLiteJournal(
            path: self.folder.appending(path: "journal.db").path, mode: .readWrite, now: { time.now })
        engine = Engine(
            installation: try Self.installation(routes, attempts: attempts, settling: settling),
            environment: .init(
                journal: journal, transport: WireTransport(wire: wire), time: time,
                identifiers: ULIDSource(SystemRandomNumberGenerator()), chance: { 0.5 },
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
                metrics: NOOPMetricsHandler.instance, memoryOfDeliveries: memoryOfDeliveries))
    }

    static func installation(
        _ yaml: String, attempts: Int = 4, settling: Duration = .seconds(1)
    ) throws -> Installation {
        let reader = ConfigurationReader(declarations: [TestSystem.declaration])
        let result = reader.read(yaml, file: "adapters.yaml", resolving: .none)
        let configuration = try #require(result.configuration, "\(result.diagnostics.map(\.message))")
        return Installation(
            adapters: configuration.adapters.map { TestSystem(id: $0.id) }, routes: RoutingTable(configuration),
            revision: configuration.revision,
            retries: RetrySchedule(first: .seconds(1), longest: .seconds(60), attempts: attempts, settling: settling))
    }

    /// Runs the engine while the body runs, then stops it in order.
    func run(_ body: () async throws -> Void) async throws {
        let engine = self.engine
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            do {
                try await body()
            } catch {
                engine.stop()
                group.cancelAll()
                throw error
            }
            engine.stop()
            try await group.waitForAll()
        }
        await journal.close()
    }

    /// A webhook from a system, such as `order.ready A1 k1`, with its key in a header where the body has none.
    @discardableResult
    func hear(
        _ body: String, from system: String = "shop", token: String = "good", key: String = "", word: String? = nil
    ) async throws -> WireResponse {
        let adapter = try #require(engine.installation.adapters[system] as? any WebhookReceiving)
        var request = WireRequest(
            method: .post, url: "/", headers: [.authorization: token, .ifMatch: key], body: Array(body.utf8))
        request.headers[.ifNoneMatch] = word
        return await engine.receive(request, by: adapter, traceparent: nil)
    }

    /// Waits until a condition holds; what it waits for happens without time passing.
    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        for _ in 0..<5_000 {
            if try await condition() { return }
            try await Task.sleep(for: .milliseconds(1))
        }
        Issue.record("waited in vain until \(what); sent so far: \(wire.sent)")
        throw CancellationError()
    }

    /// Waits until so many requests were sent.
    func untilSent(_ count: Int) async throws {
        try await until("\(count) requests were sent") { wire.sent.count >= count }
    }

    /// All deliveries, oldest first, as `target operation state`.
    func deliveries() async throws -> [String] {
        var records: [DeliveryRecord] = []
        for order in try await journal.orders(before: nil, phase: nil, limit: 1_000) {
            records += try await journal.deliveries(of: order.id)
        }
        return records.sorted { $0.sequence < $1.sequence }.map { "\($0.target) \($0.operation) \($0.state.rawValue)" }
    }

    /// Waits until the deliveries are as given.
    func untilDeliveries(_ expected: String...) async throws {
        try await until("\(expected)") { try await deliveries() == expected }
    }

    /// The one delivery that needs attention.
    func attention() async throws -> DeliveryRecord {
        try await until("something needs attention") { try await !journal.deliveriesNeedingAttention(limit: 9).isEmpty }
        return try #require(try await journal.deliveriesNeedingAttention(limit: 9).first)
    }
}
