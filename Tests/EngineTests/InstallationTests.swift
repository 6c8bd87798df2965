import AdapterKit
import Canonical
import Routing
import Testing

@testable import Engine

@Suite("The installed adapters")
struct InstallationTests {
    @Test("an adapter can do what its settings leave of its type; without word of them, all that its type can")
    func narrowed() throws {
        let adapters: [any Adapter] = [
            try TestSystem(id: "small", settings: Settings()), try TestSystem(id: "whole", settings: Settings()),
        ]
        var small = TestSystem.declaration
        small.carries[.orderChanged] = nil
        small.operations.removeAll { $0.name == "update" }
        let routes = RoutingTable(Configuration(gateway: GatewayConfiguration(), adapters: [], routes: []))

        let installation = Installation(
            adapters: adapters, declarations: ["small": small], routes: routes, revision: "r")

        #expect(installation.operation(for: .orderReady, at: "small")?.name == "create")
        #expect(installation.operation(for: .orderChanged, at: "small") == nil)
        #expect(installation.operation(named: "update", at: "small") == nil)
        #expect(installation.operation(for: .orderChanged, at: "whole")?.name == "update")
        #expect(installation.declarations.keys.sorted() == ["small", "whole"])
    }
}
