extension Shipment {
    /// Whether the goods go to the customer; those on a way that we do not know are not counted as shipped or returned.
    var isOutbound: Bool { direction == .known(.outbound) }

    /// Whether any parcel says what is in it.
    var namesLines: Bool { parcels.contains { !$0.lines.isEmpty } }

    /// News about a shipment's way do not mean that it left, its contents or a date do.
    var hasLeft: Bool { shippedAt != nil || deliveredAt != nil || namesLines }

    /// The tracking numbers of the shipment and its parcels.
    var trackingNumbers: Set<String> {
        Set(([trackingNumber] + parcels.map(\.trackingNumber)).compactMap { $0 }.filter { !$0.isEmpty })
    }

    /// Takes over what a later statement says; what it does not mention stays.
    mutating func update(with news: Shipment, replacingParcels: Bool) {
        id = id ?? news.id
        // Goods that are known to be on their way out stay so, whichever leg the news are about.
        if case .known = news.direction { direction = news.direction }
        carrier = news.carrier ?? carrier
        service = news.service ?? service
        trackingNumber = news.trackingNumber ?? trackingNumber
        trackingURL = news.trackingURL ?? trackingURL
        status = news.status ?? status
        shippedAt = shippedAt ?? news.shippedAt
        deliveredAt = deliveredAt ?? news.deliveredAt
        exceptions = news.exceptions.isEmpty ? exceptions : news.exceptions
        guard !news.parcels.isEmpty else { return }
        if replacingParcels || parcels.isEmpty {
            parcels = news.parcels
        } else {
            for parcel in news.parcels { update(with: parcel) }
        }
    }

    private mutating func update(with news: Parcel) {
        let index = parcels.firstIndex { known in
            if let id = news.id, id == known.id { return true }
            guard let number = news.trackingNumber, !number.isEmpty else { return false }
            return number == known.trackingNumber
        }
        guard let index else {
            // A parcel without a name of its own cannot be told from those that are known already.
            if news.id != nil || news.trackingNumber != nil { parcels.append(news) }
            return
        }
        parcels[index].trackingNumber = news.trackingNumber ?? parcels[index].trackingNumber
        parcels[index].trackingURL = news.trackingURL ?? parcels[index].trackingURL
        parcels[index].weight = news.weight ?? parcels[index].weight
        parcels[index].dimensions = news.dimensions ?? parcels[index].dimensions
        if !news.lines.isEmpty { parcels[index].lines = news.lines }
        if !news.documents.isEmpty { parcels[index].documents = news.documents }
    }
}
