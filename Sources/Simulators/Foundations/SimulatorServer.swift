import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// A running HTTP server with a simulation behind it.
final class SimulatorServer: Sendable {
    let host: String
    let port: Int
    private let services: ServiceGroup
    private let running: Task<Void, Never>

    private init(host: String, port: Int, services: ServiceGroup, running: Task<Void, Never>) {
        self.host = host
        self.port = port
        self.services = services
        self.running = running
    }

    deinit {
        Task { [services] in await services.triggerGracefulShutdown() }
    }

    /// Binds, and returns once connections are taken.
    ///
    /// - Parameters:
    ///   - simulation: What answers the requests.
    ///   - host: The address to bind.
    ///   - port: The port to bind, 0 for any free one.
    ///   - logger: Where the server logs; nowhere when absent.
    /// - Throws: The bind's error, as when the port is taken; `SimulatorError.stoppedAtStart` if it ended silently.
    /// - Returns: The running server.
    static func start(
        _ simulation: some Simulation, host: String, port: Int, logger: Logger?
    ) async throws -> SimulatorServer {
        let logger = logger ?? Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() })
        let (ports, opened) = AsyncThrowingStream<Int, any Error>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let application = Application(
            responder: SimulatorResponder(simulation: simulation),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in opened.yield(channel.localAddress?.port ?? port) }, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: BackgroundWork(simulation: simulation), successTerminationBehavior: .ignore),
                .init(service: application),
            ],
            logger: logger)
        // A call that an injected delay holds up is not waited for.
        configuration.maximumGracefulShutdownDuration = .seconds(1)
        let services = ServiceGroup(configuration: configuration)
        // The server outlives the call that starts it; `stop()` and `deinit` bound its life.
        let running = Task {
            do {
                try await services.run()
                opened.finish()
            } catch {
                opened.finish(throwing: error)
            }
        }
        for try await port in ports {
            return SimulatorServer(host: host, port: port, services: services, running: running)
        }
        throw SimulatorError.stoppedAtStart
    }

    /// Where the server listens, without a slash at the end.
    var endpoint: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }

    /// Takes no further connection, lets those under way end, and returns when all has ended.
    func stop() async {
        await services.triggerGracefulShutdown()
        await running.value
    }
}

/// What a simulation does on its own account, for as long as its server runs.
private struct BackgroundWork<Work: Simulation>: Service {
    let simulation: Work

    func run() async {
        await cancelWhenGracefulShutdown { await simulation.runInBackground() }
    }
}
