import Foundation
import Simulators

/// The simulators of the installation in `adapters.yaml`, and the values that lead the gateway to them.
struct SimulatedSystems: Sendable {
    /// The store that `adapters.yaml` names.
    static let store = "acme-eu"
    /// What the simulators take when the environment names no keys; `adapters.yaml` has the same defaults.
    static let apiKey = "GL.simulator"
    static let webhookPassword = "simulator"
    static let signingKey = "whsec_c2ltdWxhdG9yLWtleS1vZi10aGUtZ2F0ZXdheS0wMQ=="
    static let inboundKey = "whsec_c2ltdWxhdG9yLWtleS1vZi10aGUtb21zLTAwMDAwMQ=="

    let glopal: GlopalOrdersSimulator
    let oms: OMSSimulator

    /// Starts both; they find the gateway at the given address.
    ///
    /// - Parameters:
    ///   - gateway: The gateway's base URL.
    ///   - glopalPort: The Glopal Order API's port; 0 takes a free one.
    ///   - omsPort: The OMS's port; 0 takes a free one.
    ///   - keepsBodies: Whether the OMS keeps what it is sent; not under load.
    /// - Throws: The bind's error when a port is taken.
    /// - Returns: Both, running.
    static func start(
        gateway: String, glopalPort: Int = 0, omsPort: Int = 0, keepsBodies: Bool = true
    ) async throws
        -> SimulatedSystems
    {
        let webhook = GlopalWebhook(
            url: "\(gateway)/in/glopal-eu/events", credential: .basic(user: "glopal", password: webhookPassword))
        let glopal = try await GlopalOrdersSimulator.start(
            configuration: GlopalOrdersConfiguration(
                stores: [GlopalStore(id: store, apiKey: apiKey, webhook: webhook)]), port: glopalPort)
        let oms = try await OMSSimulator.start(
            configuration: OMSConfiguration(
                secrets: [signingKey], keepBodies: keepsBodies,
                gateway: OMSGateway(url: "\(gateway)/in/oms/facts", secret: inboundKey)), port: omsPort)
        return SimulatedSystems(glopal: glopal, oms: oms)
    }

    /// What `adapters.yaml` takes from the environment to find the simulators.
    var environment: [String: String] {
        [
            "GLOPAL_ENDPOINT": glopal.endpoint, "GLOPAL_API_KEY": Self.apiKey,
            "GLOPAL_WEBHOOK_PASSWORD": Self.webhookPassword, "OMS_ENDPOINT": oms.endpoint,
            "OMS_SIGNING_KEY": Self.signingKey, "OMS_INBOUND_KEY": Self.inboundKey,
        ]
    }

    /// Ends both.
    func stop() async {
        await glopal.stop()
        await oms.stop()
    }
}
