extension GlopalOrderBook {
    /// The buyer asks to send the whole order, or some lines, back.
    ///
    /// Source: contract A11 (found: F3).
    /// - Parameters:
    ///   - id: The order.
    ///   - store: Its store.
    ///   - items: Line ids with quantities; none for the whole order.
    ///   - reason: Why, an open set.
    ///   - now: When.
    /// - Throws: `GlopalRefusal` when the order is not shipped or has no such line.
    /// - Returns: The return request's id.
    mutating func requestReturn(
        of id: String, in store: String, items: [(line: String, quantity: Int64)]?, reason: String, at now: Timestamp
    ) throws(GlopalRefusal) -> String {
        var order = try order(id, in: store)
        guard order.isShipped, order.status != .cancelled else {
            throw GlopalRefusal(status: 409, "the order is not shipped")
        }
        let wanted = items ?? order.sample.lines.map { ($0.id, $0.quantity) }
        var returned: [GlopalOrder.Return.Item] = []
        for (lineID, quantity) in wanted {
            guard let line = order.sample.lines.first(where: { $0.id == lineID }),
                (1...line.quantity).contains(quantity)
            else { throw GlopalRefusal("there is no line \(lineID) with that quantity") }
            returned.append(.init(line: line.id, sku: line.sku, quantity: quantity, reason: reason))
        }
        let returnID = String(nextEntity())
        order.returns.append(.init(id: returnID, requestedAt: now, items: returned))
        keep(order)
        tell("return.requested", of: id, in: store, entity: returnID, at: now)
        return returnID
    }

    /// A return moves one step on, or is cancelled while no carrier has it.
    ///
    /// - Throws: `GlopalRefusal` for an unknown return or a step that the chain does not have.
    mutating func advanceReturn(
        _ returnID: String, of id: String, in store: String, to status: GlopalOrder.ReturnStatus, at now: Timestamp
    ) throws(GlopalRefusal) {
        var order = try order(id, in: store)
        guard let place = order.returns.firstIndex(where: { $0.id == returnID }) else {
            throw GlopalRefusal(status: 404, "there is no return \(returnID)")
        }
        guard Self.predecessors(of: status).contains(order.returns[place].status) else {
            throw GlopalRefusal(
                status: 409, "a return that is \(order.returns[place].status.rawValue) cannot be \(status.rawValue)")
        }
        order.returns[place].status = status
        keep(order)
        tell("return.\(status.rawValue.lowercased())", of: id, in: store, entity: returnID, at: now)
    }

    private static func predecessors(of status: GlopalOrder.ReturnStatus) -> [GlopalOrder.ReturnStatus] {
        switch status {
        case .requested: []
        case .authorized: [.requested]
        case .pending: [.authorized]
        case .delivered: [.pending]
        case .cancelled: [.requested, .authorized]
        }
    }
}
