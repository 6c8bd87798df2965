import AdapterKit
import Canonical

extension GlobalENoticeTranslator {
    /// UpdateOrderShippingInfo: only id and international details matter (contract 3.19).
    func shipping(
        _ scribe: GlobalEScribe, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let id = try orderID(scribe)
        var content = FactContent()
        content.references = try references(scribe)
        guard let details = scribe.object("InternationalDetails") else {
            throw scribe.fail("InternationalDetails", "the shipping info is needed here")
        }
        var shipment = Shipment()
        var time: Instant?
        try details.text("OrderTrackingNumber", &shipment.trackingNumber, .form)
        // A documented sample has a blank before the name (contract 3.19).
        for key in ["OrderTrackingUrl", " OrderTrackingUrl"] { try url(details, key, &shipment.trackingURL) }
        try details.text("ShippingMethodName", &shipment.carrier, .form)
        try details.text("ShippingMethodTypeName", &shipment.service, .form)
        for key in ["ShippingMethodStatusName", "ShippingMethodStatusCode"] where shipment.status == nil {
            try details.text(key, &shipment.status, .form, except: GlobalEAssumptions.noValue)
        }
        try details.moment("ShipmentStatusUpdateTime", &time)
        for element in details.elements("ParcelsTracking") {
            var parcel = Shipment.Parcel()
            try tracking(element, &parcel)
            shipment.parcels.append(parcel)
        }
        let says = shipment.trackingNumber ?? shipment.trackingURL ?? shipment.status
        content.residue = GlobalEJSON.residue(of: reading, adapter)
        guard says != nil || !shipment.parcels.isEmpty else { return [] }
        let meaning = shipment.status.flatMap { configuration.meaning(ofStatus: $0) }
        content.shipment = shipment
        return [
            fact(
                meaning == .delivered ? .shipmentDelivered : .shipmentTracking, id, "shipping:\(digest)", content,
                at: time)
        ]
    }

    /// The notification that a parcel left Global-e's hub for the customer (contract 3.19).
    ///
    /// The goods are those that the merchant shipped to the hub. The direction is one of its own, so that they are not
    /// counted as shipped twice.
    func dispatch(
        _ scribe: GlobalEScribe, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let id = try orderID(scribe)
        var content = FactContent()
        content.references = try references(scribe)
        guard let key = GlobalEAssumptions.dispatchedParcels.first(where: { scribe.peek($0)?.kind == .object }),
            let details = scribe.object(key)
        else { throw scribe.fail("DispatchedParcel", "the parcel is needed here") }
        var shipment = Shipment()
        shipment.direction = .unknown(GlobalEAssumptions.onwardDirection)
        var parcel = Shipment.Parcel()
        try details.text("Code", &parcel.id)
        try details.text("StatusName", &shipment.status, except: GlobalEAssumptions.noValue)
        if let way = details.object("ParcelTracking") { try tracking(way, &parcel) }
        try details.text("ParcelTracking", &parcel.trackingNumber)
        for product in details.elements("Products") {
            var line = Shipment.LineQuantity(quantity: 0)
            var quantity: ExactDecimal?
            try product.text("CartItemId", &line.line)
            try product.text("SKU", &line.sku, .code)
            try product.decimal("Quantity", &quantity, isNeeded: true)
            guard let quantity, quantity > 0 else { throw product.fail("Quantity", "a quantity above zero was wanted") }
            line.quantity = quantity
            parcel.lines.append(line)
        }
        shipment.id = parcel.id
        shipment.trackingNumber = parcel.trackingNumber
        shipment.trackingURL = parcel.trackingURL
        shipment.parcels = [parcel]
        content.shipment = shipment
        content.residue = GlobalEJSON.residue(of: reading, adapter)
        return [fact(.shipmentDispatched, id, "dispatch:\(digest)", content)]
    }

    private func tracking(_ element: GlobalEScribe, _ parcel: inout Shipment.Parcel) throws(JSONReadError) {
        if parcel.id == nil { try element.text("ParcelCode", &parcel.id) }
        try element.text("ParcelTrackingNumber", &parcel.trackingNumber, .form)
        try url(element, "ParcelTrackingUrl", &parcel.trackingURL)
    }

    /// An address that is encoded as a whole in most samples and plain in one (contract 1.5).
    private func url(_ scribe: GlobalEScribe, _ key: String, _ value: inout String?) throws(JSONReadError) {
        let isEncoded =
            scribe.peek(key)?.stringValue?.lowercased().hasPrefix("http%3a") == true
            || scribe.peek(key)?.stringValue?.lowercased().hasPrefix("https%3a") == true
        try scribe.text(key, &value, isEncoded ? .form : .plain)
    }

    /// SendAdditionalRequiredDocumentsToMerchant: the papers that the order waits for (contract 3.15).
    ///
    /// The content of a paper is named by its SHA-256. It stays in the stored message, and in the fact's residue as long
    /// as it is not larger than ``GlobalEAssumptions/largestCarriedPaper``.
    func papers(
        _ scribe: GlobalEScribe, _ message: JSONReader, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let id = try orderID(scribe)
        var content = FactContent()
        content.references = try references(scribe)
        guard message.member("AdditionalRequiredDocuments")?.kind == .array else {
            throw scribe.fail("AdditionalRequiredDocuments", "the documents are needed here")
        }
        for element in scribe.elements("AdditionalRequiredDocuments") {
            var document = Document(kind: "", state: .known(.available))
            try GlobalEPaper.describe(element, &document)
            try readContent(of: element, &document)
            content.documents.append(document)
        }
        guard !content.documents.isEmpty else {
            throw scribe.fail("AdditionalRequiredDocuments", "at least one document was wanted")
        }
        content.residue = GlobalEJSON.residue(of: reading, adapter)
        return [fact(.documentsAvailable, id, "documents:\(digest)", content)]
    }

    private func readContent(of element: GlobalEScribe, _ document: inout Document) throws(JSONReadError) {
        guard let node = element.peek("DocumentData"), let text = node.stringValue, !text.isEmpty else { return }
        // What is no base64 has no content that could be named; it is kept and shown as it is.
        if let bytes = Base64.decoded(text) {
            document.contentHash = Digest.sha256(bytes)
            document.size = bytes.count
        }
        guard text.utf8.count > GlobalEAssumptions.largestCarriedPaper else { return }
        element.markRead("DocumentData")
    }
}
