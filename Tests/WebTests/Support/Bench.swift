import AdapterKit
import Canonical
import Engine
import Foundation
import Hummingbird
import HummingbirdTesting
import Journal
import Logging
import Routing
import Web

/// A gateway as `main` puts it together, on a journal of its own, with a clock that tests move.
struct Bench: Sendable {
    static let operatorToken = "operator-secret"
    static let viewerToken = "viewer-secret"

    let engine: Engine
    let gateway: Gateway
    let journal: FaultyJournal
    let time: ManualTime
    let metrics: PrometheusRegistry

    /// Runs a test against the composition; the journal's folder is removed afterwards.
    static func run(
        _ setup: TestingSetup = .router, tokens: Bool = true,
        configure: (inout WebConfiguration) -> Void = { _ in },
        _ test: @Sendable (Bench, any TestClientProtocol) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "crossdock-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // A folder that stays behind harms no test.
        let time = ManualTime()
        let store = try SQLiteJournal(path: folder.appending(path: "journal.db").path, mode: .readWrite) { time.now }
        var configuration = WebConfiguration(port: 0, bodyLimit: 64 << 10)
        if tokens {
            configuration.tokens = [
                .init(name: "ops", role: .operator, secret: Secret(operatorToken)),
                .init(name: "eyes", role: .viewer, secret: Secret(viewerToken)),
            ]
        }
        configure(&configuration)
        let bench = Bench(FaultyJournal(store), time, configuration)
        try await bench.gateway.makeApplication().test(setup) { try await test(bench, $0) }
        await store.close()
    }

    private init(_ journal: FaultyJournal, _ time: ManualTime, _ configuration: WebConfiguration) {
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let metrics = PrometheusRegistry()
        let shop = ShopAdapter(id: "shop")
        let warehouse = WarehouseAdapter(id: "warehouse")
        let routes = RoutingTable(
            Configuration(
                gateway: GatewayConfiguration(),
                adapters: [
                    AdapterConfiguration(id: "shop", declaration: ShopAdapter.declaration),
                    AdapterConfiguration(id: "warehouse", declaration: WarehouseAdapter.declaration),
                ],
                routes: [
                    RouteConfiguration(name: "sales", from: ["shop"], on: [.orderReady], to: .adapters(["warehouse"]))
                ]
            ))
        let engine = Engine(
            installation: Installation(adapters: [shop, warehouse], routes: routes, revision: "r1", timeLimit: .zero),
            environment: Engine.Environment(
                journal: journal, transport: NoTransport(), time: time,
                identifiers: ULIDSource(SystemRandomNumberGenerator()), chance: { 0.5 }, logger: logger,
                metrics: metrics))
        self.engine = engine
        self.journal = journal
        self.time = time
        self.metrics = metrics
        gateway = Gateway(engine: engine, configuration: configuration, metrics: metrics, logger: logger)
    }

    /// The shop's order with one delivery that waits for a person.
    func deliveryNeedingAttention(_ client: any TestClientProtocol) async throws -> DeliveryRecord? {
        _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
        guard let order = try await journal.orders(named: "A-1", limit: 1).first,
            let delivery = try await journal.deliveries(of: order.id).first
        else { return nil }
        return try await journal.move(
            DeliveryMove(
                delivery: delivery.id, from: [.waiting], to: .needsAttention,
                reason: Hold(code: "http.422", message: "the warehouse refused"), actor: "gateway", at: time.now))
    }
}

/// A fact of the shop in its envelope.
func event(
    id: String = "e-1", source: String = "/adapters/shop", type: String = "order.ready", subject: String? = nil,
    data: String = #"{"order":{"references":[{"kind":"order","value":"A-1"}]}}"#
) -> String {
    let subject = subject.map { #","subject":"\#($0)""# } ?? ""
    return #"{"specversion":"1.0","id":"\#(id)","source":"\#(source)","type":"\#(type)"\#(subject),"data":\#(data)}"#
}
