import ArgumentParser
import Foundation
import Simulators

/// Keeps the providers' stand-ins up, so that `serve` has somebody to talk to.
struct Simulate: AsyncParsableCommand {
    /// What can be run alone, named as the adapter types that talk to it.
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case glopalOrders = "glopal-orders"
        case glopalShipping = "glopal-shipping"
        case globaleCheckout = "globale-checkout"
        case merchantOMS = "merchant-oms"
    }

    static let configuration = CommandConfiguration(
        abstract: "Run the simulators of Glopal's Order API and shipping service, of Global-e and of a merchant's OMS.",
        discussion: """
            `crossdock serve` in another terminal then runs adapters.yaml as it is. Each simulator is told what to do \
            at /_control: orders to create, ship, cancel or refund, parcels to move, and faults to show. Stop it with \
            Ctrl-C.
            """)

    @Argument(help: "What to run; all when nothing is named. Glopal's orders and the OMS come together.")
    var choices: [Choice] = []
    @Option(help: "Port of the Glopal Order API; 0 takes a free one.") var glopalPort = 9101
    @Option(help: "Port of Global-e; 0 takes a free one.") var globalePort = 9102
    @Option(help: "Port of the Glopal shipping service; 0 takes a free one.") var shippingPort = 9103
    @Option(help: "Port of the OMS; 0 takes a free one.") var omsPort = 9104
    @Option(help: "Base URL of the gateway, for webhooks.") var gateway = "http://127.0.0.1:8080"
    @Option(help: "Orders that wait at Glopal, ready to be imported.") var orders = 0
    @Option(help: "Seconds between the tracking steps of a parcel; 0 waits for control calls.") var trackingPace = 0
    @Flag(help: "Let the OMS forget bodies, for load.") var sink = false

    func validate() throws {
        guard (0...1_000_000).contains(trackingPace) else {
            throw ValidationError("--tracking-pace is a number of seconds, 0 for none")
        }
    }

    func run() async throws {
        let wanted = Set(choices.isEmpty ? Choice.allCases : choices)
        let needsSystems = !wanted.isDisjoint(with: [.glopalOrders, .merchantOMS])
        let systems = needsSystems ? try await startSystems() : nil
        let shipping: SimulatedGlopalShipping?
        let globale: SimulatedGlobalE?
        do {
            shipping = wanted.contains(.glopalShipping) ? try await startShipping() : nil
        } catch {
            await systems?.stop()
            throw error
        }
        do {
            globale = wanted.contains(.globaleCheckout) ? try await startGlobalE() : nil
        } catch {
            await systems?.stop()
            await shipping?.service.stop()
            throw error
        }
        if let systems {
            if orders > 0 { try systems.glopal.createOrders(count: orders, ready: true) }
            Terminal.print("Glopal Order API  \(systems.glopal.endpoint)  store \(SimulatedSystems.store)")
            Terminal.print("merchant's OMS    \(systems.oms.endpoint)")
        }
        if let shipping {
            Terminal.print("Glopal shipping   \(shipping.service.endpoint)  login \(SimulatedGlopalShipping.login)")
        }
        if let globale {
            Terminal.print("Global-e          \(globale.platform.endpoint)  merchant \(SimulatedGlobalE.merchantGUID)")
        }
        await Signals.interruption()
        await systems?.stop()
        await shipping?.service.stop()
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

    private func startShipping() async throws -> SimulatedGlopalShipping {
        do {
            return try await SimulatedGlopalShipping.start(
                port: shippingPort, trackingPace: trackingPace > 0 ? .seconds(trackingPace) : nil)
        } catch {
            throw CommandFailure(
                .unavailable, "the simulator of Glopal's shipping service could not start: \(type(of: error))",
                help: "is port \(shippingPort) free? See --shipping-port")
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
