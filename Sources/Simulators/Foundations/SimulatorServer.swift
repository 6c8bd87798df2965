import Hummingbird
import Logging
import NIOCore

/// A running HTTP server with a simulation behind it.
final class SimulatorServer: Sendable {
    let host: String
    let port: Int
    private let task: Task<Void, Never>

    private init(host: String, port: Int, task: Task<Void, Never>) {
        self.host = host
        self.port = port
        self.task = task
    }

    deinit {
        task.cancel()
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
        let (ports, opened) = AsyncThrowingStream<Int, any Error>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let application = Application(
            responder: SimulatorResponder(simulation: simulation),
            configuration: .init(address: .hostname(host, port: port)),
            onServerRunning: { channel in opened.yield(channel.localAddress?.port ?? port) },
            logger: logger ?? Logger(label: "simulator", factory: { _ in SwiftLogNoOpLogHandler() }))
        // The server outlives the call that starts it; `stop()` and `deinit` bound its life.
        let task = Task {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await simulation.runInBackground() }
                do {
                    try await application.run()
                    opened.finish()
                } catch {
                    opened.finish(throwing: error)
                }
                group.cancelAll()
            }
        }
        do {
            for try await port in ports { return SimulatorServer(host: host, port: port, task: task) }
        } catch {
            task.cancel()
            throw error
        }
        throw SimulatorError.stoppedAtStart
    }

    /// Where the server listens, without a slash at the end.
    var endpoint: String {
        host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }

    /// Closes every connection and returns when all has ended.
    func stop() async {
        // A connection that is accepted at this moment has to reach its handler first: NIO traps on one that never does.
        try? await Task.sleep(for: .milliseconds(50))
        task.cancel()
        await task.value
    }

    /// Waits until the surrounding task is cancelled, then stops.
    func run() async {
        await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
