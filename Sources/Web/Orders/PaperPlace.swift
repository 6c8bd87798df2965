import Canonical

/// Where a paper of an order is; papers that are added elsewhere do not move it.
struct PaperPlace: Sendable, Comparable {
    /// The shipment, from 1; 0 for the order's own papers.
    var shipment = 0
    /// The parcel of the shipment, from 1; 0 for the order's own papers.
    var parcel = 0
    /// Which paper of the order or parcel, from 1.
    var index = 0

    static func < (lhs: PaperPlace, rhs: PaperPlace) -> Bool {
        (lhs.shipment, lhs.parcel, lhs.index) < (rhs.shipment, rhs.parcel, rhs.index)
    }

    /// All papers of an order with their places, in their sequence.
    static func papers(of order: Order) -> [(place: PaperPlace, document: Document)] {
        var papers = papers(order.documents, shipment: 0, parcel: 0)
        for (shipment, sent) in order.shipments.enumerated() {
            for (parcel, box) in sent.parcels.enumerated() {
                papers += Self.papers(box.documents, shipment: shipment + 1, parcel: parcel + 1)
            }
        }
        return papers
    }

    private static func papers(
        _ documents: [Document], shipment: Int, parcel: Int
    ) -> [(place: PaperPlace, document: Document)] {
        documents.enumerated().map { index, document in
            (PaperPlace(shipment: shipment, parcel: parcel, index: index + 1), document)
        }
    }
}
