import AdapterKit
import AdapterTesting
import Canonical
import Testing

@testable import GlobalECheckout

@Suite("Contract of all adapters")
struct ContractTests {
    @Test("the adapter keeps the contract of all adapters")
    func contract() async throws {
        let contract = AdapterContract(GlobalECheckoutAdapter.self, settings: try GlobalE.settings())

        let violations = await contract.violations()

        #expect(violations == [], "\(violations.map(\.description).joined(separator: "\n"))")
    }
}
