import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Testing

@testable import crossdock

@Suite("kill -9 under load", .serialized)
struct KillTests {
    @Test("twenty kills lose nothing that was acknowledged and double nothing", .timeLimit(.minutes(10)))
    func kills() async throws {
        let folder = try TemporaryFolder()
        let oms = try await OMSSimulator.start(
            configuration: OMSConfiguration(secrets: [SimulatedSystems.signingKey], keepBodies: false))
        let gateway = try GatewayProcess(
            executable: Executable.path, folder: folder.url, port: try FreePort.find(),
            routes: .oms(endpoint: oms.endpoint))
        defer { gateway.stop() }
        let template = BenchOrder(source: GatewayProcess.source, size: 2_048)
        var acknowledged: [Load.Acknowledged] = []
        var generator = SystemRandomNumberGenerator()
        for round in 0..<20 {
            try await gateway.start()
            // More than the gateway can take before it is killed: the kill always comes under load.
            let load = Load(template, port: gateway.port, numbers: round * 100_000..<(round + 1) * 100_000)
            async let running: Void = load.run(connections: 16)
            let limit = Int.random(in: 10...200, using: &generator)
            #expect(try await eventually { load.acknowledged.count >= limit }, "the gateway took too few orders")
            gateway.kill()
            await running
            acknowledged += load.acknowledged
        }
        #expect(acknowledged.count >= 200)

        try await gateway.start()
        let wanted = Set(acknowledged.map(\.order))
        #expect(
            try await eventually { wanted.isSubset(of: oms.effects.keys) },
            "acknowledged orders are missing at the OMS")
        // Orders without an acknowledgement are on disk too, and an effect is known here before it is confirmed there.
        let journal = try SQLiteJournal(path: gateway.journalPath, mode: .readOnly, now: { SystemTime().now })
        #expect(try await eventually { try await journal.books().openDeliveries == 0 }, "some deliveries never ended")
        gateway.stop()

        let effects = oms.effects
        #expect(effects.values.allSatisfy { $0 == 1 }, "an order reached the OMS as two")
        let audit = try await Executable.run("audit", "--config", gateway.configurationPath, "--json")
        #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
        let sample = acknowledged.shuffled(using: &generator).prefix(200)
        for order in sample {
            let found = try await journal.orders(named: BenchOrder.reference(order.number), limit: 2)
            #expect(found.map(\.id.value) == [order.order])
        }
        #expect(try await journal.books().deliveries[.confirmed] == effects.count)
        await journal.close()
        await oms.stop()
    }
}
