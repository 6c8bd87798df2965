import AdapterKit
import Canonical

/// The papers in an OrderDocumentsResponse.
///
/// Source: "orderdocumentsresponse" and "orderdocument" (found).
struct GlobalEDocumentsAnswer {
    /// What each paper is; the content is not in it.
    private(set) var documents: [Document] = []
    /// Where the contents stand in the answer, one for each paper that has any.
    private(set) var contents: [(pointer: String, node: JSONNode, document: Int)] = []
    /// The parcel and tracking number of each paper.
    private(set) var parcels: [(code: String?, trackingNumber: String?)] = []

    init(_ root: JSONNode) {
        for name in ["Documents", "ShipperManifests"] {
            guard let list = root.any(name), list.kind == .array else { continue }
            for (index, node) in list.elements.enumerated() where node.kind == .object {
                // A paper that could not be made is no paper; its message is a warning.
                guard node.filled("DocumentData") != nil || node.filled("URL") != nil else { continue }
                add(node, at: "/\(name)/\(index)")
            }
        }
    }

    private mutating func add(_ node: JSONNode, at pointer: String) {
        let code = node.filled("DocumentTypeCode")
        let kind = node.filled("DocumentTypeName") ?? code.flatMap { GlobalEAssumptions.documentKinds[$0] } ?? code
        var document = Document(kind: kind ?? "unknown", state: .known(.available))
        document.format = node.filled("DocumentExtension")?.lowercased()
        document.url = node.filled("URL")
        document.reference = node.filled("DocumentReference") ?? node.filled("TrackingNumber")
        if let content = node.any("DocumentData"), let text = content.stringValue, !text.isEmpty {
            if let bytes = Base64.decoded(text) {
                document.contentHash = Digest.sha256(bytes)
                document.size = bytes.count
            }
            contents.append(("\(pointer)/DocumentData", content, documents.count))
        }
        documents.append(document)
        parcels.append((node.filled("ParcelCode"), node.filled("TrackingNumber")))
    }
}
