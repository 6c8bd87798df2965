import AsyncHTTPClient
import Canonical
import Engine
import Foundation
import Journal
import Logging
import NIOCore
import NIOHTTP1
import Simulators
import Testing

@testable import crossdock

/// Simulators and a gateway in this process, put together as `main` does, with quick retries.
final class House: Sendable {
    let systems: SimulatedSystems
    let globale: GlobalESimulator
    let shipping: GlopalShippingSimulator
    let journal: SQLiteJournal
    let gateway: RunningGateway
    let url: String
    private let client: HTTPClient
    private let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        let free = try FreePort.reserve()
        let port = free.number
        url = "http://127.0.0.1:\(port)"
        systems = try await SimulatedSystems.start(gateway: url)
        let simulated = try await SimulatedGlobalE.start(gateway: url)
        globale = simulated.platform
        let ships = try await SimulatedGlopalShipping.start()
        shipping = ships.service
        free.release()
        let file = folder.file("adapters.yaml")
        // The repository's own file, with waits that suit a test: short where something is repeated, long where a slow
        // machine would be taken for a system that does not answer.
        try String(contentsOf: Checkout.root.appending(path: "adapters.yaml"), encoding: .utf8)
            .replacing(
                "adapters:\n",
                with:
                    "  retry: { first: 20ms, max: 200ms, attempts: 30, settling: 20ms }\n  time_limit: 60s\n\nadapters:\n",
                maxReplacements: 1
            ).replacing("every: 30s", with: "every: 200ms").replacing("wait: 4s", with: "wait: 60s")
            .write(to: file, atomically: true, encoding: .utf8)
        var environment = systems.environment.merging(simulated.environment) { $1 }
        environment.merge(ships.environment) { $1 }
        environment["CROSSDOCK_LISTEN"] = "127.0.0.1:\(port)"
        environment["CROSSDOCK_JOURNAL"] = "sqlite:\(folder.file("crossdock.db").path)"
        let composition = try Composition(.init(path: file.path, environment: environment))
        journal = try composition.journal(.readWrite)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        gateway = composition.gateway(
            journal: journal, client: client,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        )
    }

    /// Runs the gateway while the body runs.
    func run(_ body: () async throws -> Void) async throws {
        let result: Result<Void, any Error>
        do { result = .success(try await gateway.run { _ in try await body() }) } catch { result = .failure(error) }
        await journal.close()
        await systems.stop()
        await globale.stop()
        await shipping.stop()
        try await client.shutdown()
        try result.get()
    }

    /// Creates an order at Glopal and gives its id.
    func order(_ currency: String = "EUR", isReady: Bool = true) throws -> String {
        let ids = try systems.glopal.createOrders(
            wish: GlopalSampleOrder.Wish(currency: currency, lines: 2, glopalShare: 0), ready: isReady)
        return try #require(ids.first)
    }

    /// The order at the OMS, when it is there.
    func omsOrder(_ glopalID: String) async throws -> OMSOrder? {
        guard let summary = try await journal.orders(named: glopalID, limit: 1).first else { return nil }
        return systems.oms.order(summary.id.value)
    }

    /// Waits until a condition holds.
    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        if try await eventually(condition) { return }
        let waiting = try await journal.deliveriesNeedingAttention(limit: 9).map {
            "\($0.operation): \($0.reason?.message ?? "")"
        }
        let held = try await journal.messagesNeedingAttention(limit: 9).map { "\($0.hold)" }
        Issue.record("waited in vain until \(what); waiting for a person: \(waiting) \(held)")
        throw CancellationError()
    }

    /// Waits until Glopal has accepted an order with the OMS's ids.
    func untilAccepted(_ id: String) async throws {
        try await until("\(id) is accepted") { systems.glopal.order(id)?.status == .accepted }
    }

    /// Waits until nothing is under way any more.
    func untilQuiet() async throws {
        try await until("nothing is under way") { try await journal.books().openDeliveries == 0 }
    }

    /// Calls the gateway's API; the answer's status and bytes.
    func call(_ path: String, posting body: [UInt8]? = nil) async throws -> (status: UInt, bytes: [UInt8]) {
        var request = HTTPClientRequest(url: url + path)
        if let body {
            request.method = .POST
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body)
        }
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
        let bytes = try await answer.body.collect(upTo: 1 << 22)
        return (answer.status.code, Array(bytes.readableBytesView))
    }
}
