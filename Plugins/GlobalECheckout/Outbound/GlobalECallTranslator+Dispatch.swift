import AdapterKit
import Canonical

/// UpdateOrderDispatchRequest, for UpdateOrderDispatchV2 and GetShippingDocuments.
///
/// Source: provider page "UpdateOrderDispatchV2" (stated: members and their order), "country-of-origin,-parcel-weight---
/// dimensions" (found: grams and centimetres), "updateorderdispatchexception" (found: types 1, 2 and 3).
extension GlobalECallTranslator {
    /// Tells parcels and exceptions of a shipment.
    ///
    /// - Throws: `TranslationProblem` when there is neither, or something has no place in the request.
    func dispatchCall(_ operation: GlobalEOperation) throws(TranslationProblem) -> GlobalECall {
        guard let shipment = content.shipment else {
            throw TranslationProblem(code: "field.missing", pointer: "/shipment", message: "the fact has no shipment")
        }
        guard shipment.direction == .known(.outbound) else {
            throw TranslationProblem(
                code: "globale.direction", pointer: "/shipment/direction",
                message: "Global-e is told what leaves, not what comes back")
        }
        guard !shipment.parcels.isEmpty || !shipment.exceptions.isEmpty else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/shipment/parcels",
                message: "a dispatch needs parcels or exceptions")
        }
        let body = try dispatchBody(shipment)
        let wantsDocuments = operation == .getShippingDocuments || configuration.dispatchCall == .documents
        return GlobalECall(wantsDocuments ? .getShippingDocuments : .updateOrderDispatchV2, body: body)
    }

    private func dispatchBody(_ shipment: Shipment) throws(TranslationProblem) -> [UInt8] {
        let orderID = try orderID()
        let extras = try dispatchExtras()
        return try globalEJSON { (writer) throws(TranslationProblem) in
            try writer.object { (writer) throws(TranslationProblem) in
                writer.member("OrderId", filled: orderID)
                writer.member("DeliveryReferenceNumber", filled: shipment.id)
                if extras?.any("IsCompleted") == nil {
                    writer.key("IsCompleted")
                    writer.bool(isEverythingDispatched)
                }
                writer.key("Parcels")
                try writer.array { (writer) throws(TranslationProblem) in
                    for (index, parcel) in shipment.parcels.enumerated() {
                        try write(parcel, of: shipment, at: "/shipment/parcels/\(index)", to: &writer)
                    }
                }
                writer.key("Exceptions")
                try writer.array { (writer) throws(TranslationProblem) in
                    for (index, exception) in shipment.exceptions.enumerated() {
                        try write(exception, at: "/shipment/exceptions/\(index)", to: &writer)
                    }
                }
                Self.writeTracking(shipment.trackingNumber, shipment.trackingURL, shipment.carrier, to: &writer)
                if let extras { GlobalEShape.write(extras, GlobalEShapes.dispatch, to: &writer) }
            }
        }
    }

    /// Members that no shipment has a place for, given beside it: hub, method, additional information.
    private func dispatchExtras() throws(TranslationProblem) -> JSONNode? {
        guard let root = content.request?.document.root else { return nil }
        try GlobalEShape.object(GlobalEShapes.dispatch).check(root, at: "/request")
        for name in ["OrderId", "DeliveryReferenceNumber", "Parcels", "Exceptions", "TrackingDetails"]
        where root.any(name) != nil {
            throw TranslationProblem(
                code: "field.twice", pointer: "/request/\(name)", message: "the shipment says this already")
        }
        return root
    }

    /// Whether nothing is left to ship, as all facts together say.
    private var isEverythingDispatched: Bool {
        switch order.axes.fulfilment {
        case .known(.shipped), .known(.delivered), .known(.returned): return true
        default:
            return !order.lines.isEmpty
                && order.lines.allSatisfy { line in
                    // A sum without room in 38 digits is no quantity that anybody ordered.
                    guard let settled = try? line.counters.shipped.adding(line.counters.cancelled) else { return false }
                    return settled >= line.quantity
                }
        }
    }

    private func write(
        _ parcel: Shipment.Parcel, of shipment: Shipment, at pointer: String, to writer: inout JSONWriter
    ) throws(TranslationProblem) {
        try writer.object { (writer) throws(TranslationProblem) in
            writer.member("ParcelCode", filled: parcel.id ?? parcel.trackingNumber)
            writer.key("Products")
            try writer.array { (writer) throws(TranslationProblem) in
                for (index, item) in parcel.lines.enumerated() {
                    let name = try name(of: item, at: "\(pointer)/lines/\(index)")
                    writer.object { writer in
                        writer.member("DeliveryQuantity", number: item.quantity)
                        writer.members(name)
                        writer.member("OriginCountryCode", filled: line(of: item)?.originCountry)
                    }
                }
            }
            let carrier = parcel.trackingNumber == nil && parcel.trackingURL == nil ? nil : shipment.carrier
            Self.writeTracking(parcel.trackingNumber, parcel.trackingURL, carrier, to: &writer)
            writer.member("Weight", number: parcel.weight)
            if let size = parcel.dimensions {
                writer.member("Length", number: try Self.centimetres(size.length, at: "\(pointer)/dimensions/length"))
                writer.member("Width", number: try Self.centimetres(size.width, at: "\(pointer)/dimensions/width"))
                writer.member("Height", number: try Self.centimetres(size.height, at: "\(pointer)/dimensions/height"))
            }
        }
    }

    private static func writeTracking(
        _ number: String?, _ url: String?, _ shipper: String?, to writer: inout JSONWriter
    ) {
        guard number != nil || url != nil else { return }
        writer.key("TrackingDetails")
        writer.object { writer in
            writer.member("TrackingNumber", filled: number)
            writer.member("TrackingURL", filled: url)
            writer.member("ShipperName", filled: shipper)
        }
    }

    private func write(
        _ exception: Shipment.Exception, at pointer: String, to writer: inout JSONWriter
    ) throws(TranslationProblem) {
        let type: Int
        switch exception.kind {
        case .known(.outOfStock): type = 1
        case .known(.later): type = 2
        case .known(.cancelledOnRequest): type = 3
        case .unknown:
            throw TranslationProblem(
                code: "globale.exception", pointer: "\(pointer)/kind",
                message: "Global-e knows out of stock, later and cancelled on request")
        }
        let name = try name(of: exception.line, at: "\(pointer)/line")
        let due = type == 2 ? line(of: exception.line)?.backOrderDate : nil
        writer.object { writer in
            writer.members(name)
            writer.key("ExceptionType")
            writer.int(type)
            writer.member("ExpectedFulfilmentDate", filled: due.map { String($0.rfc3339.prefix(10)) })
            writer.member("Quantity", number: exception.line.quantity)
        }
    }

    /// Centimetres of millimetres, exact.
    private static func centimetres(
        _ millimetres: ExactDecimal, at pointer: String
    ) throws(TranslationProblem) -> ExactDecimal {
        do {
            let tenth = try ExactDecimal(coefficient: 1, scale: 1)
            let exact = try millimetres.multiplied(by: tenth)
            return exact.isInteger ? exact.rounded(toScale: 0) : exact
        } catch {
            throw TranslationProblem(code: "field.number", pointer: pointer, message: "\(error)")
        }
    }

    /// What a person tells of a dispatch.
    ///
    /// - Throws: `TranslationProblem` when it breaks a rule that is stated.
    func checkDispatch(_ root: JSONNode, needsGoods: Bool) throws(TranslationProblem) {
        let parcels = root.any("Parcels")
        let exceptions = root.any("Exceptions")
        if needsGoods, (parcels?.count ?? 0) + (exceptions?.count ?? 0) == 0 {
            throw TranslationProblem(
                code: "field.missing", pointer: "/request/Parcels", message: "a dispatch needs parcels or exceptions")
        }
        let isOnParcels = parcels?.elements.contains { $0.any("ShippingAdditionalInformation") != nil } ?? false
        if isOnParcels, root.any("ShippingAdditionalInformation") != nil {
            throw TranslationProblem(
                code: "field.twice", pointer: "/request/ShippingAdditionalInformation",
                message: "additional information belongs to the order or to its parcels, not to both")
        }
        for (index, exception) in (exceptions?.elements.enumerated().map { $0 } ?? []) {
            let pointer = "/request/Exceptions/\(index)"
            let type = exception.filled("ExceptionType")
            guard let type, ["1", "2", "3"].contains(type) else {
                throw TranslationProblem(
                    code: "field.value", pointer: "\(pointer)/ExceptionType", message: "1, 2 or 3 was wanted")
            }
            if type == "3", exception.filled("Quantity") == nil {
                throw TranslationProblem(
                    code: "field.missing", pointer: "\(pointer)/Quantity",
                    message: "what is cancelled on request needs its quantity")
            }
            try checkLineName(exception, at: pointer)
        }
    }

    /// - Throws: `TranslationProblem` when neither a cart item nor a product is named.
    func checkLineName(_ node: JSONNode, at pointer: String) throws(TranslationProblem) {
        guard node.filled("CartItemId", "ProductCode", "SKU") == nil else { return }
        throw TranslationProblem(
            code: "field.missing", pointer: "\(pointer)/CartItemId", message: "neither CartItemId nor ProductCode")
    }
}
