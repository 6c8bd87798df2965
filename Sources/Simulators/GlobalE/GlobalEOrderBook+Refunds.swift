extension GlobalEOrderBook {
    /// Pays money back; every call that passes is a further refund.
    ///
    /// Source: contract 3.3 and 3.3.1 (stated).
    /// - Throws: `GlobalERefusal` with the codes 1001 to 1006, or a text without a code of its own.
    /// - Returns: The refund's id.
    mutating func refund(_ request: GlobalERefundRequest, of id: String) throws -> String {
        let order = try order(id)
        guard !order.status.isCancelled, order.refundable.customer > 0 else {
            throw GlobalERefusal("1001", "Order already fully refunded or cancelled")
        }
        if request.isFull {
            guard request.products.isEmpty else {
                throw GlobalERefusal.invalid("Full refund requested but list of RefundProduct is not empty.")
            }
            return commit(order, request, components: fullComponents(order), items: [], amount: order.refundable)
        }
        let scarce = request.products.filter { isOutOfStock($0.reason ?? request.reason) }
        guard scarce.isEmpty else { return try outOfStock(request, scarce.count, order) }
        let items = try request.products.map { try item($0, request, order) }
        try checkTogether(items, order)
        let components = try components(request, items, order)
        let sum = components.sum(\.amount)
        guard !components.isEmpty, sum.customer > 0 else {
            throw GlobalERefusal("1004", "Refund request must contain at least one refund component")
        }
        let amount = total(request, sum, order)
        guard amount.customer <= order.refundable.customer else {
            throw GlobalERefusal(
                "1002",
                "Requested refund amount is greater than the remaining amount available for a refund for this order")
        }
        return commit(order, request, components: components, items: items, amount: amount)
    }

    private func isOutOfStock(_ reason: String?) -> Bool {
        reason.map { settings.outOfStockReasons.contains($0.lowercased()) } ?? false
    }

    private func fullComponents(_ order: GlobalEOrder) -> [GlobalEOrder.Refund.Component] {
        [.init(type: "Products", amount: order.refundable)]
    }

    /// Source: rules 1005, 1003 and 1006; without an amount the order's price is taken.
    private func item(
        _ product: GlobalERefundRequest.Product, _ request: GlobalERefundRequest, _ order: GlobalEOrder
    ) throws -> GlobalEOrder.Refund.Item {
        let name = product.cartItemID ?? product.sku ?? ""
        guard let index = order.lineIndex(cartItemID: product.cartItemID, sku: product.sku) else {
            throw GlobalERefusal("1005", "Cartitemid \(name) doesn’t exists for order \(order.sample.id)")
        }
        let line = order.sample.lines[index]
        guard let quantity = product.quantity, quantity > 0 else { throw GlobalERefusal("1003", "Invalid quantity") }
        guard quantity <= order.refundable(line) else { throw Self.tooMany(line.cartItemID) }
        var amount = line.discounted * quantity
        if let stated = product.amount {
            amount = .init(customer: stated, merchant: product.originalAmount ?? order.converted(stated))
        } else if let original = product.originalAmount {
            amount = .init(customer: order.converted(merchant: original), merchant: original)
        }
        return .init(
            cartItemID: line.cartItemID, quantity: quantity, amount: amount, reason: product.reason ?? request.reason)
    }

    /// A line that is named twice must not go beyond its quantity either.
    private func checkTogether(_ items: [GlobalEOrder.Refund.Item], _ order: GlobalEOrder) throws {
        let wanted = Dictionary(items.map { ($0.cartItemID, $0.quantity) }) { $0 + $1 }
        for line in order.sample.lines where wanted[line.cartItemID, default: 0] > order.refundable(line) {
            throw Self.tooMany(line.cartItemID)
        }
    }

    private static func tooMany(_ cartItemID: String) -> GlobalERefusal {
        GlobalERefusal(
            "1006", "Cartitemid \(cartItemID) exceeded the available products quantity to refund",
            detail: "After Method ValidateProducts.")
    }

    private func components(
        _ request: GlobalERefundRequest, _ items: [GlobalEOrder.Refund.Item], _ order: GlobalEOrder
    ) throws -> [GlobalEOrder.Refund.Component] {
        var components: [GlobalEOrder.Refund.Component] = []
        func add(_ type: String, _ amount: GlobalEAmount) {
            if amount.customer > 0 { components.append(.init(type: type, amount: amount)) }
        }
        add("Products", items.sum(\.amount))
        if request.productsDuties {
            guard request.duties == nil, request.total == nil, request.originalTotal == nil else {
                throw GlobalERefusal.invalid("ProductsDutiesRefund excludes DutiesAmount and the totals.")
            }
            add("Duties", items.sum { item in order.levy(item.cartItemID) * item.quantity })
        }
        if request.shippingRefund { add("Shipping", order.sample.discountedShipping) }
        for (type, stated) in [
            ("Shipping", request.shipping), ("Duties", request.duties), ("ServiceGesture", request.gesture),
        ] {
            if let stated { add(type, .init(customer: stated, merchant: order.converted(stated))) }
        }
        return components
    }

    /// The stated totals count only when the products come with amounts, or when there are none (contract 3.3).
    private func total(
        _ request: GlobalERefundRequest, _ sum: GlobalEAmount, _ order: GlobalEOrder
    ) -> GlobalEAmount {
        let isRecalculated = request.products.contains { $0.amount == nil && $0.originalAmount == nil }
        guard !isRecalculated, let total = request.total else { return sum }
        return .init(customer: total, merchant: request.originalTotal ?? order.converted(total))
    }

    private mutating func commit(
        _ order: GlobalEOrder, _ request: GlobalERefundRequest, components: [GlobalEOrder.Refund.Component],
        items: [GlobalEOrder.Refund.Item], amount: GlobalEAmount
    ) -> String {
        var order = order
        let id = String(nextEntity())
        order.refunds.append(
            .init(
                id: id, amount: amount, components: components, items: items, reason: request.reason,
                comments: request.comments, externalReference: request.externalReference, isByMerchant: true))
        for item in items {
            order.progress[item.cartItemID, default: .init()].refunded += item.quantity
            order.progress[item.cartItemID, default: .init()].amount += item.amount
        }
        order.countEffect("refund")
        keep(order)
        if settings.assumptions.echoesMerchantCalls {
            tell([GlobalENotice(orderID: order.sample.id, content: .refund(id: id))])
        }
        return id
    }

    /// Source: contract 3.3.1 (stated): quantities decide, amounts are ignored.
    private mutating func outOfStock(
        _ request: GlobalERefundRequest, _ scarce: Int, _ order: GlobalEOrder
    ) throws -> String {
        guard scarce == request.products.count else {
            throw GlobalERefusal.invalid(
                "Issuing a refund for out-of-stock products alongside other refund reasons is not permitted. "
                    + "Please include any out-of-stock products in a separate call without other refund reasons.")
        }
        guard order.status.isBeforeShipping else {
            throw GlobalERefusal.invalid(
                "The current order status \(order.status.rawValue) does not permit the declaration of "
                    + "out-of-stock products")
        }
        var gone: [(line: String, quantity: Int64)] = []
        for product in request.products {
            let name = product.cartItemID ?? product.sku ?? ""
            guard let index = order.lineIndex(cartItemID: product.cartItemID, sku: product.sku) else {
                throw GlobalERefusal("1005", "Cartitemid \(name) doesn’t exists for order \(order.sample.id)")
            }
            guard let quantity = product.quantity, quantity > 0 else {
                throw GlobalERefusal.invalid("Out-of-stock quantity missing or zero. Please provide a valid quantity.")
            }
            let line = order.sample.lines[index]
            let before = gone.filter { $0.line == line.cartItemID }.reduce(0) { $0 + $1.quantity }
            guard quantity + before <= order.refundable(line) else {
                throw GlobalERefusal.invalid(
                    "The number of out-of-stock products exceeds the number of remaining products.")
            }
            gone.append((line.cartItemID, quantity))
        }
        return amend(order, gone, reason: request.products[0].reason ?? request.reason, request)
    }
}

extension GlobalEOrder {
    /// Duty and tax of one piece of a line, if the customer bore them.
    func levy(_ cartItemID: String) -> GlobalEAmount {
        guard !sample.merchantBearsDuties, let line = sample.lines.first(where: { $0.cartItemID == cartItemID }) else {
            return .zero
        }
        return line.duty + line.tax
    }
}
