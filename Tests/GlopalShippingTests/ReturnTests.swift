import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Returns")
struct ReturnTests {
    static var item: Return {
        var item = Return(id: "512")
        item.rma = "RMA_10001_a"
        item.lines = [Shipment.LineQuantity(line: "1", quantity: 1, reason: "too_small")]
        return item
    }

    private func delivery() throws -> OutboundDelivery {
        var content = FactContent()
        content.return = Self.item
        var order = try Shipping.order()
        order.references.append(
            Reference(system: "ship", kind: .internalOrder, value: "SO-10001", role: "order_reference"))
        return Shipping.delivery(.returnRequested, content, of: order)
    }

    @Test("a return is authorised, exactly so")
    func request() throws {
        let prepared = try Shipping.adapter(["hub_code": .string("LHR")]).prepare(delivery())

        #expect(prepared.request.url == "\(Shipping.base)/order/authorization")
        #expect(
            String(decoding: prepared.request.body, as: UTF8.self) == (try Shipping.text("authorization.request.json")))
    }

    @Test("the authorisation, the carrier and the label come back as facts")
    func answer() async throws {
        let (result, _) = try await Shipping.deliver(
            delivery(), [Shipping.step(.authorization, Shipping.text("authorization.answer.json"))])

        #expect(Shipping.json(result) == (try Shipping.text("authorization.expected.json")))
        let order = Shipping.folded(result, into: try Shipping.order())
        #expect(order.axes.return == .known(.authorised))
        #expect(order.returns.first?.trackingNumber == "RET1")
        #expect(order.documents.first?.size == 17)
    }

    @Test("a return of everything names no article, and can be told")
    func fullReturn() throws {
        let delivery = try Shipping.told("authorize-return", #"{"id":"R-9"}"#, of: Shipping.order())
        let body = String(decoding: try Shipping.adapter().prepare(delivery).request.body, as: UTF8.self)
        #expect(body.contains(#""rma_number":"R-9","full_return":1"#) && !body.contains("products"))
    }

    @Test("an article without a number cannot be returned here")
    func noSKU() throws {
        var content = FactContent()
        var item = Return(id: "1")
        item.lines = [Shipment.LineQuantity(line: "9", quantity: 1)]
        content.return = item
        let problem = #expect(throws: TranslationProblem.self) {
            try Shipping.adapter().prepare(Shipping.delivery(.returnRequested, content, of: Shipping.order()))
        }
        #expect(problem?.pointer == "/return/lines/0/sku")
    }
}
