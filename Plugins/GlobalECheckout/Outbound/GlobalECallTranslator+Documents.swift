import AdapterKit
import Canonical

/// Asking for papers.
///
/// Source: provider pages "CreateAdditionalRequiredDocuments" and "GetShippingDocuments" (stated).
extension GlobalECallTranslator {
    /// Customs papers have a call of their own; labels and all other papers come with GetShippingDocuments.
    ///
    /// - Throws: `TranslationProblem` when both kinds are asked for at once, or customs papers before there is a parcel.
    func documentsCall() throws(TranslationProblem) -> GlobalECall {
        if content.shipment != nil { return try dispatchCall(.getShippingDocuments) }
        let customs = content.documents.filter { document in
            GlobalEAssumptions.Outbound.customsPapers.contains { $0.lowercased() == document.kind.lowercased() }
        }
        guard customs.isEmpty || customs.count == content.documents.count else {
            throw TranslationProblem(
                code: "globale.mixed-documents", pointer: "/documents",
                message: "customs papers and others are asked for by two calls; request them one after the other")
        }
        return customs.isEmpty ? try existingDocumentsCall() : try customsPapersCall()
    }

    /// GetShippingDocuments without parcels, which only reads.
    func existingDocumentsCall() throws(TranslationProblem) -> GlobalECall {
        let orderID = try orderID()
        return Self.existingDocumentsCall(orderID)
    }

    /// GetShippingDocuments without parcels, which only reads.
    static func existingDocumentsCall(_ orderID: String) -> GlobalECall {
        let body = globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                for name in ["Parcels", "Exceptions"] {
                    writer.key(name)
                    writer.array { _ in }
                }
            }
        }
        return GlobalECall(.getShippingDocuments, body: body)
    }

    private func customsPapersCall() throws(TranslationProblem) -> GlobalECall {
        let orderID = try orderID()
        var numbers: [String] = []
        for shipment in order.shipments where shipment.direction == .known(.outbound) {
            for number in [shipment.trackingNumber] + shipment.parcels.map(\.trackingNumber) {
                if let number, !number.isEmpty, !numbers.contains(number) { numbers.append(number) }
            }
        }
        guard !numbers.isEmpty else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/shipments",
                message: "customs papers are asked for by tracking number, and no parcel has one yet")
        }
        let body = globalEJSON { writer in
            writer.object { writer in
                writer.key("Orders")
                writer.array { writer in
                    writer.object { writer in
                        writer.member("OrderId", filled: orderID)
                        writer.key("TrackingNumbers")
                        writer.array { writer in for number in numbers { writer.string(number) } }
                    }
                }
            }
        }
        return GlobalECall(.createAdditionalRequiredDocuments, body: body)
    }
}
