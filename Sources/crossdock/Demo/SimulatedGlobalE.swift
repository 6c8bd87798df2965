import Simulators

/// The simulated Global-e of an installation, and the values that lead the gateway to it.
struct SimulatedGlobalE: Sendable {
    /// The adapter's name in the installation, which the webhooks' paths hold.
    static let adapter = "globale"
    /// What the simulator takes when the environment names nothing else.
    static let merchantGUID = "abcdabcd-abcd-abcd-abcd-abcdabcdabcd"

    let platform: GlobalESimulator

    /// Starts it; it finds the gateway at the given address.
    ///
    /// - Parameters:
    ///   - gateway: The gateway's base URL.
    ///   - port: The platform's port; 0 takes a free one.
    /// - Throws: The bind's error when the port is taken.
    /// - Returns: The platform, running.
    static func start(gateway: String, port: Int = 0) async throws -> SimulatedGlobalE {
        let receiver = GlobalEReceiver(base: "\(gateway)/in/\(adapter)")
        var assumptions = GlobalEAssumptions()
        // A switch at Global-e; without it the merchant learns a replacement's id and nothing more.
        assumptions.announcesReplacements = true
        let platform = try await GlobalESimulator.start(
            configuration: GlobalESimulatorConfiguration(
                merchantGUID: merchantGUID, receiver: receiver, assumptions: assumptions), port: port)
        return SimulatedGlobalE(platform: platform)
    }

    /// What a configuration takes from the environment to find the platform.
    var environment: [String: String] {
        ["GLOBALE_ENDPOINT": platform.endpoint, "GLOBALE_MERCHANT_GUID": Self.merchantGUID]
    }
}
