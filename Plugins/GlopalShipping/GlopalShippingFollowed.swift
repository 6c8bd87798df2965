import AdapterKit
import Canonical

extension GlopalShippingAdapter {
    /// A parcel with an air waybill, and where it stands in its order.
    struct FollowedParcel {
        var awb: String
        var wmsID: String?
        /// The order's shipment that it belongs to.
        var shipment: Shipment?
        /// The position of that shipment in the order.
        var shipmentPosition: Int?
        /// The parcel's position in that shipment.
        var position: Int?

        /// All parcels of an order, each in its place.
        static func all(_ names: GlopalShippingNames) -> [FollowedParcel] {
            names.parcels.map { parcel in
                let (shipment, position) = place(parcel.awb, parcel.wmsID, in: names.order)
                return FollowedParcel(
                    awb: parcel.awb, wmsID: parcel.wmsID, shipment: shipment.map { names.order.shipments[$0] },
                    shipmentPosition: shipment, position: position)
            }
        }

        /// Parcels by the shipment that they belong to; one that belongs to none is on its own.
        static func grouped(_ parcels: [FollowedParcel]) -> [(shipment: Int?, parcels: [FollowedParcel])] {
            var groups: [(shipment: Int?, parcels: [FollowedParcel])] = []
            for parcel in parcels {
                let index = groups.firstIndex { $0.shipment != nil && $0.shipment == parcel.shipmentPosition }
                if let index {
                    groups[index].parcels.append(parcel)
                } else {
                    groups.append((parcel.shipmentPosition, [parcel]))
                }
            }
            return groups
        }

        /// Whether the parcels are all that their shipment has; a parcel without a label cannot have arrived.
        static func covers(_ parcels: [FollowedParcel], _ shipment: Shipment?) -> Bool {
            guard let shipment, !shipment.parcels.isEmpty else { return true }
            let positions = parcels.compactMap(\.position)
            guard positions.count == parcels.count else { return parcels.count >= shipment.parcels.count }
            return Set(positions).count == shipment.parcels.count
        }

        /// Whether there may still be news of it: it neither ended nor is too old to be asked about.
        func isUnderWay(at now: Instant, _ order: Order) -> Bool {
            if let shipment {
                guard shipment.deliveredAt == nil else { return false }
                // Of a shipment in several parcels the status is that of whichever had news last.
                if shipment.parcels.count <= 1, let status = shipment.status,
                    GlopalShippingAssumptions.finalStatuses.contains(status)
                {
                    return false
                }
            }
            let began = [order.origin.receivedAt, order.origin.placedAt, shipment?.shippedAt].compactMap { $0 }
            guard let last = began.map(\.microseconds).max() else { return true }
            return now.microseconds - last <= GlopalShippingAssumptions.longestWay * 1_000_000
        }

        /// The order's shipment that a parcel belongs to, and the parcel's position in it.
        private static func place(_ awb: String, _ wmsID: String?, in order: Order) -> (Int?, Int?) {
            let outbound = order.shipments.indices.filter { order.shipments[$0].direction != .known(.inbound) }
            for index in outbound {
                let shipment = order.shipments[index]
                let fulfillment = GlopalShippingParcels.fulfillmentID(of: shipment, key: "")
                let position = shipment.parcels.indices.first { position in
                    let parcel = shipment.parcels[position]
                    return parcel.trackingNumber == awb
                        || wmsID != nil
                            && GlopalShippingParcels.wmsID(of: parcel, at: position, in: fulfillment) == wmsID
                }
                if let position { return (index, position) }
                if shipment.trackingNumber == awb { return (index, nil) }
            }
            // Parcels without a name of their own belong to the only shipment that there is.
            return (outbound.count == 1 ? outbound.first : nil, nil)
        }
    }
}

extension Shipment {
    /// A shipment of which news are told so that the order finds it again; nil when it would be added as another one.
    ///
    /// A shipment is found by its id, else by a number that it has, else because it is the only one.
    func anchor(in order: Order) -> Shipment? {
        var news = Shipment()
        if let id, !id.isEmpty {
            news.id = id
            return news
        }
        if let trackingNumber {
            news.trackingNumber = trackingNumber
            return news
        }
        if let numbered = parcels.first(where: { $0.trackingNumber != nil }) {
            var parcel = Parcel()
            parcel.id = numbered.id
            parcel.trackingNumber = numbered.trackingNumber
            news.parcels = [parcel]
            return news
        }
        return order.shipments.count == 1 ? news : nil
    }
}
