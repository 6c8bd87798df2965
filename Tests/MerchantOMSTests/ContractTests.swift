import AdapterKit
import AdapterTesting
import Canonical
import MerchantOMS
import Testing

@Suite struct ContractTests {
    private static let messages = [
        "shipment-dispatched", "shipment-delivered", "order-cancelled", "order-accepted", "refund-requested-full",
        "refund-requested-part", "return-received", "documents-requested", "replacement-requested",
    ]

    @Test("the adapter keeps the contract of all adapters")
    func contract() async throws {
        let documents = try Self.messages.map { try Sample.fixtures.bytes("\($0).webhook.json") }
        let contract = AdapterContract(
            MerchantOMSAdapter.self,
            settings: try Sample.settings([
                "previous_signing_key": .secret(Secret(Sample.otherKey)),
                "headers": .map([("x-api-key", .secret(Secret("a-long-secret-of-a-proxy")))]),
            ]),
            deliveries: try MerchantOMSAdapter.declaration.carries.keys.map { try Sample.delivery($0) }
                + [Sample.refundDelivery()],
            webhooks: try documents.map { try Sample.webhook($0) }, documents: documents)
        #expect(await contract.violations() == [])
    }
}
