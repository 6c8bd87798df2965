import AdapterKit
import Canonical

extension GlopalShippingScribe {
    /// A parcel with its air waybill, and where it stands in the order.
    typealias Parcel = GlopalShippingAdapter.FollowedParcel

    /// The manifest, and that shipments were handed over whose parcels are all on one.
    ///
    /// - Parameter refused: The positions of parcels that did not get on it, nor were on one already.
    func closedOut(
        _ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery, refused: Set<Int>, residue: () -> [Residue]
    ) -> DeliveryResult {
        var result = DeliveryResult(.confirmed)
        let root = envelope.root
        let closeOut = root.text(Reply.closeOutID)
        if let closeOut {
            result.references = [names.made(.document, closeOut, role: GlopalShippingNames.Role.closeOut)]
        }
        let isQueued = root.text(Reply.status) == GlopalShippingAssumptions.queuedStatus
        let closed = closed(root, refused, delivery)
        let papers = GlopalShippingShipmentReading.papers(of: root, owner: closeOut)
        let key = "close-out:\(closeOut ?? delivery.idempotencyKey)"
        if isQueued {
            // What is queued may still fail: a later close-out tells, since it finds the parcels closed.
            let message = "the close-out is queued; nothing is handed over and the manifest is not here yet"
            result.warnings.append(Reason(code: "glopal-shipping.close-out-queued", message: message))
        } else {
            handOver(closed, key, delivery, &result)
        }
        result.followUps += available(papers, key: key, delivery, residue: residue)
        return result
    }

    /// The air waybills that are on a manifest now.
    ///
    /// An answer that lists no parcels means those that were selected; one that lists them means those that did not fail.
    private func closed(_ root: JSONReader, _ refused: Set<Int>, _ delivery: OutboundDelivery) -> [Parcel] {
        let listed = root.groups(Reply.parcels)
        guard !listed.isEmpty else {
            // What does not fit the call was refused by `prepare`.
            return (try? selected(by: delivery.fact.content.request?.document.root)) ?? []
        }
        var named: Set<String> = []
        for (position, parcel) in listed.enumerated() {
            let ids = [parcel.text(Name.awb), parcel.text(Name.wmsID)].compactMap { $0 }
            parcel.markRead(Reply.error)
            parcel.markRead(Reply.errors)
            if !refused.contains(position), let id = ids.first { named.insert(id) }
        }
        return Parcel.all(names).filter { parcel in
            named.contains(parcel.awb) || parcel.wmsID.map(named.contains) ?? false
        }
    }

    /// The order's labelled parcels that a request selects; without any selector all of them.
    ///
    /// A parcel has to fit every selector: one too few on the list is told later, one too many cannot be taken back.
    /// - Throws: `TranslationProblem` when a selector is no text.
    func selected(by request: JSONNode?) throws(TranslationProblem) -> [Parcel] {
        let all = Parcel.all(names)
        guard GlopalShippingCall.hasSelector(request) else { return all }
        let selectors = try GlopalShippingCall.selectors(in: request)
        // An order that has no fit reference cannot be selected by it.
        let reference = try? names.reference(nil)
        return selectors.isEmpty
            ? []
            : all.filter { parcel in
                selectors.allSatisfy { name, values in
                    switch name {
                    case Name.awb: values.contains(parcel.awb)
                    case Name.wmsID: parcel.wmsID.map(values.contains) ?? false
                    case Name.fulfillmentID: parcel.shipment?.id.map(values.contains) ?? false
                    case Name.orderReference, Name.reference: reference.map(values.contains) ?? false
                    default: false
                    }
                }
            }
    }

    /// Tells of the shipments that are on manifests as a whole, and keeps the parcels of the others in mind.
    private func handOver(
        _ closed: [Parcel], _ key: String, _ delivery: OutboundDelivery, _ result: inout DeliveryResult
    ) {
        let now = Set(closed.map(\.awb))
        let ever = now.union(names.closed)
        for (position, parcels) in Parcel.grouped(Parcel.all(names)) {
            guard parcels.contains(where: { now.contains($0.awb) }) else { continue }
            let known = position.map { order.shipments[$0] }
            guard let known, parcels.allSatisfy({ ever.contains($0.awb) }), Parcel.covers(parcels, known) else {
                result.references += parcels.map(\.awb).filter(now.contains)
                    .map { names.made(.document, $0, role: GlopalShippingNames.Role.closed) }
                continue
            }
            guard let shipment = handedOver(known, parcels) else {
                let message = "parcels of a shipment without id or number were handed over, which it cannot be told of"
                result.warnings.append(Reason(code: "glopal-shipping.shipment-unnamed", message: message))
                continue
            }
            var content = FactContent()
            content.shipment = shipment
            result.followUps.append(fact(.shipmentDispatched, "\(key):\(shipment.id ?? "")", content, delivery))
        }
        guard result.followUps.isEmpty, result.warnings.isEmpty else { return }
        let message = "no shipment of the order is on a manifest as a whole, so none is told to be handed over"
        result.warnings.append(Reason(code: "glopal-shipping.nothing-handed-over", message: message))
    }

    /// A shipment, whole, each parcel with its air waybill; nil when the order would take it for another one.
    private func handedOver(_ known: Shipment, _ parcels: [Parcel]) -> Shipment? {
        var shipment = known
        shipment.status = nil
        shipment.deliveredAt = nil
        if (known.id ?? "").isEmpty {
            // Its numbers are what it is known by, so they stay.
            let hasNumber = known.trackingNumber != nil || known.parcels.contains { $0.trackingNumber != nil }
            return hasNumber ? shipment : nil
        }
        for parcel in parcels {
            guard let position = parcel.position else { continue }
            shipment.parcels[position].id = known.parcels[position].id ?? parcel.wmsID
            shipment.parcels[position].trackingNumber = parcel.awb
        }
        return shipment
    }
}
