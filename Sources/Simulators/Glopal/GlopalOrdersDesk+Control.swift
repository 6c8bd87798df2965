extension GlopalOrdersDesk {
    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer {
        switch (request.method, parts.first, parts.count) {
        case ("GET", "state", 1): return Answer(document: state(request))
        case ("GET", "orders", 2):
            guard let order = order(parts[1]) else { throw ControlError(status: 404, "there is no such order") }
            return Answer(document: order.state(spelling))
        case ("POST", "orders", 1): return try create(try request.document())
        case ("POST", "orders", 3): return try advance(parts[1], parts[2], try request.document())
        case ("POST", "settings", 1):
            guard let shape = try request.document()["errorShape"]?.text.flatMap({ ErrorShape(rawValue: $0) }) else {
                throw ControlError("errorShape must be one of the known shapes")
            }
            speakErrors(as: shape)
            return Answer(document: ["errorShape": .text(shape.rawValue)])
        default: throw ControlError(status: 404, "there is no such control call")
        }
    }

    /// Creates the orders that a call wishes for.
    ///
    /// `{"store":"demo","count":1,"currency":"EUR","lines":3,"paddedTo":8192,"romanized":true,"ready":true}`
    private func create(_ document: Document) throws -> Answer {
        var wish = GlopalSampleOrder.Wish(currency: document["currency"]?.text)
        wish.lines = document["lines"]?.integer
        wish.paddedTo = document["paddedTo"]?.integer ?? 0
        wish.romanized = document["romanized"]?.bool
        wish.id = document["id"]?.text
        wish.environment = document["environment"]?.text ?? "live"
        wish.glopalShare = document["glopalShare"]?.integer.map { Int64($0) }
        guard (0...configuration.bodyLimit).contains(wish.paddedTo), (0...1000).contains(wish.glopalShare ?? 0) else {
            throw ControlError("paddedTo or glopalShare is out of bounds")
        }
        let ready = document["ready"]?.bool ?? false
        let ids = try createOrders(
            count: document["count"]?.integer ?? 1, wish: wish, store: document["store"]?.text, ready: ready)
        return Answer(status: 201, document: ["orders": .list(ids.map { .text($0) })])
    }

    private func advance(_ id: String, _ step: String, _ document: Document) throws -> Answer {
        switch step {
        case "ready":
            try change(id) { book, store, now throws(GlopalRefusal) in try book.markReady(id, in: store, at: now) }
        case "complete":
            try change(id) { book, store, now throws(GlopalRefusal) in try book.complete(id, in: store, at: now) }
        case "ship":
            try change(id) { book, store, _ throws(GlopalRefusal) in try book.ship(id, in: store) }
        case "cancel":
            let reason = document["reason"]?.text ?? "payment_failed"
            let initiator = document["initiator"]?.text ?? "glopal"
            try change(id) { book, store, now throws(GlopalRefusal) in
                try book.cancel(id, in: store, reason: reason, by: initiator, at: now)
            }
        case "return": return try advanceReturn(id, document)
        default: throw ControlError(status: 404, "there is no step \(step)")
        }
        guard let order = order(id) else { throw ControlError(status: 404, "there is no such order") }
        return Answer(document: order.state(spelling))
    }

    /// `{}` asks for a return of everything; `{"id":"5001","status":"AUTHORIZED"}` moves it on.
    private func advanceReturn(_ id: String, _ document: Document) throws -> Answer {
        if let returnID = document["id"]?.text {
            guard let status = document["status"]?.text.flatMap({ GlopalOrder.ReturnStatus(rawValue: $0) }) else {
                throw ControlError("status must be a status of a return")
            }
            try change(id) { book, store, now throws(GlopalRefusal) in
                try book.advanceReturn(returnID, of: id, in: store, to: status, at: now)
            }
            return Answer(document: ["id": .text(returnID), "status": .text(status.rawValue)])
        }
        let items = try document["items"]?.elements?.map { item in
            guard let line = item["id"]?.text else { throw ControlError("items need an id") }
            return (line: line, quantity: Int64(item["quantity"]?.integer ?? 1))
        }
        let reason = document["reason"]?.text ?? "not_as_described"
        let returnID = try change(id) { book, store, now throws(GlopalRefusal) in
            try book.requestReturn(of: id, in: store, items: items, reason: reason, at: now)
        }
        return Answer(status: 201, document: ["id": .text(returnID), "status": "REQUESTED"])
    }

    /// A page of the orders, from `offset` (0) on, at most `limit` (1000, at most 10000).
    private func state(_ request: IncomingRequest) -> Document {
        let offset = request.values("offset").first.flatMap { Int($0) } ?? 0
        let limit = min(10_000, request.values("limit").first.flatMap { Int($0) } ?? 1000)
        let all = configuration.stores.flatMap { orders(store: $0.id) }
        let page = all.dropFirst(max(0, offset)).prefix(max(0, limit))
        let calls = calls.sorted { $0.key < $1.key }.map { Document.Member($0.key, Document($0.value)) }
        let events = configuration.stores.reduce(0) { $0 + self.events(store: $1.id).count }
        let pushes = pushes
        return [
            "total": Document(all.count), "orders": .list(page.map { $0.state(spelling) }),
            "events": Document(events), "calls": .object(calls),
            "pushes": [
                "delivered": Document(pushes.delivered), "failed": Document(pushes.failed),
                "dropped": Document(pushes.dropped), "open": Document(outbox.open),
            ],
        ]
    }
}

extension GlopalOrder {
    /// The order as the control API shows it.
    func state(_ spelling: Spelling) -> Document {
        let counts = ["accept", "cancel", "refund"].map { Document.Member($0, Document(effects[$0] ?? 0)) }
        return [
            "id": .text(sample.id), "store": .text(store), "status": .text(status.rawValue),
            "external": external.member(.nulls)?.value ?? nil, "deferred": .bool(deferred != nil),
            "shipped": .bool(isShipped), "currency": .text(sample.currency),
            "total": amount(sample.grandTotal, spelling), "refunded": amount(refunded.count, spelling),
            "returns": .list(returns.map { ["id": .text($0.id), "status": .text($0.status.rawValue)] }),
            "effects": .object(counts),
        ]
    }
}
