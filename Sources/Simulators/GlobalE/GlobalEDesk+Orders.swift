/// Status, refunds, changes and new orders.
extension GlobalEDesk {
    /// Source: contract 3.14: the argument is in the query; a body, also in the flat form, is taken too.
    func updateStatus(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        let details = try argument("orderStatus", of: request) ?? body.any("orderStatus") ?? body
        let nested =
            details["OrderStatus"]?.any("OrderStatusCode") ?? details.any("OrderStatus")?.any("OrderStatusCode")
        guard let id = details.any("OrderId", "MerchantOrderId")?.spelling else {
            throw GlobalERefusal.empty("OrderId")
        }
        guard let code = (nested ?? details.any("StatusCode"))?.spelling else {
            throw GlobalERefusal.empty("OrderStatusCode")
        }
        let reason = details.any("OrderStatusReason")?.any("OrderStatusReasonCode")?.spelling
        try write { book, _ in try book.setStatus(code, reason: reason, of: id) }
        return Answer(document: Self.success)
    }

    /// Source: contract 3.3, 8: `orderRefund` in the query and the list as the body, or both in the body.
    func refund(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        guard let details = try argument("orderRefund", of: request) ?? body.any("orderRefund") else {
            throw GlobalERefusal.empty("orderRefund")
        }
        guard let id = details.any("OrderId")?.spelling else { throw GlobalERefusal.empty("OrderId") }
        let list = body.elements ?? body.any("refundProductsList")?.all ?? []
        do {
            let refundID = try write { book, _ in
                let wish = try GlobalERefundRequest(details, list, of: try book.order(id))
                return try book.refund(wish, of: id)
            }
            guard assumptions.refundAnswerShowsRefund, let known = order(id),
                let refund = known.refunds.first(where: { $0.id == refundID })
            else { return Answer(document: Self.success) }
            let shown = known.document(refund, guid: configuration.merchantGUID)
            return Answer(document: ["Success": true, "Reason": nil, "NotifyRefundOrder": shown])
        } catch let refusal as GlobalERefusal where !assumptions.refundErrorsAreErrorInfo {
            return Answer(
                status: refusal.status ?? assumptions.refusalStatus,
                document: ["Success": false, "Reason": .text(refusal.message)])
        }
    }

    /// Source: contract 3.6.
    func change(_ request: IncomingRequest, applies: Bool) throws -> Answer {
        let body = try request.document()
        var wish = GlobalEOrderBook.ChangeRequest(orderID: body.any("OrderId")?.spelling)
        wish.removed = (body.any("RemovedProducts")?.all ?? []).map { product in
            (product.any("cartItemId")?.spelling, product.any("quantity")?.count ?? 1)
        }
        let currency = wish.orderID.flatMap { self.order($0) }?.sample.merchantCurrency ?? "EUR"
        wish.added = try (body.any("NewProducts")?.all ?? []).map { product in
            guard let sku = product.any("ProductCode")?.spelling, let quantity = product.any("OrderedQuantity")?.count,
                quantity > 0,
                let price = product.any("OriginalSalePrice")?.spelling.flatMap({ MinorUnits(major: $0, currency) })
            else {
                throw GlobalERefusal(
                    "B100", "NewProduct ProductCode, OrderedQuantity and OriginalSalePrice should be provided",
                    status: 400)
            }
            return .init(
                sku: sku, cartItemID: product.any("CartItemId")?.spelling, quantity: quantity, price: price.count,
                replacement: product.any("ReplacementOfCartItemId")?.spelling)
        }
        wish.isSubsidised = body.any("subsidizeHigherValue", "SubsidizeHigher")?.flag ?? false
        let order = try write { [wish] book, _ in try book.change(wish, applies: applies) }
        return Answer(document: order.document(guid: configuration.merchantGUID))
    }

