import AdapterKit
import Canonical

/// Calls whose own members are given: by a person, or by a fact that is a request.
extension GlobalECallTranslator {
    /// Checks the members and writes them as the endpoint's sample spells them.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the member that is missing or cannot be right.
    func toldCall(_ operation: GlobalEOperation) throws(TranslationProblem) -> GlobalECall {
        guard let root = content.request?.document.root else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request", message: "the members of \(operation.rawValue) are missing")
        }
        guard root.kind == .object else {
            throw TranslationProblem(code: "field.type", pointer: "/request", message: "an object was wanted")
        }
        switch operation {
        case .updateOrderStatus: return try toldStatusCall(root, isCancellation: false)
        case .cancelOrder: return try toldStatusCall(root, isCancellation: true)
        case .updateOrderDispatchV2: return try toldDispatch(root, .updateOrderDispatchV2, needsGoods: true)
        case .getShippingDocuments: return try toldDispatch(root, .getShippingDocuments, needsGoods: false)
        case .updateOrderDispatch: return try legacyDispatch(root)
        case .dispatchOrders, .dispatchConsolidatedShipment: return try manifest(root, operation)
        case .createOrderRefund: return try toldRefund(root)
        case .editOrder: return try editCall(root, .applyEdit)
        case .updateOrderProducts: return try productsCall(root)
        case .createOrder: return try replacementCall(root)
        case .createOrderPlatform: return try plain(root, GlobalEShapes.platform, .createOrderPlatform)
        case .requestDocuments, .createAdditionalRequiredDocuments:
            return try plain(root, GlobalEShapes.requiredDocuments, .createAdditionalRequiredDocuments)
        case .sendOrder: return try sendOrder(root)
        case .updateOrder: return try plain(root, GlobalEShapes.update, .updateOrder)
        }
    }

    /// A body of the given members as they are.
    private func plain(
        _ root: JSONNode, _ members: [GlobalEShape.Member], _ endpoint: GlobalEEndpoint
    ) throws(TranslationProblem) -> GlobalECall {
        let shape = GlobalEShape.object(members)
        try shape.check(root, at: "/request")
        return GlobalECall(endpoint, body: globalEJSON { shape.write(root, to: &$0) })
    }

    /// A body of the given members; the order's id goes first when it is not among them.
    private func body(
        _ root: JSONNode, _ members: [GlobalEShape.Member]
    ) throws(TranslationProblem) -> [UInt8] {
        try GlobalEShape.object(members).check(root, at: "/request")
        let isNamed = root.filled("OrderId", "MerchantOrderId") != nil
        let orderID = isNamed ? nil : try orderID()
        return globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                GlobalEShape.write(root, members, leavingOut: isNamed ? [] : ["orderid"], to: &writer)
            }
        }
    }

    private func toldDispatch(
        _ root: JSONNode, _ endpoint: GlobalEEndpoint, needsGoods: Bool
    ) throws(TranslationProblem) -> GlobalECall {
        let body = try body(root, GlobalEShapes.dispatch)
        try checkDispatch(root, needsGoods: needsGoods)
        return GlobalECall(endpoint, body: body)
    }

    /// Source: provider page "UpdateOrderDispatch" (stated: three arguments, the products are the body); that the others
    /// travel in the query is inferred from UpdateOrderStatus.
    private func legacyDispatch(_ root: JSONNode) throws(TranslationProblem) -> GlobalECall {
        try GlobalEShape.object(GlobalEShapes.legacyDispatch).check(root, at: "/request")
        guard let status = root.any("orderStatus"), let products = root.any("productsList"),
            let code = status.any("OrderStatus")?.filled("OrderStatusCode") ?? status.filled("StatusCode")
        else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request/orderStatus/OrderStatus", message: "no status code is given")
        }
        for (index, product) in products.elements.enumerated() {
            try checkLineName(product, at: "/request/productsList/\(index)")
        }
        let orderID = try orderID(given: status.filled("OrderId"))
        var call = GlobalECall(.updateOrderDispatch, body: globalEJSON { $0.raw(products) })
        call.add("orderStatus", json: Self.orderStatus(status, orderID: orderID, code: code))
        if let parcels = root.any("parcelsList") {
            call.add(
                "parcelsList", json: globalEJSON { GlobalEShape.list(GlobalEShapes.parcel).write(parcels, to: &$0) })
        }
        return call
    }

    /// DispatchOrders and DispatchConsolidatedShipment name their orders themselves; without any it is this one.
    private func manifest(
        _ root: JSONNode, _ operation: GlobalEOperation
    ) throws(TranslationProblem) -> GlobalECall {
        try GlobalEShape.object(GlobalEShapes.manifest).check(root, at: "/request")
        let selectors = ["OrderIds", "MerchantOrderIds", "ParcelCodes", "TrackingNumbers"]
        let isSelected = selectors.contains { (root.any($0)?.count ?? 0) > 0 }
        let orderID = isSelected ? nil : try orderID()
        let isConsolidated = operation == .dispatchConsolidatedShipment
        if isConsolidated, root.filled("OuterBoxesAmount") == nil {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request/OuterBoxesAmount", message: "the number of outer boxes")
        }
        let body = globalEJSON { writer in
            writer.object { writer in
                if let orderID {
                    writer.key("OrderIds")
                    writer.array { $0.string(orderID) }
                }
                for (key, value) in root.members {
                    let name = GlobalEShapes.manifest.first { $0.isNamed(key) }?.name ?? key
                    guard orderID == nil || !selectors.contains(name) else { continue }
                    writer.key(name)
                    Self.writeTrimmed(value, to: &writer)
                }
            }
        }
        return GlobalECall(isConsolidated ? .dispatchConsolidatedShipment : .dispatchOrders, body: body)
    }

    /// Ids in documented samples have blanks in front (contract 3.5): they are no part of an id.
    private static func writeTrimmed(_ node: JSONNode, to writer: inout JSONWriter) {
        guard node.kind == .array else { return writer.raw(node) }
        writer.array { writer in
            for element in node.elements {
                guard let text = element.stringValue else { return writer.raw(element) }
                var id = text.drop { $0.isWhitespace }
                while id.last?.isWhitespace == true { id.removeLast() }
                writer.string(String(id))
            }
        }
    }

    /// CreateOrderRefund as a person tells it: `orderRefund`, and `refundProductsList` unless everything goes back.
    private func toldRefund(_ root: JSONNode) throws(TranslationProblem) -> GlobalECall {
        let shape = GlobalEShape.object([
            .optional("orderRefund", .object(GlobalEShapes.refund)),
            .optional("refundProductsList", GlobalEShapes.refundProducts),
        ])
        try shape.check(root, at: "/request")
        let products = root.any("refundProductsList")
        let details = root.any("orderRefund")
        for (index, product) in (products?.elements.enumerated().map { $0 } ?? []) {
            try checkLineName(product, at: "/request/refundProductsList/\(index)")
        }
        try checkRefund(details, hasProducts: (products?.count ?? 0) > 0)
        let orderID = try orderID(given: details?.filled("OrderId"))
        var call = GlobalECall(.createOrderRefund)
        if let products, products.count > 0 {
            call.body = globalEJSON { GlobalEShapes.refundProducts.write(products, to: &$0) }
        }
        let reference = delivery.idempotencyKey
        let json = globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                if let details {
                    GlobalEShape.write(details, GlobalEShapes.refund, leavingOut: ["orderid"], to: &writer)
                }
                if details?.any("externalReference") == nil { writer.member("externalReference", filled: reference) }
            }
        }
        call.add("orderRefund", json: json)
        return call
    }

    private func checkRefund(_ details: JSONNode?, hasProducts: Bool) throws(TranslationProblem) {
        let isFull = details?.isTrue("FullRefund") ?? false
        if isFull, hasProducts {
            throw TranslationProblem(
                code: "globale.full-refund-with-list", pointer: "/request/refundProductsList",
                message: "a full refund must not list products")
        }
        let amounts = [
            "TotalRefundAmount", "OriginalTotalRefundAmount", "ServiceGestureAmount", "ShippingAmount", "DutiesAmount",
        ]
        let flags = ["ShippingRefund", "ProductsDutiesRefund"]
        let hasComponent =
            amounts.contains { details?.filled($0) != nil } || flags.contains { details?.isTrue($0) ?? false }
        guard isFull || hasProducts || hasComponent else {
            throw TranslationProblem(
                code: "globale.no-component", pointer: "/request/orderRefund",
                message: "a refund needs products, an amount or FullRefund")
        }
        let excluded = ["DutiesAmount", "TotalRefundAmount", "OriginalTotalRefundAmount"]
        if details?.isTrue("ProductsDutiesRefund") ?? false, excluded.contains(where: { details?.filled($0) != nil }) {
            throw TranslationProblem(
                code: "globale.duties-refund", pointer: "/request/orderRefund/ProductsDutiesRefund",
                message: "duties that Global-e works out exclude totals and other duties")
        }
    }

    /// Edit Order; quote and apply take the same body (stated).
    ///
    /// - Throws: `TranslationProblem` when nothing new is in it: removing alone is refused (stated).
    func editCall(_ root: JSONNode, _ endpoint: GlobalEEndpoint) throws(TranslationProblem) -> GlobalECall {
        let value = root.any("subsidizeHigherValue", "SubsidizeHigher")
        if let value, !["0", "1", "true", "false"].contains(value.numberSpelling ?? value.stringValue ?? "") {
            throw TranslationProblem(
                code: "field.value", pointer: "/request/subsidizeHigherValue", message: "0 or 1 was wanted")
        }
        try GlobalEShape.object(GlobalEShapes.edit).check(root, at: "/request")
        let orderID = try orderID(given: root.filled("OrderId"))
        let body = globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                GlobalEShape.write(
                    root, GlobalEShapes.edit, leavingOut: ["orderid", "subsidizehighervalue", "subsidizehigher"],
                    to: &writer)
                if let value {
                    writer.key("subsidizeHigherValue")
                    writer.raw(value)
                }
            }
        }
        return GlobalECall(endpoint, body: body)
    }

    private func productsCall(_ root: JSONNode) throws(TranslationProblem) -> GlobalECall {
        let body = try body(root, GlobalEShapes.products)
        for (index, product) in (root.any("Products")?.elements.enumerated().map { $0 } ?? []) {
            try checkLineName(product, at: "/request/Products/\(index)")
        }
        let name = GlobalEAssumptions.Outbound.metadataUpdateType
        guard root.any(name) == nil, let given = try? JSONDocument.parse(body).root else {
            return GlobalECall(.updateOrderProducts, body: body)
        }
        let merged = globalEJSON { writer in
            writer.object { writer in
                writer.key(name)
                writer.string(GlobalEAssumptions.Outbound.merge)
                for (key, value) in given.members {
                    writer.key(key)
                    writer.raw(value)
                }
            }
        }
        return GlobalECall(.updateOrderProducts, body: merged)
    }

    private func replacementCall(_ root: JSONNode) throws(TranslationProblem) -> GlobalECall {
        let shape = GlobalEShape.object(GlobalEShapes.replacement)
        try shape.check(root, at: "/request")
        guard let replacement = root.any("orderReplacement"), let cart = root.any("cartData") else {
            throw TranslationProblem(code: "field.missing", pointer: "/request", message: "nothing to replace")
        }
        for (index, product) in (replacement.any("replacedProducts")?.elements.enumerated().map { $0 } ?? []) {
            try checkLineName(product, at: "/request/orderReplacement/replacedProducts/\(index)")
        }
        let originalID = try replacement.filled("originalOrderId") == nil ? orderID() : nil
        // The table puts the method at the top, the sample into the cart (contract 8): both, once it is set.
        let method = root.filled("shippingMethodCode") ?? cart.filled("shippingMethodCode")
        let body = globalEJSON { writer in
            writer.object { writer in
                for (key, value) in root.members where key.lowercased() != "shippingmethodcode" {
                    let member = GlobalEShapes.replacement.first { $0.isNamed(key) }
                    writer.key(member?.name ?? key)
                    let extra: [(String, String?)] =
                        switch member?.name {
                        case "orderReplacement": [("originalOrderId", originalID)]
                        case "cartData" where cart.filled("shippingMethodCode") == nil: [("shippingMethodCode", method)]
                        default: []
                        }
                    Self.write(value, member?.shape ?? .anything, adding: extra, to: &writer)
                }
                writer.member("shippingMethodCode", filled: method)
            }
        }
        return GlobalECall(.createOrder, body: body)
    }

    /// Writes an object, and behind its members those that are filled.
    private static func write(
        _ node: JSONNode, _ shape: GlobalEShape, adding extra: [(String, String?)], to writer: inout JSONWriter
    ) {
        let filled = extra.filter { $0.1?.isEmpty == false }
        guard !filled.isEmpty, case .object(let members) = shape else { return shape.write(node, to: &writer) }
        writer.object { writer in
            GlobalEShape.write(node, members, leavingOut: Set(filled.map { $0.0.lowercased() }), to: &writer)
            for (name, value) in filled {
                writer.key(name)
                writer.string(value)
            }
        }
    }

    /// SendOrder: everything in the query, texts plain and groups as JSON text (stated).
    ///
    /// - Throws: `TranslationProblem` when it holds card data, which never pass through the gateway.
    private func sendOrder(_ root: JSONNode) throws(TranslationProblem) -> GlobalECall {
        guard root.any("cardDetails") == nil else {
            throw TranslationProblem(
                code: "globale.card-data", pointer: "/request/cardDetails", message: "card data are not carried")
        }
        try GlobalEShape.object(GlobalEShapes.sendOrder).check(root, at: "/request")
        var call = GlobalECall(.sendOrder)
        for member in GlobalEShapes.sendOrder {
            guard let value = root.any(member.name) else { continue }
            let text = value.stringValue ?? String(decoding: value.rawBytes, as: UTF8.self)
            call.query.append(GlobalECall.Argument(name: member.name, value: text))
        }
        return call
    }
}
