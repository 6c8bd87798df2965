extension GlobalEOrderBook {
    /// Lets something happen to an order.
    ///
    /// - Throws: `ControlError` when the order is unknown or does not stand where the step begins.
    /// - Returns: What the merchant has to be told.
    mutating func take(_ step: GlobalEStep, of id: String) throws -> [GlobalENotice] {
        guard var order = find(id) else { throw ControlError(status: 404, "there is no order \(id)") }
        let id = order.sample.id
        switch step {
        case .announce: return [GlobalENotice(orderID: id, content: .order)]
        case .status(let code, let reason, let isFull):
            return [GlobalENotice(orderID: id, content: .status(code: code, reason: reason, isFull: isFull))]
        case .removeRestricted(let skus):
            let first = order.sample.lines.first.map { [$0.sku] } ?? []
            return [GlobalENotice(orderID: id, content: .restricted(skus: skus.isEmpty ? first : skus))]
        case .documents(let bytes): return try sendDocuments(of: order, bytes: bytes)
        case .refund(let amount): return try refundByPlatform(order, amount)
        case .capture:
            order.isCaptured = true
            keep(order)
            return []
        case .ship: return try shipOn(order)
        case .challenge, .pay, .fraudCancel, .customerCancel, .hold, .release, .receiveInHub, .deliver:
            return try move(order, step)
        }
    }

    /// The steps that are a new status and little more.
    private mutating func move(_ order: GlobalEOrder, _ step: GlobalEStep) throws -> [GlobalENotice] {
        var order = order
        let from = order.status
        let reason: String?
        let next: (isAllowed: Bool, status: GlobalEOrderStatus)
        switch step {
        case .challenge: (next, reason) = ((from == .pendingPayment, .fraudCheck), nil)
        case .pay: (next, reason) = ((from == .pendingPayment || from == .fraudCheck, .received), nil)
        case .fraudCancel:
            (next, reason) = ((from == .pendingPayment || from == .fraudCheck, .cancelledByGlobalE), "FRAUD")
        case .customerCancel: (next, reason) = ((from.isBeforeShipping, .cancelledByCustomer), "CUSTOMER_REQUEST")
        case .hold: (next, reason) = ((from == .received, .onHold), nil)
        case .release: (next, reason) = ((from == .onHold, .received), nil)
        case .receiveInHub:
            (next, reason) = ((from == .shippedFully || from == .shippedPartially, .receivedInHub), nil)
        default: (next, reason) = ((from == .dispatched, .delivered), nil)
        }
        guard next.isAllowed else {
            throw ControlError(status: 409, "an order that is \(from.rawValue) cannot become \(next.status.rawValue)")
        }
        order.status = next.status
        order.statusReason = reason
        if let code = settings.notifiedStatuses[next.status], step != .pay { order.statusCode = code }
        if step == .receiveInHub || step == .deliver { order.isCaptured = true }
        keep(order)
        let id = order.sample.id
        switch step {
        case .pay: return [GlobalENotice(orderID: id, content: .payment)]
        case .deliver:
            return [GlobalENotice(orderID: id, content: .shippingInfo)] + statusNotice(order, reason: reason)
        default: return statusNotice(order, reason: reason)
        }
    }

    /// All parcels leave the hub; an order without parcels leaves in one.
    private mutating func shipOn(_ order: GlobalEOrder) throws -> [GlobalENotice] {
        var order = order
        let starts: [GlobalEOrderStatus] = [.received, .shippedPartially, .shippedFully, .receivedInHub]
        guard starts.contains(order.status) else {
            throw ControlError(status: 409, "an order that is \(order.status.rawValue) cannot be shipped")
        }
        if order.parcels.isEmpty {
            let items = order.sample.lines.filter { $0.quantity > 0 }.map {
                GlobalEOrder.Parcel.Item(cartItemID: $0.cartItemID, quantity: $0.quantity)
            }
            let number = nextEntity()
            order.parcels = [
                .init(
                    code: "HUB-\(number)", hubCode: nil, items: items, trackingNumber: "GETRK\(number)",
                    isLabelled: true)
            ]
            for item in items { order.progress[item.cartItemID, default: .init()].dispatched += item.quantity }
        }
        for index in order.parcels.indices { order.parcels[index].isDispatched = true }
        order.status = .dispatched
        order.isCaptured = true
        if let code = settings.notifiedStatuses[.dispatched] { order.statusCode = code }
        keep(order)
        let id = order.sample.id
        let parcels = order.parcels.map { GlobalENotice(orderID: id, content: .parcel(code: $0.code)) }
        return parcels + [GlobalENotice(orderID: id, content: .shippingInfo)]
    }

    /// Source: contract 3.15; without a request, those that the order needs are sent.
    private mutating func sendDocuments(of order: GlobalEOrder, bytes: Int) throws -> [GlobalENotice] {
        var order = order
        let asked = order.documentRequests.isEmpty ? order.parcels.map(\.trackingNumber) : order.documentRequests
        guard !order.documentRequests.isEmpty || !order.sample.requiredDocuments.isEmpty else {
            throw ControlError(status: 409, "the order needs no documents and none were asked for")
        }
        order.documentRequests = []
        keep(order)
        let numbers = asked.isEmpty ? [""] : asked
        let content = GlobalENotice.Content.documents(trackingNumbers: numbers, bytes: bytes)
        return [GlobalENotice(orderID: order.sample.id, content: content)]
    }

    private mutating func refundByPlatform(_ order: GlobalEOrder, _ amount: Int64?) throws -> [GlobalENotice] {
        let left = order.refundable
        let wanted = amount ?? left.customer
        guard wanted > 0, wanted <= left.customer, order.status != .pendingPayment else {
            throw ControlError(status: 409, "no more than \(left.customer) minor units can be refunded")
        }
        let refund = refund(
            in: order, .init(customer: wanted, merchant: order.converted(wanted)), type: "ServiceGesture",
            reason: "GOODWILL")
        var order = order
        order.refunds.append(refund)
        keep(order)
        return [GlobalENotice(orderID: order.sample.id, content: .refund(id: refund.id))]
    }

    private mutating func refund(
        in order: GlobalEOrder, _ amount: GlobalEAmount, type: String, reason: String
    ) -> GlobalEOrder.Refund {
        let cut = amount.capped(at: order.refundable)
        return .init(
            id: String(nextEntity()), amount: cut, components: [.init(type: type, amount: cut)], items: [],
            reason: reason, comments: nil, externalReference: nil, isByMerchant: false)
    }
}

extension GlobalEOrder {
    /// An amount of the customer in the merchant's currency, by the order's own proportion; the last unit is exact.
    func converted(_ customer: Int64) -> Int64 {
        guard paid.customer != 0 else { return 0 }
        if customer == refundable.customer { return refundable.merchant }
        let (product, overflow) = customer.multipliedReportingOverflow(by: paid.merchant)
        return overflow ? 0 : product / paid.customer
    }

    /// An amount of the merchant in the customer's currency.
    func converted(merchant: Int64) -> Int64 {
        guard paid.merchant != 0 else { return 0 }
        if merchant == refundable.merchant { return refundable.customer }
        let (product, overflow) = merchant.multipliedReportingOverflow(by: paid.customer)
        return overflow ? 0 : product / paid.merchant
    }
}
