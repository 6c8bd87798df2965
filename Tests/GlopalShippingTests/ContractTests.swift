import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Contract of all adapters")
struct ContractTests {
    @Test("the adapter keeps the contract of all adapters")
    func contract() async throws {
        let order = try own(Shipping.order())
        let labelled = try own(Shipping.labelledOrder())
        var asked = FactContent()
        asked.return = ReturnTests.item
        let deliveries = [
            Shipping.create(of: order), Shipping.create(of: order, attempt: 2), Shipping.dispatch(of: order),
            Shipping.dispatch(of: order, attempt: 2), Shipping.delivery(.orderReady, FactContent(), of: order),
            Shipping.delivery(.documentsRequested, FactContent(), of: order),
            Shipping.delivery(.returnRequested, asked, of: labelled),
            try Shipping.told("close-out", of: labelled), try Shipping.told("quote-order", of: order),
        ]
        let contract = AdapterContract(
            GlopalShippingAdapter.self,
            settings: try Shipping.settings(["alias": .string("gateway"), "shipper.name": .string("Acme")]),
            deliveries: deliveries,
            questions: GlopalShippingAdapter.declaration.questions.map { Question(name: $0, order: labelled) })

        let violations = await contract.violations()

        #expect(violations == [], "\(violations.map(\.description).joined(separator: "\n"))")
    }

    /// The order as an adapter with the contract's id knows it.
    private func own(_ order: Order) throws -> Order {
        var order = order
        for index in order.references.indices where order.references[index].system == "ship" {
            order.references[index].system = "contract"
        }
        return order
    }
}
