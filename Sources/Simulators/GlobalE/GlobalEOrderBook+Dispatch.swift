extension GlobalEOrderBook {
    /// Records parcels and exceptions, with labels where they were asked for.
    ///
    /// Source: contract 3.8, 3.18 (stated); the refusal of too many pieces is assumed.
    /// - Throws: `GlobalERefusal` with the A-codes of contract 6.
    /// - Returns: The codes of the parcels in the request's sequence.
    mutating func dispatch(_ request: GlobalEDispatchRequest, labelled: Bool) throws -> [String] {
        var order = try dispatchable(request.orderID)
        if labelled, !request.parcels.isEmpty { try failIfAsked(["A500", "A018"]) }
        var codes: [String] = []
        var known = 0
        for parcel in request.parcels {
            let items = try fit(parcel, order)
            let code = parcel.code ?? "P-\(nextEntity())"
            codes.append(code)
            if settings.assumptions.repeatedParcelsAreUpdates,
                let index = order.parcels.firstIndex(where: { $0.code == code })
            {
                order.parcels[index].isLabelled = order.parcels[index].isLabelled || labelled
                if let hub = request.hubCode { order.parcels[index].hubCode = hub }
                known += 1
                continue
            }
            try add(items, to: &order)
            let tracking = parcel.trackingNumber ?? request.trackingNumber ?? "GETRK\(nextEntity())"
            order.parcels.append(
                .init(
                    code: code, hubCode: request.hubCode, items: items, trackingNumber: tracking,
                    isLabelled: labelled))
            order.countEffect("parcel")
        }
        if codes.count > known || !request.exceptions.isEmpty { order.countEffect("dispatch") }
        let gone = try note(request.exceptions, &order)
        order.status = status(of: order, gone, isCompleted: request.isCompleted)
        order.isCaptured = order.isCaptured || !order.parcels.isEmpty
        keep(order)
        if !gone.isEmpty { _ = amend(order, gone, reason: "Out of stock") }
        return codes
    }

    private func dispatchable(_ id: String) throws -> GlobalEOrder {
        guard let order = find(id) else { throw GlobalERefusal("A200", "Order \(id) not found.") }
        guard !order.status.isCancelled else { throw GlobalERefusal("A019", "Order \(id) is cancelled.") }
        guard order.status.allowsDispatch else {
            throw GlobalERefusal("A200", "Order \(id) has the status \(order.status.rawValue).")
        }
        return order
    }

    private mutating func failIfAsked(_ codes: [String]) throws {
        guard let code = takeFailure(codes) else { return }
        throw GlobalERefusal(code, code == "A500" ? "The label bridge (SMB) failed." : "The carrier made no label.")
    }

    /// The items of a parcel that are in the order.
    private func fit(
        _ parcel: GlobalEDispatchRequest.Parcel, _ order: GlobalEOrder
    ) throws -> [GlobalEOrder.Parcel.Item] {
        let items = try parcel.items.compactMap { item -> GlobalEOrder.Parcel.Item? in
            guard let index = order.lineIndex(cartItemID: item.cartItemID, sku: item.sku) else {
                guard !settings.assumptions.validatesSKUs else {
                    let name = item.sku ?? item.cartItemID ?? ""
                    throw GlobalERefusal("A300", "\(name) is not part of order \(order.sample.id).")
                }
                return nil
            }
            return .init(cartItemID: order.sample.lines[index].cartItemID, quantity: item.quantity)
        }
        guard items.contains(where: { $0.quantity > 0 }) else {
            throw GlobalERefusal("A400", "No parcel holds a product of order \(order.sample.id).")
        }
        return items.filter { $0.quantity > 0 }
    }

    private func add(_ items: [GlobalEOrder.Parcel.Item], to order: inout GlobalEOrder) throws {
        for item in items {
            guard let index = order.lineIndex(cartItemID: item.cartItemID, sku: nil),
                item.quantity <= order.dispatchable(order.sample.lines[index])
            else { throw GlobalERefusal("A200", "More of \(item.cartItemID) than is left to ship.") }
            order.progress[item.cartItemID, default: .init()].dispatched += item.quantity
        }
    }

    /// Reads the exceptions: types 1 and 3 take pieces out, type 2 tells when they come.
    private func note(
        _ exceptions: [GlobalEDispatchRequest.Exception], _ order: inout GlobalEOrder
    ) throws -> [(line: String, quantity: Int64)] {
        var gone: [(line: String, quantity: Int64)] = []
        for exception in exceptions {
            guard let index = order.lineIndex(cartItemID: exception.cartItemID, sku: exception.sku) else {
                let name = exception.sku ?? exception.cartItemID ?? ""
                throw GlobalERefusal("A300", "\(name) is not part of order \(order.sample.id).")
            }
            let line = order.sample.lines[index]
            if exception.type == 2 {
                order.progress[line.cartItemID, default: .init()].expected = exception.expected
                continue
            }
            let left = min(order.dispatchable(line), order.refundable(line))
            let quantity = exception.quantity ?? left
            guard quantity <= left else {
                throw GlobalERefusal("A200", "More of \(line.cartItemID) than is left to ship.")
            }
            // A repeated exception finds nothing left and changes nothing.
            if quantity > 0 { gone.append((line.cartItemID, quantity)) }
        }
        return gone
    }

    private func status(
        of order: GlobalEOrder, _ gone: [(line: String, quantity: Int64)], isCompleted: Bool
    ) -> GlobalEOrderStatus {
        guard !order.parcels.isEmpty else { return order.status }
        let removed = Dictionary(gone) { $0 + $1 }
        let isOpen = order.sample.lines.contains { line in
            order.dispatchable(line) - removed[line.cartItemID, default: 0] > 0
        }
        return isCompleted || !isOpen ? .shippedFully : .shippedPartially
    }

    /// Takes back a parcel that has not been dispatched (contract 3.19).
    mutating func voidParcel(_ code: String, of id: String) throws {
        var order = try order(id)
        guard let index = order.parcels.firstIndex(where: { $0.code == code }), !order.parcels[index].isDispatched
        else { throw GlobalERefusal.invalid("Parcel \(code) of order \(id) cannot be voided.") }
        let parcel = order.parcels.remove(at: index)
        for item in parcel.items {
            order.progress[item.cartItemID, default: .init()].dispatched -= item.quantity
        }
        order.status = order.parcels.isEmpty ? .received : .shippedPartially
        order.countEffect("void")
        keep(order)
    }
}
