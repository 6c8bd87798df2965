import AdapterKit
import Canonical

/// Writes what the service did into facts and references.
struct GlopalShippingScribe {
    typealias Name = GlopalShippingAssumptions.Name
    typealias Reply = GlopalShippingAssumptions.Reply

    let names: GlopalShippingNames

    private var order: Order { names.order }

    // MARK: Labels

    /// Air waybills and papers of the parcels that have their label now.
    ///
    /// The residue, which holds what nobody read of the answer, is asked for after everything was read.
    func labelled(
        _ made: [GlopalShippingShipmentReading], _ parcels: GlopalShippingParcels, _ delivery: OutboundDelivery,
        residue: () -> [Residue]
    ) -> DeliveryResult {
        var result = DeliveryResult(.confirmed)
        var shipment = Shipment()
        shipment.id = parcels.shipment?.id ?? parcels.fulfillmentID
        shipment.carrier = made.lazy.compactMap(\.carrier).first
        var documents: [Document] = []
        let isNew = !order.shipments.contains { $0.id == shipment.id }
        for (position, reading) in made.enumerated() {
            let parcel = parcels.parcels.first { $0.wmsID == reading.wmsID } ?? parcels.parcels.at(position)
            let wmsID = parcel?.wmsID ?? reading.wmsID
            if let awb = reading.awb { result.references.append(names.made(.parcel, awb, role: wmsID)) }
            if let value = reading.shipmentID {
                result.references.append(names.made(.shipment, value, role: parcels.fulfillmentID))
            }
            documents += reading.documents
            if let news = Self.news(reading, parcel, isNew: isNew) { shipment.parcels.append(news) }
        }
        guard !made.isEmpty else { return result }
        if shipment.parcels.isEmpty, made.count == 1 {
            shipment.trackingNumber = made[0].awb
            shipment.trackingURL = made[0].trackingURL
        }
        var content = FactContent()
        content.shipment = shipment
        let key = "labels:\(parcels.fulfillmentID):\(made.compactMap(\.awb).joined(separator: ","))"
        result.followUps = [fact(.shipmentTracking, key, content, delivery)]
        result.followUps += available(documents, key: key, delivery, residue: residue)
        return result
    }

    /// A parcel's air waybill and papers; nil when the order could not tell it from its others.
    ///
    /// A parcel that the gateway knows by nothing but its contents would be added instead of completed.
    private static func news(
        _ reading: GlopalShippingShipmentReading, _ parcel: GlopalShippingParcels.Parcel?, isNew: Bool
    ) -> Shipment.Parcel? {
        guard let parcel else { return nil }
        guard isNew || parcel.source.id != nil else { return nil }
        var news = Shipment.Parcel()
        news.id = isNew ? parcel.wmsID : parcel.source.id
        news.trackingNumber = reading.awb
        news.trackingURL = reading.trackingURL
        news.documents = reading.documents
        guard isNew else { return news }
        news.weight = parcel.source.weight
        news.dimensions = parcel.source.dimensions
        news.lines = parcel.contents.map {
            Shipment.LineQuantity(line: $0.line.id, sku: $0.line.sku, quantity: ExactDecimal($0.quantity))
        }
        return news
    }

    // MARK: Close-out

    /// The manifest, and that the parcels were handed over.
    func closedOut(
        _ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery, residue: () -> [Residue]
    ) -> DeliveryResult {
        var result = DeliveryResult(.confirmed)
        let root = envelope.root
        let closeOut = root.text(Reply.closeOutID)
        if let closeOut {
            result.references = [names.made(.document, closeOut, role: GlopalShippingNames.Role.closeOut)]
        }
        let status = root.text(Reply.status)
        var closed: Set<String> = []
        for parcel in root.groups(Reply.parcels) {
            let awb = parcel.text(Name.awb)
            let hasFailed = GlopalShippingEnvelope.flag(parcel.node[Reply.error]) ?? false
            parcel.markRead(Reply.error)
            parcel.markRead(Reply.errors)
            if let awb, !hasFailed { closed.insert(awb) }
        }
        let papers = GlopalShippingShipmentReading.papers(of: root, owner: closeOut)
        let key = "close-out:\(closeOut ?? delivery.idempotencyKey)"
        for shipment in handedOver(closed) {
            var content = FactContent()
            content.shipment = shipment
            result.followUps.append(fact(.shipmentDispatched, "\(key):\(shipment.id ?? "")", content, delivery))
        }
        if status == GlopalShippingAssumptions.queuedStatus {
            let message = "the close-out is queued; the manifest is not here yet"
            result.warnings.append(Reason(code: "glopal-shipping.close-out-queued", message: message))
        }
        result.followUps += available(papers, key: key, delivery, residue: residue)
        return result
    }

