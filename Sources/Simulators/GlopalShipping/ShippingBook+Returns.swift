/// Returns.
///
/// Source: contract B9, `/order/authorization`.
extension ShippingBook {
    /// Authorises a return, and starts its processing when that is asked for.
    ///
    /// - Throws: `ShippingRefusal`; nothing has changed then.
    mutating func authorize(
        _ body: ShippingFields, for login: String, at now: Timestamp
    ) throws -> (entry: ShippingReturn, shipment: ShippingShipment?) {
        let order = try needOrder(try body.needText("order_reference", 3...255), of: login)
        let number = try body.text("rma_number", 1...255)
        if let number, returns[Self.key(login, number)] != nil {
            throw ShippingRefusal.refused("rma_exists", "the return number is taken", field: "rma_number")
        }
        let isFull = try body.flag("full_return", default: false)
        let isImmediate = try body.flag("immediate_return", default: false)
        if let payment = try body.object("payment") {
            for name in ["full_payment", "flat_fee"] { _ = try payment.flag(name, default: false) }
        }
        let left = try returnable(order, fulfillment: body.text("fulfillment_id", 0...100), wms: body.text("wms_id"))
        let contents = try isFull ? left : returned(body.needObjects("products"), of: order, left: left)
        guard !contents.isEmpty else { throw ShippingRefusal.refused("nothing_left", "nothing is left to return") }
        let rma = number ?? "RMA_\(nextNumber())"
        let key = Self.key(login, rma)
        var entry = ShippingReturn(rmaNumber: rma, login: login, reference: order.reference, contents: contents)
        count("return", of: Self.key(login, order.reference))
        let shipment = isImmediate ? announceReturn(contents, of: order, rma: rma, at: now) : nil
        entry.shipment = shipment?.id
        returns[key] = entry
        return (entry, shipment)
    }

    /// What has been shipped and is in no return.
    private func returnable(
        _ order: ShippingOrder, fulfillment: String?, wms: String?
    ) throws -> [ShippingParcel.Content] {
        let shipped = outbound(order).filter { shipment in
            shipment.isLabelled && (fulfillment == nil || shipment.fulfillmentID == fulfillment)
                && (wms == nil || shipment.wmsID == wms)
        }
        var counts: [String: Int64] = [:]
        if settings.assumptions.returnsNeedShipment {
            guard !shipped.isEmpty else {
                throw ShippingRefusal.refused(
                    "not_shipped", "nothing of the order has a label", field: "order_reference")
            }
            for content in shipped.flatMap(\.contents) { counts[content.lineID, default: 0] += content.quantity }
        } else {
            for product in order.products { counts[product.lineID] = product.quantity }
        }
        for entry in returns.values where entry.login == order.login && entry.reference == order.reference {
            for content in entry.contents { counts[content.lineID, default: 0] -= content.quantity }
        }
        return order.products.compactMap { product in
            let count = counts[product.lineID] ?? 0
            return count > 0 ? .init(lineID: product.lineID, quantity: count) : nil
        }
    }

    /// The lines of the products that a request names by their SKUs.
    private func returned(
        _ products: [ShippingFields], of order: ShippingOrder, left: [ShippingParcel.Content]
    ) throws -> [ShippingParcel.Content] {
        var left = Dictionary(uniqueKeysWithValues: left.map { ($0.lineID, $0.quantity) })
        var contents: [ShippingParcel.Content] = []
        for fields in products {
            let sku = try fields.needText("sku")
            var wanted = try fields.needQuantity("quantity")
            for product in order.products where product.sku == sku && wanted > 0 {
                let taken = min(wanted, left[product.lineID] ?? 0)
                guard taken > 0 else { continue }
                left[product.lineID, default: 0] -= taken
                wanted -= taken
                contents.append(.init(lineID: product.lineID, quantity: taken))
            }
            guard wanted == 0 else {
                throw ShippingRefusal.refused(
                    "more_than_left", "of \(sku) \(wanted) too many are returned", field: fields.path)
            }
        }
        return contents
    }
}
