extension GlobalEOrderBook {
    /// A change of an order's lines (contract 3.6).
    struct ChangeRequest: Sendable {
        var orderID: String?
        var removed: [(cartItemID: String?, quantity: Int64)] = []
        var added: [Addition] = []
        var isSubsidised = false

        struct Addition: Sendable {
            var sku: String
            var cartItemID: String?
            var quantity: Int64
            /// Minor units of the merchant's currency.
            var price: Int64
            var replacement: String?
        }
    }

    /// Changes an order, or shows what it would become.
    ///
    /// Source: contract 3.6 (stated); the text of the 403 is assumed.
    /// - Throws: `GlobalERefusal` B100 for a request that is not valid, 403 for an order that may not be changed.
    mutating func change(_ request: ChangeRequest, applies: Bool) throws -> GlobalEOrder {
        guard let id = request.orderID else { throw Self.invalidChange("OrderId is not provided.") }
        guard var order = find(id) else { throw Self.invalidChange("Order \(id) not found.") }
        guard order.status == .received else {
            throw Self.forbidden("An order that is \(order.status.rawValue) cannot be changed.")
        }
        let before = order.sample.total
        try remove(request.removed, from: &order)
        guard !request.added.isEmpty else {
            throw Self.invalidChange("At least one new product should be provided.")
        }
        for addition in request.added { order.sample.lines.append(line(addition, in: order)) }
        let difference = order.sample.total - before
        if difference.customer < 0, order.isCaptured { throw Self.forbidden("The payment has been captured.") }
        if difference.customer > 0 {
            guard request.isSubsidised || !applies else {
                throw Self.invalidChange("The new value is higher and subsidizeHigherValue is not set.")
            }
            if request.isSubsidised {
                order.sample.orderDiscounts.append(
                    .init(
                        type: 1, source: 5, name: "Amendment", description: "Higher value borne by the merchant.",
                        amount: difference))
            }
        }
        guard applies else { return order }
        order.countEffect("edit")
        keep(order)
        tell([GlobalENotice(orderID: order.sample.id, content: .order)])
        return order
    }

    private func remove(
        _ removed: [(cartItemID: String?, quantity: Int64)], from order: inout GlobalEOrder
    ) throws {
        for part in removed {
            guard let id = part.cartItemID else {
                throw Self.invalidChange("RemovedProduct CartItemId should be provided.")
            }
            guard let index = order.lineIndex(cartItemID: id, sku: nil),
                (1...max(1, order.sample.lines[index].quantity)).contains(part.quantity),
                part.quantity <= order.sample.lines[index].quantity
            else { throw Self.invalidChange("RemovedProduct \(id) is not part of the order in that quantity.") }
            order.sample.lines[index].quantity -= part.quantity
        }
    }

    private func line(_ addition: ChangeRequest.Addition, in order: GlobalEOrder) -> GlobalESampleOrder.Line {
        let sample = order.sample
        let till = GlobalESampleOrder.Till(place: sample.place, hub: sample.hub)
        let price = till.price(addition.price)
        let isTaxed = sample.dutiesGuaranteed
        return .init(
            cartItemID: addition.cartItemID ?? "N-\(order.sample.lines.count + 1)",
            parentCartItemID: addition.replacement, sku: addition.sku, name: addition.sku,
            quantity: addition.quantity, price: price, productDiscount: .zero, cartDiscount: .zero,
            duty: isTaxed ? price.percent(sample.place.dutyPercent) : .zero,
            tax: isTaxed ? price.percent(sample.place.taxPercent) : .zero, hsCode: "999999")
    }

    private static func invalidChange(_ message: String) -> GlobalERefusal {
        GlobalERefusal("B100", message, detail: "6f0d1c52", status: 400)
    }

    private static func forbidden(_ message: String) -> GlobalERefusal {
        GlobalERefusal("403", message, detail: "6f0d1c53", status: 403)
    }
}