    /// Source: contract 3.12.
    func updateProducts(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        guard let id = body.any("OrderId", "MerchantOrderId")?.spelling else { throw GlobalERefusal.empty("OrderId") }
        let type = body.any("MetaDataUpdateType")?.spelling
        guard type == nil || type?.lowercased() == "merge" else {
            throw GlobalERefusal.invalid("MetaDataUpdateType must be Merge.")
        }
        let products = body.any("Products")?.all ?? []
        guard !products.isEmpty else { throw GlobalERefusal.empty("Products") }
        try write { book, _ in try book.updateProducts(products, of: id) }
        return Answer(document: Self.success)
    }

    /// Source: contract 3.2.
    func replace(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        let replacement = body.any("orderReplacement")
        guard let id = replacement?.any("originalOrderId")?.spelling else {
            throw GlobalERefusal.empty("originalOrderId")
        }
        guard let cart = body.any("cartData") else { throw GlobalERefusal.empty("cartData") }
        let currency = self.order(id)?.sample.customerCurrency ?? "EUR"
        let replaced = (replacement?.any("replacedProducts")?.all ?? []).map { product in
            (
                cartItemID: product.any("cartItemId")?.spelling, sku: product.any("productCode", "sku")?.spelling,
                quantity: product.any("quantity")?.count ?? 0
            )
        }
        let added = try (cart.any("products")?.all ?? []).map {
            product -> GlobalEOrderBook.ReplacementRequest.Addition in
            guard let sku = product.any("productCode")?.spelling, let quantity = product.any("orderedQuantity")?.count,
                quantity > 0,
                let price = product.any("salePrice")?.spelling.flatMap({ MinorUnits(major: $0, currency) })
            else { throw GlobalERefusal.invalid("productCode, orderedQuantity and salePrice are required.") }
            return .init(
                sku: sku, parent: product.any("parentCartItemId")?.spelling,
                cartItemID: product.any("cartItemId")?.spelling, quantity: quantity, price: price.count)
        }
        var wish = GlobalEOrderBook.ReplacementRequest(originalID: id, replaced: replaced, added: added)
        wish.discounts = (cart.any("discounts")?.all ?? []).compactMap { discount in
            guard let value = discount.any("discountValue")?.spelling.flatMap({ MinorUnits(major: $0, currency) })
            else { return nil }
            return (discount.any("productCartItemId")?.spelling, value.count)
        }
        wish.merchantOrderID = (cart.any("merchantOrderId") ?? body.any("merchantOrderId"))?.spelling
        let order = try write { [wish] book, now in try book.replace(wish, at: now) }
        return Answer(document: order.document(guid: configuration.merchantGUID))
    }

    /// Source: contract 3.7; unknown ids are left out (assumed).
    func details(_ request: IncomingRequest) throws -> Answer {
        guard let ids = try request.document().any("OrderIds")?.elements else { throw GlobalERefusal.empty("OrderIds") }
        let found = try read { book in
            try ids.compactMap(\.spelling).compactMap { id -> GlobalEOrder? in
                let order = book.find(id)
                guard order != nil || assumptions.detailsOmitUnknown else { throw GlobalERefusal.unknownOrder(id) }
                return order
            }
        }
        return Answer(
            document: .list(
                found.map {
                    $0.document(guid: configuration.merchantGUID, withRefunds: assumptions.detailsShowRefunds)
                }))
    }

    /// Source: contract 3.16; the documents follow by a notification.
    func requestDocuments(_ request: IncomingRequest) throws -> Answer {
        let wishes = (try request.document().any("Orders")?.all ?? []).map { order in
            (
                id: order.any("OrderId")?.spelling,
                numbers: (order.any("TrackingNumbers")?.all ?? []).compactMap(\.spelling)
            )
        }
        guard !wishes.isEmpty else { throw GlobalERefusal("400", "Orders is empty", status: 400) }
        let ids = try write { book, _ in try book.requestDocuments(wishes) }
        if let delay = configuration.documentsDelay {
            for id in ids { outbox.put(.step(.documents(), order: id, due: clock.now() + delay)) }
        }
        return Answer(status: assumptions.documentsStatus, document: Self.success)
    }
}
