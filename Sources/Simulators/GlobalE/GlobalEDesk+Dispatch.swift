import FoundationEssentials

/// Dispatch, labels and manifests.
extension GlobalEDesk {
    static let success: Document = ["Success": true]

    /// Source: contract 3.18; parcels or exceptions are required.
    func dispatchV2(_ request: IncomingRequest) throws -> Answer {
        let wish = try GlobalEDispatchRequest(try request.document(), schemaCode: "400")
        guard !wish.isEmpty else { throw GlobalERefusal.empty("Parcels") }
        _ = try write { book, _ in try book.dispatch(wish, labelled: false) }
        return Answer(document: Self.success)
    }

    /// Source: contract 3.17 (inferred): two arguments in the query, the products as the body.
    func dispatchLegacy(_ request: IncomingRequest) throws -> Answer {
        let status = try argument("orderStatus", of: request)
        guard let id = status?.any("OrderId")?.spelling else { throw GlobalERefusal.empty("orderStatus.OrderId") }
        let parcels = try argument("parcelsList", of: request)?.all ?? []
        let wish = try GlobalEDispatchRequest(orderID: id, products: try request.document().all, parcels: parcels)
        guard !wish.isEmpty else { throw GlobalERefusal.empty("productsList") }
        _ = try write { book, _ in try book.dispatch(wish, labelled: false) }
        return Answer(document: Self.success)
    }

    /// A JSON text in the query.
    func argument(_ name: String, of request: IncomingRequest) throws -> Document? {
        try request.parameter(name).map { try Document(parsing: $0) }
    }

    /// Source: contract 3.8: without parcels, exceptions and hub it only reads.
    func shippingDocuments(_ request: IncomingRequest) throws -> Answer {
        let wish = try GlobalEDispatchRequest(try request.document(), schemaCode: "A100")
        var codes: [String]?
        if !wish.isEmpty || wish.hubCode != nil {
            codes = try write { book, _ in try book.dispatch(wish, labelled: true) }
        }
        guard let order = order(wish.orderID) else {
            throw GlobalERefusal("A200", "Order \(wish.orderID) not found.")
        }
        guard codes != nil || !order.status.isCancelled else {
            throw GlobalERefusal("A019", "Order \(wish.orderID) is cancelled.")
        }
        let parcels = order.parcels.filter { $0.isLabelled && (codes?.contains($0.code) ?? true) }
        guard codes != nil || !parcels.isEmpty else {
            throw GlobalERefusal("A200", "Order \(wish.orderID) has no shipping documents.")
        }
        return Answer(document: documents(of: order, parcels))
    }

    private func documents(of order: GlobalEOrder, _ parcels: [GlobalEOrder.Parcel]) -> Document {
        let now = String(clock.now().zoneless.prefix(19))
        let documents = parcels.flatMap { parcel in
            [("4", "Label", "zpl"), ("1", "CommercialInvoice", "pdf")].map { type in
                Self.document(type, order: order.sample.id, parcel: parcel, at: now)
            }
        }
        let advice = parcels.map { parcel -> Document in
            [
                "ParcelCode": .text(parcel.code), "CommercialInvoiceNumber": .text("CI\(parcel.trackingNumber)"),
                "TotalValue": order.pen.customer(value(of: parcel, order), 2),
                "CurrencyCode": .text(order.sample.customerCurrency),
            ]
        }
        let first = parcels.first.map { parcel -> Document in
            ["TrackingNumber": .text(parcel.trackingNumber), "ShipperName": "DHL", "TrackingURL": nil]
        }
        return [
            "IsSuccess": true, "ErrorText": nil, "Documents": .list(documents), "ShipperManifests": nil,
            "ParcelsTracking": .list(parcels.map { order.trackingDocument($0) }), "TrackingDetails": first ?? nil,
            "DeliveryAdviceInformation": .list(advice), "Errors": nil,
        ]
    }

