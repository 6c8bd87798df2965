/// Close-outs, manifests and tracking, which begins with them.
///
/// Source: contract B9.
extension ShippingBook {
    /// What a close-out is asked to do.
    struct CloseoutRequest: Sendable {
        /// The named parcels: each selector with what the request called it.
        var selectors: [(name: String, selector: ShippingSelector)] = []
        var isDry = false
        var isAsynchronous = false
        var podReference: String?
    }

    /// What came of one parcel.
    struct Closing: Sendable {
        let shipment: ShippingShipment?
        /// The selector that no parcel has.
        var unknown: (name: String, value: String)?
        var failure: ShippingNotice?
    }

    /// Hands parcels over; each succeeds or fails alone.
    ///
    /// - Throws: `ShippingRefusal` when the selectors name no parcel at all.
    mutating func closeOut(
        _ request: CloseoutRequest, failing: ShippingNotice?, for login: String, at now: Timestamp
    ) throws -> (closeout: ShippingCloseout?, parcels: [Closing]) {
        let (chosen, unknown) = choose(request.selectors)
        guard !chosen.isEmpty else {
            throw ShippingRefusal.unknown("parcel", field: request.selectors.first?.name ?? "")
        }
        var closings = chosen.enumerated().map { index, shipment in
            Closing(shipment: shipment, failure: index == 0 && failing != nil ? failing : obstacle(shipment))
        }
        let good = closings.compactMap { $0.failure == nil ? $0.shipment?.id : nil }
        closings += unknown.map { name, selector in
            let notice = ShippingNotice("not_found", "no parcel has it", field: name)
            return Closing(shipment: nil, unknown: (name, selector.value), failure: notice)
        }
        guard !good.isEmpty, !request.isDry else { return (nil, closings) }
        let closeout = ShippingCloseout(
            id: "CO-\(nextNumber())", login: login, podReference: request.podReference, shipments: good,
            dueAt: request.isAsynchronous ? now + settings.closeoutDelay : now)
        closeouts.append(closeout)
        for id in good {
            shipments[id]?.closeout = closeout.id
            if let shipment = shipments[id] { count("closeout", of: Self.key(login, shipment.reference)) }
        }
        if !request.isAsynchronous { settle(at: now) }
        return (closeouts.last, closings)
    }

    /// Finishes the close-outs whose time has come, and lets tracking begin.
    mutating func settle(at now: Timestamp) {
        for index in closeouts.indices where !closeouts[index].isDone && closeouts[index].dueAt <= now {
            finish(index, at: closeouts[index].dueAt)
        }
    }

    /// Finishes one close-out now.
    ///
    /// - Throws: `ControlError` when there is none that waits.
    mutating func finishCloseout(_ id: String, at now: Timestamp) throws {
        guard let index = closeouts.firstIndex(where: { $0.id == id }) else {
            throw ControlError(status: 404, "there is no such close-out")
        }
        guard !closeouts[index].isDone else { throw ControlError(status: 409, "the close-out is done already") }
        finish(index, at: now)
    }

    private mutating func finish(_ index: Int, at moment: Timestamp) {
        closeouts[index].isDone = true
        count("manifest")
        for id in closeouts[index].shipments {
            guard let shipment = shipments[id] else { continue }
            shipments[id]?.activatedAt = moment
            shipments[id]?.events = [shipment.event(.created, at: moment)]
        }
    }

    /// The chosen shipments, and the selectors that no shipment has.
    private func choose(
        _ selectors: [(name: String, selector: ShippingSelector)]
    ) -> ([ShippingShipment], [(name: String, selector: ShippingSelector)]) {
        var chosen: [Int: ShippingShipment] = [:]
        var unknown: [(name: String, selector: ShippingSelector)] = []
        var byKind: [ShippingSelector.Kind: Set<Int>] = [:]
        for (name, selector) in selectors {
            let found = shipments(selector).filter { $0.rmaNumber == nil }
            if found.isEmpty { unknown.append((name, selector)) }
            for shipment in found { chosen[shipment.id] = shipment }
            byKind[selector.kind, default: []].formUnion(found.map(\.id))
        }
        if settings.assumptions.selectorsNarrow {
            chosen = chosen.filter { id, _ in byKind.values.allSatisfy { $0.contains(id) } }
        }
        return (chosen.sorted { $0.key < $1.key }.map(\.value), unknown)
    }

    private func obstacle(_ shipment: ShippingShipment) -> ShippingNotice? {
        if let closeout = shipment.closeout { return .init("already_closed", "the parcel is in \(closeout)") }
        return shipment.isLabelled ? nil : .init("not_labelled", "the parcel has no label")
    }

    /// Moves a shipment on to a step, by way of those before it when they are on the route.
    ///
    /// - Throws: `ControlError` when it is not tracked or has arrived.
    mutating func advance(_ id: Int, to step: ShippingStep?, at now: Timestamp) throws {
        guard let shipment = shipments[id] else { throw ControlError(status: 404, "there is no such shipment") }
        var events = shipment.events(until: now, pace: settings.trackingPace)
        guard let last = events.last?.step else {
            throw ControlError(status: 409, "tracking begins with the close-out")
        }
        guard !last.isFinal else { throw ControlError(status: 409, "the shipment has arrived") }
        let route = ShippingStep.route
        // A step beside the route, such as an exception, leads back to the one that comes after what was reached.
        let reached = events.compactMap { route.firstIndex(of: $0.step) }.max() ?? -1
        let wanted = step ?? route[min(reached + 1, route.count - 1)]
        if let target = route.firstIndex(of: wanted) {
            guard target > reached else { throw ControlError(status: 409, "the shipment is beyond \(wanted.rawValue)") }
            events += route[(reached + 1)...target].map { shipment.event($0, at: now) }
        } else {
            events.append(shipment.event(wanted, at: now))
        }
        shipments[id]?.events = events
    }
}
