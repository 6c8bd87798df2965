import ArgumentParser
import AsyncHTTPClient
import Engine
import Foundation
import Journal
import Logging
import Routing
import ServiceLifecycle
import UnixSignals

/// Runs the gateway in the foreground.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the gateway.",
        discussion: "SIGTERM finishes or parks what is under way within 10 s; SIGHUP reads the file again.")

    @OptionGroup var source: ConfigurationOption
    @Option(help: "Lowest level of log lines: trace, debug, info, notice, warning, error or critical.")
    var logLevel: LogLevel = .info

    func run() async throws {
        let composition = try Composition(source.source)
        let journal = try composition.journal(.readWrite)
        var logger = Logger(label: "crossdock", factory: { _ in JSONLogHandler() })
        logger.logLevel = logLevel.level
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        let host = composition.configuration.gateway.host
        let hasNoTokens = composition.configuration.gateway.tokens.isEmpty
        let gateway = composition.gateway(journal: journal, client: client, logger: logger) { [logger] port in
            logger.notice("listening", metadata: ["event": "listening", "url": "http://\(host):\(port)"])
            guard hasNoTokens else { return }
            logger.warning(
                "no tokens: whoever reaches this port from this machine may do everything, a proxy on it included",
                metadata: ["event": "api.open"])
        }
        // Before anything says that the gateway runs: until it is trapped, the signal ends the process.
        let reloader = Reloader(
            source: source.source, engine: gateway.engine, logger: logger,
            signals: await UnixSignalsSequence(trapping: .sighup))
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: gateway, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: reloader, successTerminationBehavior: .ignore),
                ],
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        do {
            try await group.run()
        } catch {
            await journal.close()
            try? await client.shutdown()  // The process ends; a client that would not close must not hide why.
            throw Self.failure(error, host: host, port: composition.configuration.gateway.port)
        }
        await journal.close()
        try await client.shutdown()
        logger.notice("stopped", metadata: ["event": "stopped"])
    }

    private static func failure(_ error: any Error, host: String, port: Int) -> CommandFailure {
        if let failure = error as? CommandFailure { return failure }
        return CommandFailure(
            .unavailable, "the gateway stopped: \(type(of: error)) at \(host):\(port)",
            help: "is another process listening there? Set CROSSDOCK_LISTEN or `listen:` in adapters.yaml")
    }
}

/// The lowest level of log lines that are written.
enum LogLevel: String, ExpressibleByArgument, CaseIterable {
    case trace, debug, info, notice, warning, error, critical

    var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

/// Reads `adapters.yaml` again at SIGHUP; a file with mistakes leaves the old one in force.
struct Reloader: Service {
    let source: Composition.Source
    let engine: Engine
    let logger: Logger
    let signals: UnixSignalsSequence

    /// Listens until shut down.
    func run() async throws {
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in signals.cancelOnGracefulShutdown() {
                do {
                    engine.reload(try Composition(source).installation)
                } catch {
                    logger.error(
                        "not reloaded", metadata: ["event": "reload.refused", "reason": "the file has mistakes"])
                }
            }
        } onCancelOrGracefulShutdown: {
        }
    }
}
