import ArgumentParser
import Foundation
import Simulators

/// Keeps the providers' stand-ins up, so that `serve` has somebody to talk to.
struct Simulate: AsyncParsableCommand {
    /// What can be run alone, named as the adapter types that talk to it.
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case glopalOrders = "glopal-orders"
        case globaleCheckout = "globale-checkout"
        case merchantOMS = "merchant-oms"
    }

    static let configuration = CommandConfiguration(
        abstract: "Run the simulators of Glopal's Order API, of Global-e and of a merchant's OMS.",
        discussion: """
            `crossdock serve` in another terminal then runs adapters.yaml as it is. Each simulator is told what to do \
            at /_control: orders to create, ship, cancel or refund, and faults to show. Stop it with Ctrl-C.
            """)

    @Argument(help: "What to run; all when nothing is named. Glopal and the OMS come together.")
    var choices: [Choice] = []
    @Option(help: "Port of the Glopal Order API; 0 takes a free one.") var glopalPort = 9101
    @Option(help: "Port of Global-e; 0 takes a free one.") var globalePort = 9102
    @Option(help: "Port of the OMS; 0 takes a free one.") var omsPort = 9104
    @Option(help: "Base URL of the gateway, for webhooks.") var gateway = "http://127.0.0.1:8080"
    @Option(help: "Orders that wait at Glopal, ready to be imported.") var orders = 0
    @Flag(help: "Let the OMS forget bodies, for load.") var sink = false

    func run() async throws {
        let wanted = Set(choices.isEmpty ? Choice.allCases : choices)
        let systems = wanted == [.globaleCheckout] ? nil : try await startSystems()
        let globale: SimulatedGlobalE?
        do {
            globale = wanted.contains(.globaleCheckout) ? try await startGlobalE() : nil
        } catch {
            await systems?.stop()
            throw error
        }
        if let systems {
            if orders > 0 { try systems.glopal.createOrders(count: orders, ready: true) }
            Terminal.print("Glopal Order API  \(systems.glopal.endpoint)  store \(SimulatedSystems.store)")
            Terminal.print("merchant's OMS    \(systems.oms.endpoint)")
        }
        if let globale {
            Terminal.print("Global-e          \(globale.platform.endpoint)  merchant \(SimulatedGlobalE.merchantGUID)")
        }
        await Signals.interruption()
        await systems?.stop()
        await globale?.platform.stop()
    }

    private func startSystems() async throws -> SimulatedSystems {
        do {
            return try await SimulatedSystems.start(
                gateway: gateway, glopalPort: glopalPort, omsPort: omsPort, keepsBodies: !sink)
        } catch {
            throw CommandFailure(
                .unavailable, "a simulator could not start: \(type(of: error))",
                help: "are ports \(glopalPort) and \(omsPort) free? See --glopal-port and --oms-port")
        }
    }

    private func startGlobalE() async throws -> SimulatedGlobalE {
        do {
            return try await SimulatedGlobalE.start(gateway: gateway, port: globalePort)
        } catch {
            throw CommandFailure(
                .unavailable, "the simulator of Global-e could not start: \(type(of: error))",
                help: "is port \(globalePort) free? See --globale-port")
        }
    }
}
