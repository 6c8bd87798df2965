extension GlobalEOrderBook {
    /// Takes pieces out of the order and pays them back; without any piece left the order ends.
    ///
    /// Source: contract 3.3.1, 3.18 (stated): earlier appeasements are deducted, duties recalculated.
    /// - Returns: The refund's id.
    mutating func amend(
        _ order: GlobalEOrder, _ gone: [(line: String, quantity: Int64)], reason: String?,
        _ request: GlobalERefundRequest? = nil
    ) -> String {
        var order = order
        let left = order.refundable
        var goods = GlobalEAmount.zero
        var levies = GlobalEAmount.zero
        var items: [GlobalEOrder.Refund.Item] = []
        for part in gone {
            guard let index = order.lineIndex(cartItemID: part.line, sku: nil) else { continue }
            let line = order.sample.lines[index]
            let appeased = order.progress[part.line]?.amount ?? .zero
            let amount = (line.discounted * part.quantity).capped(at: line.discounted * line.quantity - appeased)
            goods += amount
            levies += order.levy(part.line) * part.quantity
            items.append(.init(cartItemID: part.line, quantity: part.quantity, amount: amount, reason: reason))
            order.sample.lines[index].quantity -= part.quantity
        }
        let isEmpty = order.sample.lines.allSatisfy { $0.quantity == 0 }
        // With the last piece all that is left goes back, shipping and clearance too.
        let amount = isEmpty ? left : (goods + levies).capped(at: left)
        var components: [GlobalEOrder.Refund.Component] = [.init(type: "Products", amount: isEmpty ? amount : goods)]
        if !isEmpty, levies != .zero { components.append(.init(type: "Duties", amount: levies)) }
        let id = String(nextEntity())
        order.refunds.append(
            .init(
                id: id, amount: amount, components: components, items: items, reason: reason,
                comments: request?.comments, externalReference: request?.externalReference, isByMerchant: true))
        order.countEffect("refund")
        order.countEffect("out-of-stock")
        if isEmpty { end(&order, reason) }
        keep(order)
        announce(order, refund: id)
        return id
    }

    private func end(_ order: inout GlobalEOrder, _ reason: String?) {
        order.status = .cancelledByMerchant
        order.statusReason = reason
        if let code = settings.notifiedStatuses[.cancelledByMerchant] { order.statusCode = code }
    }

    /// The refund and the end of the order are told at the same moment (contract 1.7).
    private mutating func announce(_ order: GlobalEOrder, refund id: String) {
        guard settings.assumptions.echoesMerchantCalls else { return }
        tell([GlobalENotice(orderID: order.sample.id, content: .refund(id: id))])
        if order.status.isCancelled { tell(statusNotice(order, reason: order.statusReason)) }
    }

    /// The merchant sets a status (contract 3.14).
    ///
    /// - Throws: `GlobalERefusal` for a cancellation without a reason or after shipping.
    mutating func setStatus(_ code: String, reason: String?, of id: String) throws {
        var order = try order(id)
        let meaning = settings.merchantStatuses[code.lowercased()]
        order.merchantStatuses.append(code)
        guard let meaning else {
            order.countEffect("status")
            return keep(order)
        }
        if meaning.isCancelled {
            guard let reason else { throw GlobalERefusal.empty("OrderStatusReason") }
            // A second cancellation finds it done and changes nothing.
            guard !order.status.isCancelled else { return }
            guard order.status.isBeforeShipping else {
                throw GlobalERefusal.invalid("Order \(id) cannot be cancelled: \(order.status.rawValue).")
            }
            order.statusReason = reason
            order.countEffect("cancel")
        } else {
            guard !order.status.isCancelled else {
                throw GlobalERefusal.invalid("Order \(id) is cancelled.")
            }
            guard order.status != meaning else { return keep(order) }
            order.countEffect("status")
        }
        order.status = meaning
        if let code = settings.notifiedStatuses[meaning] { order.statusCode = code }
        keep(order)
        if settings.assumptions.echoesMerchantCalls { tell(statusNotice(order, reason: order.statusReason)) }
    }
}
