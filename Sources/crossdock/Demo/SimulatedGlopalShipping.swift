import Simulators

/// The simulated shipping service of an installation, and the values that lead the gateway to it.
struct SimulatedGlopalShipping: Sendable {
    /// What the simulator takes when the environment names nothing else.
    static let login = "demo-merchant"
    static let alias = "demo-gateway"
    static let secret = "simulator-gateway-secret"

    let service: GlopalShippingSimulator

    /// Starts it.
    ///
    /// - Parameters:
    ///   - port: The service's port; 0 takes a free one.
    ///   - trackingPace: The time between two tracking steps; none to wait for control calls.
    /// - Throws: The bind's error when the port is taken.
    /// - Returns: The service, running.
    static func start(port: Int = 0, trackingPace: Duration? = nil) async throws -> SimulatedGlopalShipping {
        // With and without the alias the same secret serves, so that either configuration finds it.
        let account = GlopalShippingAccount(login: login, secret: secret, aliases: [alias: secret])
        let service = try await GlopalShippingSimulator.start(
            configuration: GlopalShippingSimulatorConfiguration(accounts: [account], trackingPace: trackingPace),
            port: port)
        return SimulatedGlopalShipping(service: service)
    }

    /// What a configuration takes from the environment to find the service.
    var environment: [String: String] {
        [
            "GLOPAL_SHIPPING_ENDPOINT": service.endpoint, "GLOPAL_SHIPPING_LOGIN": Self.login,
            "GLOPAL_SHIPPING_ALIAS": Self.alias, "GLOPAL_SHIPPING_SECRET": Self.secret,
        ]
    }
}