    /// The shipments whose parcels were closed out, whole, each parcel with its air waybill.
    ///
    /// An answer that names no air waybill means all of the order.
    private func handedOver(_ closed: Set<String>) -> [Shipment] {
        let waybills = names.parcels.filter { closed.isEmpty || closed.contains($0.awb) }
        return order.shipments.filter { $0.direction != .known(.inbound) }.compactMap { known in
            var shipment = known
            shipment.status = nil
            shipment.deliveredAt = nil
            var isOurs = false
            let fulfillment = GlopalShippingParcels.fulfillmentID(of: known, key: "")
            for position in known.parcels.indices {
                let parcel = known.parcels[position]
                let wmsID = GlopalShippingParcels.wmsID(of: parcel, at: position, in: fulfillment)
                guard let found = waybills.first(where: { $0.wmsID == wmsID || $0.awb == parcel.trackingNumber })
                else { continue }
                isOurs = true
                shipment.parcels[position].id = parcel.id ?? found.wmsID
                shipment.parcels[position].trackingNumber = found.awb
            }
            return isOurs ? shipment : nil
        }
    }

    // MARK: Returns

    /// That the return is authorised, with its label and papers.
    func authorized(
        _ envelope: GlopalShippingEnvelope, _ item: GlopalShippingReturn, _ delivery: OutboundDelivery,
        residue: () -> [Residue]
    ) -> DeliveryResult {
        let root = envelope.root
        let rma = root.text(Name.rmaNumber) ?? item.rma
        let shipment = (root.group(Reply.shipment) ?? root.groups(Reply.shipments).first)
            .map { GlopalShippingShipmentReading($0) }
        let own = GlopalShippingShipmentReading(root)
        var news = item.source
        news.rma = rma
        news.state = .known(.authorised)
        news.carrier = shipment?.carrier ?? own.carrier ?? news.carrier
        news.trackingNumber = shipment?.awb ?? own.awb ?? news.trackingNumber
        news.trackingURL = shipment?.trackingURL ?? own.trackingURL ?? news.trackingURL
        let owned = (shipment?.documents ?? []) + own.documents
        let documents = owned.map { document in
            var document = document
            if !(document.reference ?? "").contains("/") { document.reference = "\(rma)/\(document.kind)" }
            return document
        }
        var content = FactContent()
        content.return = news
        content.references = [names.made(.return, rma, role: "rma")]
        let key = "return:\(rma)"
        var result = DeliveryResult(.confirmed, references: content.references)
        result.followUps = [fact(.returnAuthorized, key, content, delivery)]
        result.followUps += available(documents, key: key, delivery, residue: residue)
        return result
    }

    // MARK: Facts

    /// That papers are here; their bytes are kept with the fact, as what of the answer nobody read.
    private func available(
        _ documents: [Document], key: String, _ delivery: OutboundDelivery, residue: () -> [Residue]
    ) -> [IncomingFact] {
        guard !documents.isEmpty else { return [] }
        var content = FactContent()
        content.documents = documents
        content.residue = residue()
        return [fact(.documentsAvailable, "\(key):documents", content, delivery)]
    }

    private func fact(
        _ kind: FactKind, _ key: String, _ content: FactContent, _ delivery: OutboundDelivery
    ) -> IncomingFact {
        IncomingFact(kind: kind, orderID: delivery.order.id, subject: [], duplicateKey: key, content: content)
    }
}

extension Array {
    /// The element at a position that may be beyond the end.
    func at(_ position: Int) -> Element? { indices.contains(position) ? self[position] : nil }
}
