extension Order {
    mutating func foldDispatch(_ fact: Fact) {
        guard var shipment = fact.content.shipment else {
            if axes.fulfilment == .known(.none) { axes.fulfilment = .known(.shipped) }
            return
        }
        shipment.shippedAt = shipment.shippedAt ?? fact.occurredAt ?? fact.receivedAt
        upsert(shipment, byTracking: false)
        recount()
        refreshFulfilment()
    }

    mutating func foldTracking(_ fact: Fact) {
        guard let shipment = fact.content.shipment else { return }
        upsert(shipment, byTracking: true)
        recount()
        refreshFulfilment()
    }

    /// Without a shipment the source speaks of the whole order.
    mutating func foldDelivery(_ fact: Fact) {
        let time = fact.occurredAt ?? fact.receivedAt
        if var shipment = fact.content.shipment {
            shipment.deliveredAt = shipment.deliveredAt ?? time
            upsert(shipment, byTracking: true)
            recount()
            refreshFulfilment()
        } else {
            for index in shipments.indices where shipments[index].isOutbound {
                shipments[index].deliveredAt = shipments[index].deliveredAt ?? time
            }
            if axes.fulfilment != .known(.returned) { axes.fulfilment = .known(.delivered) }
        }
    }

    mutating func foldReturn(_ item: Return?, axis: Axes.ReturnState, state: Return.State) {
        guard var item else {
            axes.return = .known(axis)
            if axis == .received { axes.fulfilment = .known(.returned) }
            return
        }
        item.state = .known(state)
        upsert(item)
        recount()
        refreshReturn()
        refreshFulfilment()
    }

    mutating func upsert(_ item: Return) {
        guard let index = returns.firstIndex(where: { $0.id == item.id }) else { return returns.append(item) }
        var merged = item
        let old = returns[index]
        merged.rma = item.rma ?? old.rma
        merged.state = item.state ?? old.state
        merged.lines = item.lines.isEmpty ? old.lines : item.lines
        merged.carrier = item.carrier ?? old.carrier
        merged.trackingNumber = item.trackingNumber ?? old.trackingNumber
        merged.trackingURL = item.trackingURL ?? old.trackingURL
        merged.requestedAt = item.requestedAt ?? old.requestedAt
        returns[index] = merged
    }

    /// Adds a shipment or what is new about a known one.
    ///
    /// Two ids name two shipments; a tracking number alone identifies one only for news about the way, since one number
    /// may stand for several shipments that left together.
    mutating func upsert(_ shipment: Shipment, byTracking: Bool) {
        guard let index = index(of: shipment, byTracking: byTracking) else { return shipments.append(shipment) }
        shipments[index].update(with: shipment, replacingParcels: !byTracking)
    }

    private func index(of shipment: Shipment, byTracking: Bool) -> Int? {
        if let id = shipment.id, let index = shipments.firstIndex(where: { $0.id == id }) { return index }
        let numbers = shipment.trackingNumbers
        if !numbers.isEmpty {
            return shipments.firstIndex { known in
                (byTracking || known.id == nil || shipment.id == nil)
                    && !numbers.isDisjoint(with: known.trackingNumbers)
            }
        }
        return byTracking && shipment.id == nil && shipments.count == 1 ? 0 : nil
    }

    /// Derives how far the goods are from shipments and returns; without any, the axis stays as it is.
    mutating func refreshFulfilment() {
        if isEverythingReturned {
            axes.fulfilment = .known(.returned)
            return
        }
        let left = shipments.filter { $0.isOutbound && $0.hasLeft }
        guard !left.isEmpty else { return }
        // A shipment that names no lines is one of all that was ordered.
        let isComplete = left.contains { !$0.namesLines } || lines.allSatisfy { isSettled($0) }
        let isDelivered = left.allSatisfy { $0.deliveredAt != nil }
        axes.fulfilment = .known(isComplete ? (isDelivered ? .delivered : .shipped) : .partShipped)
    }

    private var isEverythingReturned: Bool {
        let received = returns.filter { $0.state == .known(.delivered) }
        guard !received.isEmpty else { return false }
        if received.contains(where: { $0.lines.isEmpty }) { return true }
        let shipped = lines.filter { $0.counters.shipped > 0 }
        return !shipped.isEmpty && shipped.allSatisfy { $0.counters.returned >= $0.counters.shipped }
    }

    /// Whether nothing of a line is left to ship; the parts of a bundle and the bundle speak for each other.
    private func isSettled(_ line: Line) -> Bool {
        if line.isFullyShipped { return true }
        if let parent = line.bundleParent { return lines.contains { $0.id == parent && $0.isFullyShipped } }
        let parts = lines.filter { $0.bundleParent == line.id }
        return !parts.isEmpty && parts.allSatisfy(\.isFullyShipped)
    }

    /// Derives how far returns are; the one that is furthest counts.
    mutating func refreshReturn() {
        let states = returns.compactMap(\.state)
        for (state, axis) in Self.returnRanking where states.contains(.known(state)) {
            axes.return = .known(axis)
            return
        }
        if let unknown = states.last { axes.return = .init(unknown.raw) }
    }

    private static let returnRanking: [(Return.State, Axes.ReturnState)] = [
        (.delivered, .received), (.pending, .authorised), (.authorised, .authorised), (.requested, .requested),
        (.cancelled, .cancelled),
    ]
}

extension Line {
    /// Whether all that was ordered and not cancelled has left.
    var isFullyShipped: Bool {
        // A sum without room in 38 digits is no quantity that anybody ordered.
        guard let settled = try? counters.shipped.adding(counters.cancelled) else { return false }
        return settled >= quantity
    }
}
