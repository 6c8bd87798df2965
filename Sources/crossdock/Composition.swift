import AdapterKit
import AsyncHTTPClient
import Canonical
import Engine
import Foundation
import Journal
import Logging
import Metrics
import Routing
import ServiceLifecycle
import Web

/// The one place where the gateway is put together; `main` and the tests share it.
struct Composition: Sendable {
    /// The checked configuration.
    let configuration: Configuration
    /// Its adapters, ready to work.
    let adapters: [any Adapter]

    // MARK: Configuration

    /// Where `adapters.yaml` and its values come from.
    struct Source: Sendable {
        var path: String
        var environment: [String: String] = ProcessInfo.processInfo.environment
    }

    /// What reading a file gave.
    struct Reading {
        let text: String
        let configuration: Configuration?
        let diagnostics: [Diagnostic]
    }

    /// Reads and checks a file; with `resolves` its references to environment and files get their values.
    static func read(_ source: Source, resolves: Bool) throws(CommandFailure) -> Reading {
        let text: String
        do {
            text = try String(contentsOf: URL(filePath: source.path), encoding: .utf8)
        } catch {
            throw CommandFailure(
                .inputOutput, "cannot read \(source.path)", help: "name the file: --config path/to/adapters.yaml")
        }
        let folder = URL(filePath: source.path).deletingLastPathComponent()
        let reader = ConfigurationReader(
            declarations: Adapters.declarations, check: Self.problems,
            narrow: { type, settings in Adapters.type(named: type)?.declaration(for: settings) },
            readProgram: { try String(contentsOf: URL(filePath: $0, relativeTo: folder), encoding: .utf8) })
        let resolution: Resolution =
            resolves
            ? .values(environment: source.environment) { path in
                let text = try String(contentsOf: URL(filePath: path, relativeTo: folder), encoding: .utf8)
                return text.trimmingCharacters(in: .newlines)
            } : .none
        let result = reader.read(text, file: source.path, resolving: resolution)
        return Reading(text: text, configuration: result.configuration, diagnostics: result.diagnostics)
    }

    /// What an adapter finds wrong with its settings.
    @Sendable private static func problems(
        _ type: String, _ id: String, _ settings: Settings
    )
        -> [SettingsProblems.Problem]
    {
        guard let adapter = Adapters.type(named: type) else { return [] }
        do throws(SettingsProblems) {
            _ = try adapter.init(id: id, settings: settings)
            return []
        } catch {
            return error.problems
        }
    }

    /// Reads the file and makes its adapters.
    ///
    /// - Throws: ``CommandFailure`` that lists all mistakes, exit code 78.
    init(_ source: Source) throws(CommandFailure) {
        let reading = try Self.read(source, resolves: true)
        guard let configuration = reading.configuration else {
            for finding in reading.diagnostics where finding.severity == .error { Terminal.complain(finding.rendered) }
            throw CommandFailure(
                .configuration, "\(source.path) has mistakes; nothing was started",
                help: "mend them and run `crossdock validate \(source.path)`")
        }
        var adapters: [any Adapter] = []
        for entry in configuration.adapters where entry.isEnabled {
            guard let type = Adapters.type(named: entry.type) else { continue }
            do throws(SettingsProblems) {
                adapters.append(try type.init(id: entry.id, settings: entry.settings))
            } catch {
                throw CommandFailure(
                    .configuration, "\(entry.id): \(error)", help: "crossdock adapters info \(entry.type)")
            }
        }
        self.configuration = configuration
        self.adapters = adapters
    }

    // MARK: The gateway

    var installation: Installation {
        let retry = configuration.gateway.retry
        return Installation(
            adapters: adapters,
            declarations: Dictionary(
                configuration.adapters.map { ($0.id, $0.declaration) }, uniquingKeysWith: { first, _ in first }),
            routes: RoutingTable(configuration), revision: configuration.revision,
            retries: RetrySchedule(
                first: retry.first, longest: retry.max, attempts: retry.attempts,
                settling: configuration.gateway.settlingTime),
            timeLimit: configuration.gateway.timeLimit)
    }

    /// The path of the journal's file.
    ///
    /// - Throws: ``CommandFailure`` for a store that this gateway does not have, exit code 78.
    func journalPath() throws(CommandFailure) -> String {
        let text = configuration.gateway.journal
        guard text.hasPrefix("sqlite:"), text.count > 7 else {
            throw CommandFailure(
                .configuration, "the journal \(text) is of no store that this gateway has",
                help: "journal: sqlite:data/crossdock.db")
        }
        return String(text.dropFirst(7))
    }

    /// Opens the journal.
    ///
    /// - Throws: ``CommandFailure`` when the file cannot be opened, exit code 74.
    func journal(_ mode: SQLiteJournal.Mode) throws(CommandFailure) -> SQLiteJournal {
        let path = try journalPath()
        do throws(JournalFailure) {
            return try SQLiteJournal(path: path, mode: mode, now: { SystemTime().now })
        } catch {
            throw CommandFailure(opening: error, path)
        }
    }

    /// Puts journal, engine and HTTP face together; `onListening` is told the bound port once connections are taken.
    func gateway(
        journal: any Journal, client: HTTPClient, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> RunningGateway {
        let registry = PrometheusRegistry()
        let engine = Engine(
            installation: installation,
            environment: .init(
                journal: journal, transport: HTTPTransport(client: client), time: SystemTime(),
                identifiers: ULIDSource(SystemRandomNumberGenerator()),
                chance: { Double.random(in: 0..<1) }, logger: logger, metrics: registry))
        let face = Gateway(engine: engine, configuration: webConfiguration, metrics: registry, logger: logger)
        return RunningGateway(engine: engine, face: face, onListening: onListening)
    }

    private var webConfiguration: WebConfiguration {
        let gateway = configuration.gateway
        return WebConfiguration(
            host: gateway.host, port: gateway.port, bodyLimit: gateway.bodyLimit,
            tokens: gateway.tokens.map { token in
                let role: AccessRole =
                    switch token.role {
                    case .viewer: .viewer
                    case .operator: .operator
                    case .admin: .admin
                    }
                return .init(name: token.name, role: role, secret: token.secret)
            })
    }
}
