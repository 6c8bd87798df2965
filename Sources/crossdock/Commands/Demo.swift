import ArgumentParser
import AsyncHTTPClient
import Engine
import Foundation
import Journal
import Logging
import Simulators
import Web

/// Lets sample orders cross between simulators, on the configuration in the file, and shows what happened.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See it work: simulators, gateway and sample orders, in one process.",
        discussion:
            "Needs no account and no network. The journal lies in a temporary folder unless --journal names a file.")

    @OptionGroup var source: ConfigurationOption
    @Flag(help: "Keep gateway and simulators up afterwards, until Ctrl-C.") var stay = false
    @Option(help: "Port of the gateway; 0 takes a free one.") var port = 0
    @Option(help: "Keep the journal in this file.") var journal: String?

    func run() async throws {
        let began = SystemTime().uptime
        let folder = FileManager.default.temporaryDirectory.appending(path: "crossdock-demo-\(UUID().uuidString)")
        // What stays behind is the system's temporary folder's.
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = journal ?? folder.appending(path: "crossdock.db").path
        let free = try FreePort.reserve()
        let gatewayPort = port == 0 ? free.number : port
        let url = "http://127.0.0.1:\(gatewayPort)"
        let simulated = try await Simulated.start(gateway: url)
        free.release()
        var environment = ProcessInfo.processInfo.environment.merging(simulated.environment) { $1 }
        environment["CROSSDOCK_LISTEN"] = "127.0.0.1:\(gatewayPort)"
        environment["CROSSDOCK_JOURNAL"] = "sqlite:\(path)"
        let composition = try Composition(.init(path: source.config, environment: environment))
        let journal = try composition.journal(.readWrite)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        let logger = Logger(label: "crossdock", factory: { _ in SwiftLogNoOpLogHandler() })
        let gateway = composition.gateway(journal: journal, client: client, logger: logger)

        let outcome: Result<Bool, any Error>
        do {
            let stories = simulated.stories(
                on: DemoStage(journal: journal, oms: simulated.systems.oms), engine: gateway.engine)
            outcome = .success(
                try await gateway.run { _ in
                    let isRight = try await close(try await stories(), journal, url, since: began)
                    if stay { await Signals.interruption() }
                    return isRight
                })
        } catch {
            // What was started is ended first.
            outcome = .failure(error)
        }
        await journal.close()
        await simulated.stop()
        try await client.shutdown()
        guard try outcome.get() else {
            throw CommandFailure(.findings, "not everything crossed as it should; the lines above say what")
        }
    }

    /// The simulated systems, and the stories that are told with them.
    private struct Simulated: Sendable {
        let systems: SimulatedSystems
        let globale: SimulatedGlobalE
        let shipping: SimulatedGlopalShipping

        static func start(gateway url: String) async throws -> Simulated {
            try await Simulated(
                systems: .start(gateway: url), globale: .start(gateway: url), shipping: .start())
        }

        var environment: [String: String] {
            systems.environment.merging(globale.environment) { $1 }.merging(shipping.environment) { $1 }
        }

        /// Lays the first orders out; what it returns tells the stories, and gives for each whether it came out right.
        func stories(on stage: DemoStage, engine: Engine) -> @Sendable () async throws -> [Bool] {
            let glopalStory = GlopalStory(systems: systems, stage: stage, engine: engine)
            glopalStory.prepare()
            let globaleStory = GlobalEStory(globale: globale.platform, stage: stage)
            let shippingStory = ShippingStory(
                systems: systems, globale: globale.platform, shipping: shipping.service, stage: stage, engine: engine)
            return { [try await glopalStory.tell(), try await globaleStory.tell(), try await shippingStory.tell()] }
        }

        func stop() async {
            await systems.stop()
            await globale.platform.stop()
            await shipping.service.stop()
        }
    }

    /// Prints what the stories came to; true when all came out as they must and the books balance.
    private func close(
        _ stories: [Bool], _ journal: any Journal, _ url: String, since began: Duration
    ) async throws -> Bool {
        let books = try await journal.books()
        Terminal.print("\n" + Terminal.bold("The books") + "\n" + books.text)
        Terminal.print(
            "\nThe API: \(url)/v1/orders"
                + (stay ? "  (Ctrl-C ends)" : "  (while the demo runs; `crossdock demo --stay` keeps it up)"))
        let took = (SystemTime().uptime - began).formatted(
            .units(allowed: [.seconds], fractionalPart: .show(length: 1)))
        Terminal.complain("demo took \(took)")
        return books.isBalanced && stories.allSatisfy { $0 }
    }
}
