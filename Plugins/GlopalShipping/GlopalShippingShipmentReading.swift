import AdapterKit
import Canonical

/// One shipment of an answer: its air waybill, where to follow it, its label and papers.
///
/// Source: labels (found: label and papers come in the answer), tracking (found: `inboundawb`, `outboundawb` and the
/// carrier's members); the members of a label are assumed.
struct GlopalShippingShipmentReading {
    typealias Name = GlopalShippingAssumptions.Name
    typealias Reply = GlopalShippingAssumptions.Reply

    let shipmentID: String?
    let fulfillmentID: String?
    /// The order's reference, where the answer says it.
    let reference: String?
    let wmsID: String?
    let awb: String?
    let carrier: String?
    let trackingURL: String?
    let documents: [Document]
    /// Whether the shipment itself is marked as failed.
    let hasFailed: Bool

    /// Reads a shipment; what it does not read stays in the residue, the bytes of papers among it.
    init(_ reader: JSONReader) {
        hasFailed = GlopalShippingEnvelope.flag(reader.node[Reply.error]) ?? false
        for name in [Reply.error, Reply.errors] { reader.markRead(name) }
        shipmentID = reader.text(Name.shipmentID)
        fulfillmentID = reader.text(Name.fulfillmentID)
        reference = reader.text(Name.orderReference) ?? reader.text(Name.reference)
        wmsID = reader.text(Name.wmsID)
        let awb = reader.text(Name.awb) ?? reader.text(Reply.outboundAWB)
        self.awb = awb
        carrier = reader.text(Reply.carrier) ?? reader.text(Reply.outboundCarrier)
        trackingURL =
            reader.text(Reply.trackingURL) ?? Reply.outboundTrackingURLs.lazy.compactMap { reader.text($0) }.first
        let owner = awb ?? shipmentID
        var documents = reader.group(Reply.label).map { [Self.document($0, kind: Reply.label, of: owner, 0)] } ?? []
        for (position, paper) in reader.groups(Reply.documents).enumerated() {
            documents.append(Self.document(paper, kind: nil, of: owner, position))
        }
        self.documents = documents
    }

    /// A paper with the hash and the size of its bytes, which stay in the residue as they came.
    ///
    /// Without a kind the paper's own word is taken; what it belongs to tells one label from another.
    static func document(_ reader: JSONReader, kind: String?, of owner: String?, _ position: Int) -> Document {
        let kind = kind ?? reader.text(Reply.documentType) ?? "document"
        var document = Document(kind: kind, state: .known(.available))
        document.format = reader.text(Reply.format)?.lowercased()
        document.url = reader.text("url")
        if let text = reader.node[Reply.content]?.stringValue, let bytes = Base64.decoded(text) {
            document.contentHash = Digest.sha256(bytes)
            document.size = bytes.count
        }
        let place = position == 0 ? kind : "\(kind)-\(position + 1)"
        document.reference = owner.map { "\($0)/\(place)" } ?? place
        return document
    }

    /// The papers of an answer that belong to no single shipment, such as a manifest.
    static func papers(of reader: JSONReader, owner: String?) -> [Document] {
        reader.groups(Reply.documents).enumerated().map { document($1, kind: nil, of: owner, $0) }
    }
}
