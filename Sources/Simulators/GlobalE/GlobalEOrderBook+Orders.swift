extension GlobalEOrderBook {
    /// Products for a replacement order (contract 3.2).
    struct ReplacementRequest: Sendable {
        var originalID: String
        var replaced: [(cartItemID: String?, sku: String?, quantity: Int64)]
        var added: [Addition]
        var discounts: [(cartItemID: String?, amount: Int64)] = []
        var merchantOrderID: String?

        struct Addition: Sendable {
            var sku: String
            var parent: String?
            var cartItemID: String?
            var quantity: Int64
            /// Minor units of the customer's currency.
            var price: Int64
        }
    }

    /// Creates a replacement order; every call that passes is a further one.
    ///
    /// Source: contract 3.2 (stated); the codes of its refusals are not published.
    /// - Throws: `GlobalERefusal` for an unknown order, line or article, or for added value.
    mutating func replace(_ request: ReplacementRequest, at now: Timestamp) throws -> GlobalEOrder {
        var original = try order(request.originalID)
        guard !request.replaced.isEmpty else { throw GlobalERefusal.empty("replacedProducts") }
        var worth: Int64 = 0
        for part in request.replaced {
            guard let index = original.lineIndex(cartItemID: part.cartItemID, sku: part.sku),
                (1...max(1, original.sample.lines[index].quantity)).contains(part.quantity)
            else {
                throw GlobalERefusal.invalid(
                    "Replaced product \(part.cartItemID ?? part.sku ?? "") is not part of the order.")
            }
            worth += original.sample.lines[index].price.customer * part.quantity
        }
        guard !request.added.isEmpty else { throw GlobalERefusal.empty("products") }
        for product in request.added where !articles.contains(product.sku) {
            throw GlobalERefusal.invalid("Product \(product.sku) is not known.")
        }
        let value = request.added.reduce(0) { $0 + $1.price * $1.quantity }
        guard value <= worth else {
            throw GlobalERefusal.invalid("A replacement order must not be worth more than what it replaces.")
        }
        let sample = replacement(of: original, request, at: now)
        do { try place(sample) } catch { throw GlobalERefusal.invalid("\(error)") }
        original.replacements.append(sample.id)
        original.countEffect("replacement")
        keep(original)
        var order = try order(sample.id)
        order.status = .received
        keep(order)
        if settings.assumptions.announcesReplacements {
            tell([
                GlobalENotice(orderID: sample.id, content: .order),
                GlobalENotice(orderID: sample.id, content: .payment),
            ])
        }
        return order
    }

    /// The caller bears shipping and duties: a discount of type 4 and a markup of type 2 make both nothing.
    private mutating func replacement(
        of original: GlobalEOrder, _ request: ReplacementRequest, at now: Timestamp
    ) -> GlobalESampleOrder {
        var sample = original.sample
        let number = nextEntity()
        sample.id = "GE9\(1_000_000 + number)\(sample.hub.suffix)"
        sample.cartID = String(57_000_000 + number)
        sample.createdAt = now
        sample.merchantOrderID = request.merchantOrderID
        sample.original = .init(
            id: original.sample.id, merchantOrderID: original.merchantOrderID,
            merchantInternalOrderID: original.merchantInternalOrderID)
        sample.lines = request.added.enumerated().map { index, product in
            let price = GlobalEAmount(customer: product.price, merchant: original.converted(product.price))
            return .init(
                cartItemID: product.cartItemID ?? product.parent ?? String(index + 1),
                parentCartItemID: product.parent, sku: product.sku, name: product.sku, quantity: product.quantity,
                price: price, productDiscount: .zero, cartDiscount: .zero, duty: .zero, tax: .zero, hsCode: "950300")
        }
        let fee = original.sample.shipping
        sample.shipping = .zero - fee
        sample.clearance = .zero
        sample.cashOnDelivery = .zero
        sample.merchantBearsDuties = false
        sample.isConsolidated = false
        sample.requiredDocuments = []
        sample.orderDiscounts = [
            .init(
                type: 4, source: 9, name: "Replacement order-Duties",
                description: "Duties of a replacement order", amount: .zero)
        ]
        sample.orderDiscounts += request.discounts.map { discount in
            .init(
                type: 1, source: 9, name: "", description: "",
                amount: .init(customer: discount.amount, merchant: original.converted(discount.amount)),
                cartItemID: discount.cartItemID)
        }
        sample.markups = [
            .init(
                type: 2, source: 9, name: "Replacement order-Shipping discount",
                description: "Shipping of a replacement order", amount: fee)
        ]
        return sample
    }

    /// Merges attributes and countries of origin into lines.
    ///
    /// Source: contract 3.12 (stated): D001 to D005; nothing is changed when one product is refused.
    mutating func updateProducts(_ products: [Document], of id: String) throws {
        guard var order = find(id) else { throw GlobalERefusal("D001", "Orderid \(id) not found.") }
        for product in products {
            let cartItemID = product.any("CartItemId")?.spelling
            let sku = product.any("ProductCode", "Sku")?.spelling
            guard let index = order.lineIndex(cartItemID: cartItemID, sku: sku) else {
                throw cartItemID.map { GlobalERefusal("D002", "CartItemId \($0) not found") }
                    ?? GlobalERefusal("D003", "ProductCode \(sku ?? "") not found")
            }
            let line = order.sample.lines[index].cartItemID
            if let origin = product.any("OriginCountryCode")?.spelling {
                let isCode = origin.utf8.count == 2 && origin.utf8.allSatisfy { (0x41...0x5A).contains($0) }
                guard isCode, !Self.unassigned.contains(origin) else {
                    throw GlobalERefusal("D004", "OriginCountryCode \(origin) is invalid")
                }
                order.progress[line, default: .init()].origin = origin
            }
            for attribute in product.any("MetaData")?.any("Attributes")?.all ?? [] {
                let key = attribute.any("AttributeKey")?.spelling ?? ""
                guard let value = attribute.any("AttributeValue")?.spelling else {
                    throw GlobalERefusal("D005", "ProductMetaData \(key) cannot have an empty value")
                }
                order.progress[line, default: .init()].merge(key, value)
            }
        }
        order.countEffect("products")
        keep(order)
    }

    /// Codes that ISO 3166-1 leaves to its users; enough to be told from a country.
    private static let unassigned: Set<String> = ["AA", "ZZ", "XX", "XZ", "QM", "QZ"]

    /// Starts the process that brings documents (contract 3.16); nothing is changed when one order is refused.
    ///
    /// - Throws: `GlobalERefusal` B001 for an unknown order, 400 for tracking numbers that are none of it.
    mutating func requestDocuments(_ wishes: [(id: String?, numbers: [String])]) throws -> [String] {
        var changed: [GlobalEOrder] = []
        for wish in wishes {
            guard let id = wish.id, var order = find(id) else {
                throw GlobalERefusal(
                    "B001", "Order ID not found", detail: "The Order \(wish.id ?? "") provided does not exist.",
                    status: 400)
            }
            let known = Set(order.parcels.map(\.trackingNumber))
            guard !wish.numbers.isEmpty, wish.numbers.allSatisfy(known.contains) else {
                throw GlobalERefusal(
                    "400", "Tracking numbers missing or not of the order", detail: "Order \(id).", status: 400)
            }
            order.documentRequests += wish.numbers.filter { !order.documentRequests.contains($0) }
            order.countEffect("documents")
            changed.append(order)
        }
        for order in changed { keep(order) }
        return changed.map(\.sample.id)
    }
}

extension GlobalEOrder.Progress {
    mutating func merge(_ key: String, _ value: String) {
        if let index = attributes.firstIndex(where: { $0.key == key }) {
            attributes[index].value = value
        } else {
            attributes.append(.init(key: key, value: value))
        }
    }
}
