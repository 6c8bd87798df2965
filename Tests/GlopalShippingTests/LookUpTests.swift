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
            (404, "nothing here"), (200, #"{"error":1,"errors":[{"code":"unknown_error"}]}"#),
            (401, #"{"error":1,"errors":[{"code":"unknown_alias"}]}"#),
            (404, #"{"error":1,"errors":[{"code":"not_found"}]}"#),
            (200, #"{"error":1,"errors":[{"code":"not_found"},{"code":"internal"}]}"#),
            (200, #"{"error":1,"errors":[{"code":"login_not_found"}]}"#),
            (400, #"{"error":1,"errors":[{"code":"invalid"}]}"#),
        ])
    func unclear(_ status: Int, _ body: String) async throws {
        let result = try await lookUp(
            Shipping.create(of: try Shipping.order()),
            // Who is not let in is signed anew and asks once more.
            Array(repeating: Shipping.step(.tracking, status: status, body), count: status == 401 ? 2 : 1))
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
                #"{"error":0,"shipment":{"fulfillment_id":"FU.77OMS","wms_id":"\#(wms)","outboundawb":"\#(awb)","outbound_carrier":"DHL"}}"#
            )
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
        guard case .happened(let references, let followUps, _) = all else { return #expect(Bool(false)) }
        #expect(references.map(\.value) == ["A1", "A2"])
        #expect(followUps.map(\.kind) == [.shipmentTracking])
    }

    @Test(
        "a parcel that another order has under the same id is none of ours",
        arguments: [
            #"{"fulfillment_id":"OTHER","wms_id":"WMS0007","outboundawb":"X"}"#,
            #"{"reference":"SO-9","fulfillment_id":"FU.77OMS","wms_id":"WMS0007","outboundawb":"X"}"#,
            #"{"wms_id":"WMS0007","outboundawb":"X"}"#,
        ])
    func otherParcel(_ shipment: String) async throws {
        let result = try await lookUp(
            Shipping.dispatch(of: try Shipping.order()),
            [Shipping.step(.tracking, #"{"error":0,"shipment":\#(shipment)}"#)])
        guard case .unclear(let reason) = result else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.other-parcel")
    }

    @Test("tried again, parcels that exist are kept, only the others are announced, and lost labels are told")
    func completing() async throws {
        let delivery = Shipping.dispatch(of: try Shipping.order(), attempt: 2)
        let found = Shipping.step(
            .tracking, #"{"wms_id":"WMS0007"}"#,
            #"{"error":0,"shipment":{"fulfillment_id":"FU.77OMS","wms_id":"WMS0007","outboundawb":"A1"}}"#)
        let made = #"{"error":0,"shipments":[{"error":0,"wms_id":"WMS0008","awb":"A2"}]}"#
        let (result, deviations) = try await Shipping.deliver(
            delivery,
            [found, Shipping.step(.tracking, #"{"wms_id":"WMS0008"}"#, Self.absent), Shipping.step(.shipment, made)])

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["A1", "A2"])
        #expect(result.warnings.map(\.code) == ["glopal-shipping.labels-lost"])
        let after = Shipping.folded(result, into: delivery.order)
        #expect(after.shipments.flatMap(\.parcels).map(\.trackingNumber) == ["A1", "A2"])
    }

    @Test("an order that exists is looked up at every further delivery, and never created from another call's quote")
    func createdAlready() async throws {
        let answer =
            #"{"error":0,"order":{"order_id":"OPS-1","transaction_id":"T-1","order_reference":"SO-10001"}}"#
        let first = try await Shipping.deliver(
            Shipping.create(of: Shipping.order()), [Shipping.step(.createOrder, answer)])
        let order = Shipping.folded(first.result, into: try Shipping.order())

        let again = Shipping.create(of: order)
        let found = try await Shipping.deliver(again, [Shipping.step(.tracking, #"{"error":0,"shipment":{}}"#)])
        let url = try Shipping.adapter().prepare(again).request.url

        #expect(found.result.outcome == .confirmed && found.deviations == [])
        #expect(url.hasSuffix("/ops/create_order"))
    }

    @Test("a return that is authorised is looked up at a further delivery")
    func authorizedAlready() async throws {
        var content = FactContent()
        content.return = ReturnTests.item
        var order = try Shipping.order()
        order.references.append(Reference(system: "ship", kind: .return, value: "RMA_10001_a", role: "rma"))
        let (result, deviations) = try await Shipping.deliver(
            Shipping.delivery(.returnRequested, content, of: order),
            [Shipping.step(.tracking, #"{"rma_number":"RMA_10001_a"}"#, #"{"error":0,"shipment":{}}"#)])
        #expect(result.outcome == .confirmed && deviations == [])
    }

    @Test("a return under a mere id of the source is ours only if the answer names the order")
    func otherReturn() async throws {
        var item = ReturnTests.item
        item.rma = nil
        var content = FactContent()
        content.return = item
        let delivery = Shipping.delivery(.returnRequested, content, of: try Shipping.order())
        let silent = try await lookUp(delivery, [Shipping.step(.tracking, #"{"error":0,"shipment":{}}"#)])
        let named = try await lookUp(
            delivery,
            [Shipping.step(.tracking, #"{"error":0,"shipment":{"reference":"\#(Shipping.orderID.value)"}}"#)])
        guard case .unclear = silent, case .happened = named else { return #expect(Bool(false)) }
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
        guard case .happened(_, let followUps, _) = whole else { return #expect(Bool(false)) }
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
        guard case .happened(_, let followUps, _) = found else { return #expect(Bool(false)) }
        #expect(followUps.first?.content.return?.trackingNumber == "R1")
    }
}
