/// Fulfilments and their labels.
///
/// Source: contract B9, `/outbound/immediate_shipment`.
extension ShippingBook {
    /// What came of one parcel: a shipment, or why there is none.
    struct Labelling: Sendable {
        var shipment: ShippingShipment?
        var failure: ShippingNotice?
        var parcel: ShippingParcel?
    }

    /// Announces parcels and makes labels, or only one of both.
    ///
    /// Parcels in the request are new ones each time: a repetition ships more, or finds that nothing is left. Without
    /// parcels, those announced before are labelled, or their labels are given again.
    /// - Throws: `ShippingRefusal`; nothing has changed then.
    mutating func ship(
        _ body: ShippingFields, failing: ShippingNotice?, for login: String
    ) throws -> (order: ShippingOrder, parcels: [Labelling]) {
        let order = try needOrder(try body.needText("order_reference", 3...255), of: login)
        let fulfillment = try body.text("fulfillment_id", 0...100)
        let wms = try body.text("wms_id")
        let name = try body.text("label_format") ?? ShippingLabelFormat.pdf.rawValue
        guard let format = ShippingLabelFormat(rawValue: name) else {
            throw ShippingRefusal.invalid("label_format", "must be PDF, ZPL or PNG")
        }
        let label = try body.flag("process_label", default: true) ? format : nil
        let parcels = try body.objects("parcels").map { try ShippingParcel($0) }
        if parcels.isEmpty {
            let known = outbound(order).filter { shipment in
                (fulfillment == nil || shipment.fulfillmentID == fulfillment) && (wms == nil || shipment.wmsID == wms)
            }
            if !known.isEmpty { return (order, labelKnown(known, as: label, failing: failing)) }
        }
        let planned = try contents(parcels.isEmpty ? usual(order) : parcels, of: order)
        let results = planned.enumerated().map { index, parcel -> Labelling in
            if index == 0, let failing { return Labelling(failure: failing, parcel: parcel) }
            let shipment = announce(
                parcel, of: order, fulfillment: fulfillment, wms: planned.count == 1 ? wms : nil, label: label)
            return Labelling(shipment: shipment, parcel: parcel)
        }
        return (self.order(order.reference, of: login) ?? order, results)
    }

    /// The shipments to the buyer.
    func outbound(_ order: ShippingOrder) -> [ShippingShipment] {
        order.shipments.compactMap { shipments[$0] }.filter { $0.rmaNumber == nil }
    }

    /// How many pieces of each line are in no parcel yet.
    func left(of order: ShippingOrder) -> [String: Int64] {
        var left = Dictionary(uniqueKeysWithValues: order.products.map { ($0.lineID, $0.quantity) })
        for content in outbound(order).flatMap(\.contents) { left[content.lineID, default: 0] -= content.quantity }
        return left
    }

    /// The parcels that the order announced, or one with all that is left.
    private func usual(_ order: ShippingOrder) -> [ShippingParcel] {
        if !order.announced.isEmpty, order.shipments.isEmpty { return order.announced }
        let left = left(of: order)
        let contents = order.products.compactMap { product in
            left[product.lineID].flatMap { $0 > 0 ? ShippingParcel.Content(lineID: product.lineID, quantity: $0) : nil }
        }
        return [ShippingParcel(contents: contents)]
    }

    /// The parcels with their contents, which may not be more than is left.
    private func contents(_ parcels: [ShippingParcel], of order: ShippingOrder) throws -> [ShippingParcel] {
        var left = left(of: order)
        return try parcels.enumerated().map { index, parcel in
            var parcel = parcel
            let place = "parcels[\(index)].contents"
            if parcel.contents == nil {
                guard parcels.count == 1 else {
                    throw ShippingRefusal.invalid(place, "is needed when there are several parcels")
                }
                parcel.contents = usual(order).flatMap { $0.contents ?? [] }
            }
            let contents = parcel.contents ?? []
            guard !contents.isEmpty else { throw ShippingRefusal.refused("nothing_left", "nothing is left to ship") }
            for content in contents {
                guard let rest = left[content.lineID] else {
                    throw ShippingRefusal.refused(
                        "unknown_line", "line \(content.lineID) is not in the order", field: place)
                }
                guard content.quantity <= rest else {
                    throw ShippingRefusal.refused(
                        "more_than_left", "of line \(content.lineID) only \(rest) are left", field: place)
                }
                left[content.lineID] = rest - content.quantity
            }
            return parcel
        }
    }

    private mutating func announce(
        _ parcel: ShippingParcel, of order: ShippingOrder, fulfillment: String?, wms: String?,
        label: ShippingLabelFormat?, rma: String? = nil
    ) -> ShippingShipment {
        let key = Self.key(order.login, order.reference)
        let contents = parcel.contents ?? []
        let shipment = ShippingShipment(
            id: 123_000 + nextNumber(), login: order.login, reference: order.reference, fulfillmentID: fulfillment,
            wmsID: parcel.wmsID ?? wms, pod: parcel.pod, rmaNumber: rma, parcelReference: parcel.reference,
            contents: contents, cost: cost(of: contents, in: order),
            from: rma == nil ? order.route.from : order.route.to, to: rma == nil ? order.route.to : order.route.from,
            label: label)
        place(shipment)
        count(rma == nil ? "shipment" : "return_shipment", of: key)
        if label != nil { count("label", of: key) }
        return shipment
    }

    /// A parcel on its way back; there is no close-out for it, so it is tracked at once.
    mutating func announceReturn(
        _ contents: [ShippingParcel.Content], of order: ShippingOrder, rma: String, at now: Timestamp
    ) -> ShippingShipment {
        let shipment = announce(
            ShippingParcel(contents: contents), of: order, fulfillment: nil, wms: nil, label: .pdf, rma: rma)
        shipments[shipment.id]?.activatedAt = now
        shipments[shipment.id]?.events = [shipment.event(.created, at: now)]
        return shipments[shipment.id] ?? shipment
    }

    private mutating func labelKnown(
        _ known: [ShippingShipment], as label: ShippingLabelFormat?, failing: ShippingNotice?
    ) -> [Labelling] {
        known.enumerated().map { index, shipment in
            if index == 0, let failing { return Labelling(failure: failing) }
            if let label, !shipment.isLabelled {
                self.label(shipment.id, as: label)
                count("label", of: Self.key(shipment.login, shipment.reference))
            }
            return Labelling(shipment: shipments[shipment.id])
        }
    }

    /// The landed cost is calculated anew for each parcel, so the parts need not add up to the quote (found: F8).
    private func cost(of contents: [ShippingParcel.Content], in order: ShippingOrder) -> ShippingCost {
        let products = contents.compactMap { content in
            order.product(content.lineID).map { $0.part(content.quantity) }
        }
        return ShippingCost(products, shipping: 0, on: order.route, inReverse: false)
    }
}
