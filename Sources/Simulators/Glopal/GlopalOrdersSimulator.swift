import AsyncHTTPClient
package import Logging
import NIOCore

/// A stand-in for the Glopal Order API 2.3.2, written from the contract alone.
///
/// ```swift
/// let glopal = try await GlopalOrdersSimulator.start(host: "127.0.0.1", port: 0)
/// let ids = try glopal.createOrders(count: 3, ready: true)
/// // … let something pull from glopal.endpoint …
/// await glopal.stop()
/// ```
package final class GlopalOrdersSimulator: Sendable {
    private let server: SimulatorServer
    let desk: GlopalOrdersDesk

    private init(server: SimulatorServer, desk: GlopalOrdersDesk) {
        self.server = server
        self.desk = desk
    }

    /// Starts the API and returns once it takes connections.
    ///
    /// - Parameters:
    ///   - configuration: How it behaves.
    ///   - host: The address to bind, loopback unless told otherwise.
    ///   - port: The port to bind, 0 for any free one.
    ///   - logger: Where the server logs; nowhere when absent.
    /// - Throws: `SimulatorError` for a setting that makes no sense, or the bind's error.
    /// - Returns: The running API; stop it in the end.
    package static func start(
        configuration: GlopalOrdersConfiguration = .init(), host: String = "127.0.0.1", port: Int = 0,
        logger: Logger? = nil
    ) async throws -> GlopalOrdersSimulator {
        guard !configuration.stores.isEmpty else { throw SimulatorError.configuration("there is no store") }
        guard Set(configuration.stores.map(\.id)).count == configuration.stores.count else {
            throw SimulatorError.configuration("two stores have the same id")
        }
        let desk = GlopalOrdersDesk(configuration)
        let server = try await SimulatorServer.start(desk, host: host, port: port, logger: logger)
        return GlopalOrdersSimulator(server: server, desk: desk)
    }

    /// The bound port.
    package var port: Int { server.port }
    /// The base URL, without a slash at the end.
    package var endpoint: String { server.endpoint }
    /// The faults it shows; by operation `events`, `details`, `accept`, `cancel`, `quote_refund`, `refund`.
    package var faults: Faults { desk.faults }

    /// Takes no further connection, lets those under way end, and returns when all has ended.
    package func stop() async {
        await server.stop()
    }
}
