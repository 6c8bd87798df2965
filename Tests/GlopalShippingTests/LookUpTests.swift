import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Look-ups before any repetition")
struct LookUpTests {
    private static let absent = #"{"error":1,"errors":[{"code":"not_found","message":"there is no such order"}]}"#

    private func lookUp(_ delivery: OutboundDelivery, _ steps: [ExchangeStep]) async throws -> LookUpResult {
        let exchange = RecordedExchange(steps)
        let result = try await Shipping.adapter().lookUp(delivery, through: exchange)
        #expect(exchange.deviations == [])
        return result
    }

    @Test("an order is looked up by its reference")
    func order() async throws {
        let delivery = Shipping.create(of: try Shipping.order())
        let body = #"{"reference":"SO-10001"}"#

        let found = try await lookUp(
            delivery, [Shipping.step(.tracking, body, #"{"error":0,"shipment":{"fulfillment_id":null}}"#)])
        let absent = try await lookUp(delivery, [Shipping.step(.tracking, body, Self.absent)])

        let reference = Reference(system: "ship", kind: .internalOrder, value: "SO-10001", role: "order_reference")
        #expect(found == .happened(references: [reference], followUps: []))
        #expect(absent == .didNotHappen)
    }

    @Test(
        "an answer that names neither the thing nor its absence leaves the doubt",
        arguments: [
            (200, "{}"), (200, #"{"error":0}"#), (200, #"{"error":1,"errors":[{"code":"internal"}]}"#),
            (404, "nothing here"),
            (400, #"{"error":1,"errors":[{"code":"invalid"}]}"#),
        ])
    func unclear(_ status: Int, _ body: String) async throws {
        let result = try await lookUp(
            Shipping.create(of: try Shipping.order()), [Shipping.step(.tracking, status: status, body)])
        guard case .unclear = result else { return #expect(Bool(false), "\(result)") }
    }

    @Test("a second attempt is preceded by a look-up, and what exists is not created again")
    func beforeRepetition() async throws {
        let delivery = Shipping.create(of: try Shipping.order(), attempt: 2)

        let existing = try await Shipping.deliver(
            delivery, [Shipping.step(.tracking, #"{"error":0,"shipment":{}}"#)])
        let missing = try await Shipping.deliver(
            delivery, [Shipping.step(.tracking, Self.absent), Shipping.step(.createOrder, Shipping.created)])
        let doubtful = try await Shipping.deliver(delivery, [Shipping.step(.tracking, "{}")])

        #expect(existing.result.outcome == .confirmed && existing.deviations == [])
        #expect(missing.result.outcome == .confirmed && missing.deviations == [])
        #expect(doubtful.result.outcome == .unknown(GlopalShippingAnswer.protocolError) && doubtful.deviations == [])
    }

    @Test("a create without an answer is in doubt")
    func unanswered() async throws {
        let adapter = try Shipping.adapter()
        let delivery = Shipping.create(of: try Shipping.order())
        let exchange = RecordedExchange([.unanswered(.post, "\(Shipping.base)/ops/create_order")])

        let failure = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        }

        #expect(failure?.effect == .unknown)
    }

    @Test("labels are looked up parcel by parcel; where only some exist a person decides")
    func labels() async throws {
        let delivery = Shipping.dispatch(of: try Shipping.order())
        func found(_ wms: String, _ awb: String) -> ExchangeStep {
            Shipping.step(
                .tracking, #"{"wms_id":"\#(wms)"}"#,
                #"{"error":0,"shipment":{"wms_id":"\#(wms)","outboundawb":"\#(awb)","outbound_carrier":"DHL"}}"#)
        }
        func absent(_ wms: String) -> ExchangeStep {
            Shipping.step(.tracking, #"{"wms_id":"\#(wms)"}"#, Self.absent)
        }
        let none = try await lookUp(delivery, [absent("WMS0007"), absent("WMS0008")])
        let some = try await lookUp(delivery, [found("WMS0007", "A1"), absent("WMS0008")])
        let all = try await lookUp(delivery, [found("WMS0007", "A1"), found("WMS0008", "A2")])

        #expect(none == .didNotHappen)
        guard case .unclear(let reason) = some else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.partly-done")
        guard case .happened(let references, let followUps) = all else { return #expect(Bool(false)) }
        #expect(references.map(\.value) == ["A1", "A2"])
        #expect(followUps.map(\.kind) == [.shipmentTracking])
    }

    @Test("a close-out is looked up by the events that it begins")
    func closeOut() async throws {
        let delivery = try Shipping.told("close-out", of: Shipping.labelledOrder())
        let body = #"{"awb":"AWB9876543210_1"}"#
        let silent = try await lookUp(
            delivery, [Shipping.step(.tracking, body, #"{"error":0,"shipment":{"outboundawb":"A","events":[]}}"#)])
        func moving(_ number: Int) -> ExchangeStep {
            Shipping.step(
                .tracking, #"{"awb":"AWB9876543210_\#(number)"}"#,
                #"{"error":0,"shipment":{"outboundawb":"A","events":[{"code":"created"}]}}"#)
        }
        let half = try await lookUp(
            delivery,
            [moving(1), Shipping.step(.tracking, #"{"error":0,"shipment":{"outboundawb":"B","events":[]}}"#)])
        let whole = try await lookUp(delivery, [moving(1), moving(2)])

        #expect(silent == .didNotHappen)
        #expect(half == .didNotHappen)
        guard case .happened(_, let followUps) = whole else { return #expect(Bool(false)) }
        #expect(followUps.map(\.kind) == [.shipmentDispatched])
    }

    @Test("a return is looked up by its number")
    func authorization() async throws {
        var content = FactContent()
        content.return = ReturnTests.item
        let delivery = Shipping.delivery(.returnRequested, content, of: try Shipping.order())
        let found = try await lookUp(
            delivery,
            [
                Shipping.step(
                    .tracking, #"{"rma_number":"RMA_10001_a"}"#, #"{"error":0,"shipment":{"outboundawb":"R1"}}"#)
            ])
        guard case .happened(_, let followUps) = found else { return #expect(Bool(false)) }
        #expect(followUps.first?.content.return?.trackingNumber == "R1")
    }
}
