package import Logging

/// A stand-in for Global-e as a platform, written from the contract alone.
///
/// ```swift
/// let globale = try await GlobalESimulator.start(
///     configuration: .init(receiver: GlobalEReceiver(base: "http://127.0.0.1:8080/in/globale")), port: 0)
/// let order = try globale.createOrders(announced: false)[0]
/// let told = try await globale.take(.announce, of: order)      // SendOrderToMerchant with the merchant's answer
/// try await globale.takeAtOnce([.fraudCancel, .announce], of: order)
/// await globale.stop()
/// ```
package final class GlobalESimulator: Sendable {
    private let server: SimulatorServer
    let desk: GlobalEDesk

    private init(server: SimulatorServer, desk: GlobalEDesk) {
        self.server = server
        self.desk = desk
    }

    /// Starts the platform and returns once it takes connections.
    ///
    /// - Parameters:
    ///   - configuration: How it behaves.
    ///   - host: The address to bind, loopback unless told otherwise.
    ///   - port: The port to bind, 0 for any free one.
    ///   - logger: Where the server logs; nowhere when absent.
    /// - Throws: `SimulatorError` for a setting that makes no sense, or the bind's error.
    /// - Returns: The running platform; stop it in the end.
    package static func start(
        configuration: GlobalESimulatorConfiguration = .init(), host: String = "127.0.0.1", port: Int = 0,
        logger: Logger? = nil
    ) async throws -> GlobalESimulator {
        guard !configuration.merchantGUID.isEmpty else { throw SimulatorError.configuration("the GUID is empty") }
        let desk = try GlobalEDesk(configuration)
        let server = try await SimulatorServer.start(desk, host: host, port: port, logger: logger)
        return GlobalESimulator(server: server, desk: desk)
    }

    /// The bound port.
    package var port: Int { server.port }
    /// The base URL, without a slash at the end.
    package var endpoint: String { server.endpoint }
    /// The faults it shows; by operation, as `CreateOrderRefund`, `EditOrderQuote` or `EditOrder`.
    package var faults: Faults { desk.faults }

    /// Takes no further connection, lets those under way end, and returns when all has ended.
    package func stop() async {
        await server.stop()
    }
}