    private func value(of parcel: GlobalEOrder.Parcel, _ order: GlobalEOrder) -> GlobalEAmount {
        parcel.items.sum { item in
            let line = order.sample.lines.first { $0.cartItemID == item.cartItemID }
            return (line?.discounted ?? .zero) * item.quantity
        }
    }

    private static func document(
        _ type: (code: String, name: String, form: String), order: String, parcel: GlobalEOrder.Parcel?, at now: String
    ) -> Document {
        let text = "\(type.name) \(order) \(parcel?.code ?? "")"
        return [
            "DocumentTypeCode": .text(type.code), "DocumentTypeName": .text(type.name),
            "DocumentExtension": .text(type.form), "DocumentData": .text(Data(text.utf8).base64EncodedString()),
            "URL": .text("https://platform.example/Document/\(type.name)?o=\(order)"),
            "ParcelCode": Document(parcel?.code), "TrackingNumber": Document(parcel?.trackingNumber),
            "ShippingServiceName": "DHL Express Worldwide", "DocumentReference": nil, "CreationDateTime": .text(now),
            "ErrorMessage": nil,
        ]
    }

    /// Source: contract 3.4, 3.5; blanks around ids are cut off.
    func manifest(_ request: IncomingRequest, isConsolidated: Bool) throws -> Answer {
        let body = try request.document()
        func texts(_ name: String) -> [String] { (body.any(name)?.all ?? []).compactMap(\.spelling) }
        var wish = GlobalEOrderBook.ManifestRequest()
        wish.orderIDs = texts("OrderIds") + texts("MerchantOrderIds")
        wish.namesOrders = body.any("OrderIds") != nil || body.any("MerchantOrderIds") != nil
        wish.parcelCodes = texts("ParcelCodes")
        wish.trackingNumbers = texts("TrackingNumbers")
        wish.hubCode = body.any("HubCode")?.spelling
        wish.outerBoxes = body.any("OuterBoxesAmount")?.count
        wish.isConsolidated = isConsolidated
        let result = try write { [wish] book, _ in try book.dispatch(wish) }
        return manifestAnswer(result)
    }

    private func manifestAnswer(_ result: GlobalEOrderBook.ManifestResult) -> Answer {
        let now = String(clock.now().zoneless.prefix(19))
        let errors = result.errors.map { entry -> Document in
            let known = order(entry.order)
            return [
                "OrderID": .text(known?.sample.id ?? entry.order), "ErrorCode": .text(entry.refusal.code),
                "ErrorText": .text(entry.refusal.message), "MerchantOrderID": Document(known?.merchantOrderID),
            ]
        }
        let isDone = !result.dispatched.isEmpty
        let tracked = result.dispatched.flatMap { entry in
            entry.parcels.compactMap { parcel in order(entry.order)?.trackingDocument(parcel) }
        }
        let manifests = result.dispatched.first.map { first in
            Self.document(("3", "ShipperManifest", "pdf"), order: first.order, parcel: nil, at: now)
        }
        return Answer(
            status: isDone ? 200 : assumptions.refusalStatus,
            document: [
                "IsSuccess": .bool(isDone), "ErrorText": Document(result.errors.first?.refusal.message),
                "Documents": nil, "ShipperManifests": manifests.map { [$0] } ?? nil,
                "ParcelsTracking": .list(tracked), "TrackingDetails": nil, "DeliveryAdviceInformation": nil,
                "Errors": errors.isEmpty ? nil : .list(errors),
            ])
    }

    /// Source: contract 3.19.
    func voidParcel(_ request: IncomingRequest) throws -> Answer {
        let body = try request.document()
        guard let id = body.any("OrderId", "MerchantOrderId")?.spelling else { throw GlobalERefusal.empty("OrderId") }
        guard let code = body.any("ParcelCode")?.spelling else { throw GlobalERefusal.empty("ParcelCode") }
        try write { book, _ in try book.voidParcel(code, of: id) }
        return Answer(document: Self.success)
    }
}
