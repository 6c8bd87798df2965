import AdapterKit
import AdapterTesting
import Canonical
import Testing

@testable import GlobalECheckout

@Suite("Contract of all adapters, outbound")
struct OutboundContractTests {
    private func deliveries() throws -> [OutboundDelivery] {
        let order = Outbound.order(system: "contract")
        var cancelled = FactContent()
        cancelled.cancellation = FactContent.Cancellation(reason: "1010")
        var shipped = FactContent()
        var shipment = Shipment()
        var parcel = Shipment.Parcel()
        parcel.id = "P1"
        parcel.lines = [Outbound.item("134643", 1)]
        shipment.parcels = [parcel]
        shipped.shipment = shipment
        var refunded = FactContent()
        refunded.refund = Refund()
        refunded.refund?.lines = [Outbound.item("134643", 1)]
        var status = FactContent()
        status.status = "packing"
        var documents = FactContent()
        documents.documents = [Document(kind: "Label", state: .known(.requested))]
        let requests: [(FactKind, String)] = [
            (.editRequested, try Outbound.text("edit-order.request.json")),
            (.replacementRequested, try Outbound.text("create-order.request.json")),
            (.productsUpdated, #"{"Products":[{"CartItemId":"134643","OriginCountryCode":"IT"}]}"#),
        ]
        var deliveries = [
            (.orderCompleted, FactContent()), (.shipmentDelivered, FactContent()), (.orderStatus, status),
            (.orderCancelled, cancelled), (.orderRefused, cancelled), (.shipmentDispatched, shipped),
            (.refundRequested, refunded), (.documentsRequested, documents), (.orderAccepted, FactContent()),
        ].map { (kind: FactKind, content: FactContent) in Outbound.delivery(kind, content, of: order) }
        for (kind, request) in requests {
            var content = FactContent()
            content.request = try JSONText(validating: Array(request.utf8))
            deliveries.append(Outbound.delivery(kind, content, of: order))
        }
        return deliveries
    }

    @Test("every carried fact keeps the contract of all adapters")
    func contract() async throws {
        let order = Outbound.order(system: "contract")
        let deliveries = try deliveries()
        #expect(Set(deliveries.map(\.fact.kind)) == Set(GlobalECheckoutAdapter.declaration.carries.keys))
        let change = try JSONText(validating: Array(try Outbound.text("edit-order.request.json").utf8))
        let contract = AdapterContract(
            GlobalECheckoutAdapter.self,
            settings: try GlobalE.settings(
                Outbound.codes.merging([
                    "api_user": .string("acme-api"), "api_password": .secret(Secret("correct horse")),
                ]) { $1 }),
            deliveries: deliveries,
            questions: GlobalEInquiry.allCases.map {
                Question(name: $0.rawValue, order: order, parameters: $0 == .editQuote ? change : nil)
            })

        let violations = await contract.violations()

        #expect(violations == [], "\(violations.map(\.description).joined(separator: "\n"))")
    }

    @Test("every operation of the documents is declared with its idempotency")
    func declared() {
        let declared = Dictionary(
            uniqueKeysWithValues: GlobalECheckoutAdapter.declaration.operations.map { ($0.name, $0.idempotency) })

        #expect(declared.count == GlobalEOperation.allCases.count)
        #expect(declared["create-order-refund"] == .lookup)
        #expect(declared["create-order"] == OperationDeclaration.Idempotency.none)
        #expect(
            GlobalECheckoutAdapter.declaration.toldOperations.map(\.name) == [
                "update-order-dispatch", "get-shipping-documents", "dispatch-orders",
                "dispatch-consolidated-shipment", "create-order-platform", "create-additional-required-documents",
                "send-order", "update-order",
            ])
    }
}
