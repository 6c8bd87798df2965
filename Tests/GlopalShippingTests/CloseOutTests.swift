import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Close-out")
struct CloseOutTests {
    @Test("the order's own fulfilments are closed out when nothing else is named")
    func ownParcels() throws {
        let prepared = try Shipping.adapter().prepare(Shipping.told("close-out", of: Shipping.labelledOrder()))

        #expect(prepared.request.url == "\(Shipping.base)/outbound/closeout")
        #expect(String(decoding: prepared.request.body, as: UTF8.self) == #"{"fulfillment_id":"FU.77OMS"}"#)
    }

    @Test(
        "a close-out without any selector is refused here and never sent",
        arguments: [
            "{}", #"{"awb":""}"#, #"{"fulfillment_id":[]}"#, #"{"order_reference":[""]}"#, #"{"pod_reference":"M1"}"#,
            #"{"dry_run":true}"#,
        ])
    func noSelector(_ request: String) throws {
        let delivery = try Shipping.told("close-out", request, of: Shipping.order())
        let problem = #expect(throws: TranslationProblem.self) { try Shipping.adapter().prepare(delivery) }
        #expect(problem?.code == "close-out.no-selector")
    }

    @Test("an empty selector closes nothing either when the order has parcels")
    func emptySelector() throws {
        let delivery = try Shipping.told("close-out", #"{"wms_id":[]}"#, of: Shipping.labelledOrder())
        let problem = #expect(throws: TranslationProblem.self) { try Shipping.adapter().prepare(delivery) }
        #expect(problem?.code == "close-out.no-selector")
    }

    @Test("selectors are a text or a list, truth values are read in each form and written as the settings say")
    func selectors() throws {
        let request = #"{"fulfillment_id":["A","B"],"awb":"X","async_mode":1,"dry_run":"1","pod_reference":"M1"}"#
        let delivery = try Shipping.told("close-out", request, of: Shipping.order())

        let json = try Shipping.adapter().prepare(delivery).request.body
        let numeric = try Shipping.adapter(["booleans": .string("numeric")]).prepare(delivery).request.body

        #expect(
            String(decoding: json, as: UTF8.self)
                == #"{"async_mode":true,"dry_run":true,"awb":"X","fulfillment_id":["A","B"],"pod_reference":"M1"}"#)
        #expect(String(decoding: numeric, as: UTF8.self).hasPrefix(#"{"async_mode":1,"dry_run":1,"#))
    }

    private func close(
        _ answer: String, _ request: String? = nil, ids: Bool = true
    ) async throws -> (DeliveryResult, Order) {
        let order = try Shipping.labelledOrder()
        let delivery = try Shipping.told("close-out", request, of: order)
        return (try await Shipping.deliver(delivery, [Shipping.step(.closeOut, answer)]).result, order)
    }

    @Test("the manifest is a document, and what was handed over is told with its air waybills")
    func manifest() async throws {
        let (result, order) = try await close(Shipping.text("closeout.answer.json"))

        #expect(Shipping.json(result) == (try Shipping.text("closeout.expected.json")))
        let after = Shipping.folded(result, into: order)
        #expect(after.shipments.count == 1)
        #expect(after.axes.fulfilment == .known(.shipped))
        #expect(after.documents.last?.kind == "manifest")
    }

    @Test("parcels of the OMS without ids get their air waybills at the close-out, and stay two")
    func parcelsWithoutIDs() async throws {
        let adapter = try Shipping.adapter()
        let dispatch = Shipping.dispatch(of: try Shipping.order(), ids: false)
        let answer = try Shipping.text("labels.answer.json").replacing("WMS0007", with: "PKG-1")
            .replacing("WMS0008", with: "PKG-2")
        let labels = try adapter.conclude(
            WireResponse(status: 200, json: Array(answer.utf8)), to: adapter.prepare(dispatch), of: dispatch)
        let labelled = Shipping.folded(labels, into: dispatch.order)
        #expect(labelled.shipments.flatMap(\.parcels).map(\.trackingNumber) == ["PKG-1", "PKG-2"])

        let delivery = try Shipping.told("close-out", of: labelled)
        let closing = try await Shipping.deliver(
            delivery, [Shipping.step(.closeOut, Shipping.text("closeout.answer.json"))])
        let after = Shipping.folded(closing.result, into: labelled)

        #expect(after.shipments.flatMap(\.parcels).map(\.trackingNumber) == ["AWB9876543210_1", "AWB9876543210_2"])
        #expect(after.lines.map(\.counters.shipped) == [2, 1])
    }

    @Test("a parcel that was on a manifest already is as good as closed")
    func twice() async throws {
        let answer =
            #"{"error":0,"parcels":[{"awb":"AWB9876543210_1","error":1,"errors":[{"code":"already_closed"}]},{"awb":"AWB9876543210_2","error":0}]}"#
        let (result, _) = try await close(answer)
        #expect(result.outcome == .confirmed)
        #expect(result.warnings.map(\.code) == ["glopal-shipping.closed-already"])
        #expect(result.followUps.map(\.kind) == [.shipmentDispatched])
    }

    @Test("a parcel that failed makes the close-out fail; its shipment is handed over once all of it is closed")
    func member() async throws {
        let answer =
            #"{"error":0,"closeout_id":"CO-1","parcels":[{"awb":"AWB9876543210_1","error":true,"errors":[{"code":"not_labelled"}]},{"awb":"AWB9876543210_2","error":false}]}"#
        let (result, order) = try await close(answer)
        guard case .rejected(let reason) = result.outcome else { return #expect(Bool(false)) }
        #expect(reason.code == "glopal-shipping.partly-failed")
        #expect(result.followUps == [])

        let later = try Shipping.told(
            "close-out", #"{"awb":"AWB9876543210_1"}"#, of: Shipping.folded(result, into: order))
        let rest = try await Shipping.deliver(
            later, [Shipping.step(.closeOut, #"{"error":0,"parcels":[{"awb":"AWB9876543210_1","error":0}]}"#)])
        #expect(rest.result.followUps.map(\.kind) == [.shipmentDispatched])
    }

    @Test("parcels of which none got on a manifest are not handed over, whatever the answer calls them")
    func none() async throws {
        let answer =
            #"{"error":0,"parcels":[{"awb":"AWB9876543210_1","error":1,"errors":[{"code":"already_closed"}]},{"awb":"AWB9876543210_2","error":1,"errors":[{"code":"not_labelled"}]}]}"#
        let (result, _) = try await close(answer)
        #expect(result.followUps == [])
    }

    @Test("an answer that lists no parcels means those that were selected, and never more")
    func unlisted() async throws {
        let all = try await close(#"{"error":0,"parcels":[]}"#).0
        let one = try await close(#"{"error":0}"#, #"{"awb":"AWB9876543210_1"}"#).0
        let group = try await close(#"{"error":0}"#, #"{"pod":"POD-1"}"#).0
        let fulfilment = try await close(#"{"error":0}"#, #"{"fulfillment_id":["FU.77OMS"]}"#).0
        #expect(all.followUps.map(\.kind) == [.shipmentDispatched])
        #expect(fulfilment.followUps.map(\.kind) == [.shipmentDispatched])
        #expect(one.followUps == [] && group.followUps == [])
        #expect(group.warnings.map(\.code) == ["glopal-shipping.nothing-handed-over"])
    }

    @Test("a queued close-out says that the manifest is still to come, a dry run changes nothing")
    func queuedAndDry() async throws {
        let (queued, _) = try await close(#"{"error":0,"closeout_id":"CO-1","status":"queued","parcels":[]}"#)
        let (dry, _) = try await close(
            #"{"error":0,"parcels":[{"awb":"AWB9876543210_1","error":0}]}"#,
            #"{"order_reference":"SO-10001","dry_run":true}"#)

        #expect(queued.warnings.map(\.code) == ["glopal-shipping.close-out-queued"])
        #expect(queued.followUps == [])
        #expect(dry.warnings.map(\.code) == ["glopal-shipping.dry-run"])
        #expect(dry.references == [] && dry.followUps == [])
    }
}
