extension OMSDesk {
    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer {
        switch (request.method, parts.first, parts.count) {
        case ("GET", "state", 1): return Answer(document: state(request))
        case ("GET", "effects", 1): return Answer(document: effects(request))
        case ("GET", "orders", 2):
            guard let order = order(parts[1]) else { throw ControlError(status: 404, "there is no such order") }
            return Answer(document: details(order))
        case ("POST", "orders", 3):
            let notification = try await advance(parts[1], parts[2], try request.document())
            return Answer(document: notification.document)
        case ("POST", "refuse", 1):
            let document = try request.document()
            guard let sku = document["sku"]?.text, !sku.isEmpty else { throw ControlError("sku must be a string") }
            let reason = document["reason"]?.text ?? "out_of_stock"
            refuse(OMSRefusal(sku: sku, reason: reason, note: document["note"]?.text ?? ""))
            return Answer(status: 201, document: ["refusals": Document(refusals.count)])
        case ("DELETE", "refuse", 1):
            refuseNothing()
            return Answer(document: ["refusals": 0])
        case ("POST", "gateway", 1): return try connect(try request.document())
        default: throw ControlError(status: 404, "there is no such control call")
        }
    }

    /// Learns where the gateway listens.
    ///
    /// `{"url":"http://127.0.0.1:8080/in/oms/facts","secret":"whsec_…"}`
    private func connect(_ document: Document) throws -> Answer {
        guard let url = document["url"]?.text, let secret = document["secret"]?.text else {
            throw ControlError("url and secret must be strings")
        }
        try connect(to: OMSGateway(url: url, secret: secret))
        return Answer(document: ["url": .text(url)])
    }

    private func advance(_ id: String, _ step: String, _ document: Document) async throws -> OMSNotification {
        switch step {
        case "ship":
            let parcels = try document["parcels"]?.elements?.enumerated().map { index, parcel in
                let lines = try (parcel["lines"]?.elements ?? []).map { line in
                    guard let line = OMSParcel.Line(line) else { throw ControlError("a line needs line or sku") }
                    return line
                }
                return OMSParcel(
                    trackingNumber: parcel["trackingNumber"]?.text ?? "JD\(id)-\(index + 1)", lines: lines)
            }
            return try await ship(id, parcels: parcels, carrier: document["carrier"]?.text ?? "DHL")
        case "cancel":
            let reason = document["reason"]?.text ?? "out_of_stock"
            return try await cancel(id, reason: reason, note: document["note"]?.text)
        case "refund":
            var amount: (text: String, currency: String)?
            if let text = document["amount"]?.text, let currency = document["currency"]?.text {
                amount = (text, currency)
            } else if document["amount"] != nil {
                throw ControlError("amount and currency must be strings")
            }
            let reason = document["reason"]?.text ?? "returned"
            return try await refund(id, amount: amount, reason: reason, note: document["note"]?.text)
        case "state":
            guard let type = document["type"]?.text, let data = document["data"] else {
                throw ControlError("type must be a string, data an object")
            }
            return try await state(type, of: id, data: data)
        default: throw ControlError(status: 404, "there is no step \(step)")
        }
    }

    /// A page of the orders, from `offset` (0) on, at most `limit` (1000, at most 10000).
    private func state(_ request: IncomingRequest) -> Document {
        let offset = request.values("offset").first.flatMap { Int($0) } ?? 0
        let limit = min(10_000, request.values("limit").first.flatMap { Int($0) } ?? 1000)
        let (total, page, deliveries, repeats) = read { ledger in
            let page = ledger.sequence.dropFirst(max(0, offset)).prefix(max(0, limit))
            return (
                ledger.sequence.count, page.compactMap { ledger.orders[$0] }, ledger.deliveries.count, ledger.repeats
            )
        }
        let notifications = notifications
        return [
            "total": Document(total), "orders": .list(page.map { summary($0) }),
            "deliveries": Document(deliveries), "repeats": Document(repeats),
            "notifications": [
                "delivered": Document(notifications.delivered), "failed": Document(notifications.failed),
                "open": Document(shipments.open), "dropped": Document(shipments.refused),
            ],
        ]
    }

    /// How often each order was created; with `doubled=1` only those created more than once.
    private func effects(_ request: IncomingRequest) -> Document {
        let onlyDoubled = request.values("doubled").first == "1"
        let (orders, created, doubled, members) = read { ledger in
            var created = 0
            var doubled = 0
            var members: [Document.Member] = []
            for order in ledger.orders.values {
                created += order.creates > 0 ? 1 : 0
                doubled += order.creates > 1 ? 1 : 0
                if !onlyDoubled || order.creates > 1 { members.append(.init(order.id, Document(order.creates))) }
            }
            return (ledger.orders.count, created, doubled, members)
        }
        return [
            "orders": Document(orders), "created": Document(created), "doubled": Document(doubled),
            "creates": .object(members),
        ]
    }

    private func summary(_ order: OMSOrder) -> Document {
        [
            "id": .text(order.id), "order_id": .text(order.orderID), "order_number": .text(order.orderNumber),
            "state": .text(order.state.rawValue), "creates": Document(order.creates),
            "cancels": Document(order.cancels), "refunds": Document(order.refunds),
        ]
    }

    private func details(_ order: OMSOrder) -> Document {
        guard case .object(var members) = summary(order) else { return nil }
        let facts = order.facts.map { fact -> Document in
            // Bodies are kept only after they have been read once, so the reading cannot fail here.
            ["delivery": .text(fact.delivery), "fact": (try? fact.document()) ?? nil]
        }
        members.append(.init("facts", .list(facts)))
        return .object(members)
    }
}
