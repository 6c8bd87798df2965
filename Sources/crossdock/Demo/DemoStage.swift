import Canonical
import Engine
import Journal
import Simulators

/// What every story of the demo looks at: the gateway's journal and the OMS.
struct DemoStage: Sendable {
    let journal: any Journal
    let oms: OMSSimulator

    /// The OMS's order that came from a provider's order.
    func omsOrder(_ providerID: String) async throws -> OMSOrder? { try await omsOrders(providerID).first }

    /// The OMS's orders that carry a provider's id.
    func omsOrders(_ providerID: String) async throws -> [OMSOrder] {
        try await journal.orders(named: providerID, limit: 5).compactMap { oms.order($0.id.value) }
    }

    /// Waits until something is so, and says when it never was.
    func until(
        _ what: String, limit: Duration = .seconds(60), _ condition: () async throws -> Bool
    ) async throws {
        let end = SystemTime().uptime + limit
        while try await !condition() {
            guard SystemTime().uptime < end else {
                Terminal.complain("waited in vain until \(what)")
                return
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Whether no delivery is on its way any more.
    func isQuiet() async throws -> Bool {
        try await journal.books().openDeliveries == 0
    }
}
