package import Logging

/// A stand-in for a merchant's OMS, on the wire of adapter type `merchant-oms`.
///
/// ```swift
/// let oms = try await OMSSimulator.start(configuration: .init(secrets: ["whsec_c2VjcmV0"]), port: 0)
/// // … let the gateway post facts to oms.endpoint + "/facts" …
/// let created = oms.effects          // canonical order id → how often it was created
/// await oms.stop()
/// ```
package final class OMSSimulator: Sendable {
    private let server: SimulatorServer
    let desk: OMSDesk

    private init(server: SimulatorServer, desk: OMSDesk) {
        self.server = server
        self.desk = desk
    }

    /// Starts the OMS and returns once it takes connections.
    ///
    /// - Parameters:
    ///   - configuration: How it behaves.
    ///   - host: The address to bind, loopback unless told otherwise.
    ///   - port: The port to bind, 0 for any free one.
    ///   - logger: Where the server logs; nowhere when absent.
    /// - Throws: `SimulatorError` for a setting that makes no sense, or the bind's error.
    /// - Returns: The running OMS; stop it in the end.
    package static func start(
        configuration: OMSConfiguration, host: String = "127.0.0.1", port: Int = 0, logger: Logger? = nil
    ) async throws -> OMSSimulator {
        let desk = try OMSDesk(configuration)
        let server = try await SimulatorServer.start(desk, host: host, port: port, logger: logger)
        return OMSSimulator(server: server, desk: desk)
    }

    /// The bound port.
    package var port: Int { server.port }
    /// The base URL, without a slash at the end.
    package var endpoint: String { server.endpoint }
    /// The faults it shows; by operation `facts`, or by a fact's type as `order.ready`.
    package var faults: Faults { desk.faults }

    /// Takes no further connection, lets those under way end, and returns when all has ended.
    package func stop() async {
        await server.stop()
    }
}
