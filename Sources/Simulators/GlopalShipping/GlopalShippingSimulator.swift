package import Logging

/// A stand-in for Glopal's shipping service, written from the contract alone.
///
/// ```swift
/// let shipping = try await GlopalShippingSimulator.start(port: 0)
/// // … the gateway quotes, prealerts, labels and closes out …
/// try shipping.advance(order: "SO-10001", to: "delivered")
/// await shipping.stop()
/// ```
package final class GlopalShippingSimulator: Sendable {
    private let server: SimulatorServer
    let desk: ShippingDesk

    private init(server: SimulatorServer, desk: ShippingDesk) {
        self.server = server
        self.desk = desk
    }

    /// Starts the service and returns once it takes connections.
    ///
    /// - Parameters:
    ///   - configuration: How it behaves.
    ///   - host: The address to bind, loopback unless told otherwise.
    ///   - port: The port to bind, 0 for any free one.
    ///   - logger: Where the server logs; nowhere when absent.
    /// - Throws: `SimulatorError` for a setting that makes no sense, or the bind's error.
    /// - Returns: The running service; stop it in the end.
    package static func start(
        configuration: GlopalShippingSimulatorConfiguration = .init(), host: String = "127.0.0.1", port: Int = 0,
        logger: Logger? = nil
    ) async throws -> GlopalShippingSimulator {
        try check(configuration)
        let desk = ShippingDesk(configuration)
        let server = try await SimulatorServer.start(desk, host: host, port: port, logger: logger)
        return GlopalShippingSimulator(server: server, desk: desk)
    }

    /// The bound port.
    package var port: Int { server.port }
    /// The base URL, without a slash at the end.
    package var endpoint: String { server.endpoint }
    /// The faults it shows; by operation, as `create_order` or `ops.create_order`.
    package var faults: Faults { desk.faults }

    /// Takes no further connection, lets those under way end, and returns when all has ended.
    package func stop() async {
        await server.stop()
    }

    private static func check(_ configuration: GlopalShippingSimulatorConfiguration) throws {
        guard !configuration.accounts.isEmpty else { throw SimulatorError.configuration("there is no account") }
        for account in configuration.accounts {
            let names = [account.login] + account.aliases.keys
            guard ShippingPattern.isLogin(account.login), account.aliases.keys.allSatisfy(ShippingPattern.isAlias)
            else {
                throw SimulatorError.configuration(
                    "\(names.joined(separator: ", ")): a login or alias is off its pattern")
            }
            guard !account.secret.isEmpty, account.aliases.values.allSatisfy({ !$0.isEmpty }) else {
                throw SimulatorError.configuration("\(account.login): a secret is empty")
            }
        }
        guard configuration.trackingPace.map({ $0 > .zero }) ?? true else {
            throw SimulatorError.configuration("the pace of tracking must be above zero")
        }
    }
}
