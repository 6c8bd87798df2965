import AdapterKit
import Canonical

/// Writes what the service did into facts and references.
struct GlopalShippingScribe {
    typealias Name = GlopalShippingAssumptions.Name
    typealias Reply = GlopalShippingAssumptions.Reply

    let names: GlopalShippingNames

    var order: Order { names.order }

    // MARK: Labels

    /// A shipment of an answer that has its label.
    struct Labelled {
        var reading: GlopalShippingShipmentReading
        /// The position of its parcel among those announced, where the answer's sequence tells it.
        var position: Int?
    }

    /// Air waybills and papers of the parcels that have their label now.
    ///
    /// The residue, which holds what nobody read of the answer, is asked for after everything was read.
    func labelled(
        _ made: [Labelled], _ parcels: GlopalShippingParcels, _ delivery: OutboundDelivery, residue: () -> [Residue]
    ) -> DeliveryResult {
        var result = DeliveryResult(.confirmed)
        guard !made.isEmpty else { return result }
        let known = known(parcels)
        var shipment = known.map { $0.anchor(in: order) } ?? Self.announced(parcels)
        // Without an id the order could not tell which shipment has the numbers, and would add another one.
        let takesNumbers = known.map { !($0.id ?? "").isEmpty } ?? true
        shipment?.carrier = made.lazy.compactMap(\.reading.carrier).first
        var documents: [Document] = []
        for item in made {
            let reading = item.reading
            let parcel =
                parcels.parcels.first { $0.wmsID == reading.wmsID } ?? item.position.flatMap { parcels.parcels.at($0) }
            if let awb = reading.awb {
                result.references.append(names.made(.parcel, awb, role: parcel?.wmsID ?? reading.wmsID))
            }
            if let value = reading.shipmentID {
                result.references.append(names.made(.shipment, value, role: parcels.fulfillmentID))
            }
            documents += reading.documents
            guard takesNumbers, let news = Self.news(reading, parcel, isNew: known == nil) else { continue }
            shipment?.parcels.append(news)
        }
        if takesNumbers, shipment?.parcels.isEmpty == true, made.count == 1 {
            shipment?.trackingNumber = made[0].reading.awb
            shipment?.trackingURL = made[0].reading.trackingURL
        }
        if !takesNumbers {
            let message = "the order's shipment has no id, so its air waybills are references of the order alone"
            result.warnings.append(Reason(code: "glopal-shipping.shipment-unnamed", message: message))
        }
        let awbs = made.compactMap(\.reading.awb).joined(separator: ",")
        let key = "labels:\(parcels.fulfillmentID):\(awbs)"
        if let shipment {
            var content = FactContent()
            content.shipment = shipment
            result.followUps = [fact(.shipmentTracking, key, content, delivery)]
        }
        result.followUps += available(documents, key: key, delivery, residue: residue)
        return result
    }

    /// The shipment of the order that was announced; nil when the order learns of it by its labels.
    private func known(_ parcels: GlopalShippingParcels) -> Shipment? {
        order.shipments.first { $0.id == parcels.fulfillmentID }
            ?? order.shipments.first {
                $0.direction != .known(.inbound) && GlopalShippingParcels.isSame($0, parcels.shipment)
            }
    }

    private static func announced(_ parcels: GlopalShippingParcels) -> Shipment? {
        var shipment = Shipment()
        shipment.id = parcels.shipment?.id.flatMap { $0.isEmpty ? nil : $0 } ?? parcels.fulfillmentID
        return shipment
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
        let key = "return:\(rma):\(order.id.value)"
        var result = DeliveryResult(.confirmed, references: content.references)
        result.followUps = [fact(.returnAuthorized, key, content, delivery)]
        result.followUps += available(documents, key: key, delivery, residue: residue)
        return result
    }

    // MARK: Facts

    /// That papers are here; their bytes are kept with the fact, as what of the answer nobody read.
    func available(
        _ documents: [Document], key: String, _ delivery: OutboundDelivery, residue: () -> [Residue]
    ) -> [IncomingFact] {
        guard !documents.isEmpty else { return [] }
        var content = FactContent()
        content.documents = documents
        content.residue = residue()
        return [fact(.documentsAvailable, "\(key):documents", content, delivery)]
    }

    func fact(
        _ kind: FactKind, _ key: String, _ content: FactContent, _ delivery: OutboundDelivery
    ) -> IncomingFact {
        IncomingFact(kind: kind, orderID: delivery.order.id, subject: [], duplicateKey: key, content: content)
    }
}

extension Array {
    /// The element at a position that may be beyond the end.
    func at(_ position: Int) -> Element? { indices.contains(position) ? self[position] : nil }
}
