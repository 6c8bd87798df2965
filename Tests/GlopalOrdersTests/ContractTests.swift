import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Contract of all adapters")
struct ContractTests {
    @Test("the adapter keeps the contract of all adapters")
    func contract() async throws {
        let order = try Glopal.order("completed-refunded.json")
        let basic: [String: Settings.Value] = [
            "webhook.user": .string("glopal"), "webhook.password": .secret(Secret("correct horse")),
            "webhook.query_secret": .secret(Secret("battery-staple")),
            "base_currency": .string("USD"),
        ]
        var byQuery = WireRequest(
            method: .post, url: "?secret=battery-staple", body: try Glopal.bytes("webhook-ready.json"))
        byQuery.headers[.contentType] = "application/json"
        let documents = try ["ready-eur.json", "received-jpy.json", "returned-alphanumeric.json"].map {
            try Glopal.bytes($0)
        }
        let settings = try Glopal.settings(basic)
        let own = try own(order)
        let contract = AdapterContract(
            GlopalOrdersAdapter.self, settings: settings,
            deliveries: [
                Glopal.accept(of: own), Glopal.cancel(of: own), Glopal.refund(Glopal.partial("10.00"), of: own),
                Glopal.refund(Glopal.partial("10.00"), of: own, attempt: 2),
            ],
            webhooks: [byQuery], documents: documents,
            questions: [Question(name: "order.details", order: own), Question(name: "refund.quote", order: own)])

        let violations = await contract.violations()

        #expect(violations == [], "\(violations.map(\.description).joined(separator: "\n"))")
    }

    /// The order as an adapter with the contract's id knows it.
    private func own(_ order: Order) throws -> Order {
        var order = order
        for index in order.references.indices { order.references[index].system = "contract" }
        return order
    }
}
