extension GlobalEDesk {
    /// How many orders one call may create.
    static let creationLimit = 100_000

    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer {
        switch (request.method, parts.first, parts.count) {
        case ("GET", "state", 1): return Answer(document: state(request))
        case ("GET", "effects", 1): return Answer(document: try effects())
        case ("GET", "notifications", 1): return Answer(document: notifications(request))
        case ("GET", "key", 1): return try key()
        case ("GET", "orders", 2):
            guard let order = order(parts[1]) else { throw ControlError(status: 404, "there is no such order") }
            return Answer(document: order.state(guid: configuration.merchantGUID))
        case ("POST", "orders", 1): return try create(try request.document())
        case ("POST", "orders", 3): return try await advance(parts[1], parts[2], try request.document())
        case ("POST", "failures", 1): return try fail(try request.document())
        case ("POST", "gateway", 1): return try connect(try request.document())
        default: throw ControlError(status: 404, "there is no such control call")
        }
    }

    func createOrders(
        count: Int, wish: GlobalESampleOrder.Wish, paid: Bool, announced: Bool
    ) throws -> [String] {
        guard (1...Self.creationLimit).contains(count), count == 1 || wish.id == nil else {
            throw ControlError("count must be 1 to \(Self.creationLimit), and 1 when an id is given")
        }
        // One lock per order, so that a long series does not stop the platform.
        return try (0..<count).map { _ in
            try write { book, now in
                let sample = GlobalESampleOrder.make(
                    seed: configuration.seed, index: book.nextSample(), createdAt: now, wish: wish)
                try book.place(sample)
                let payment = paid ? try book.take(.pay, of: sample.id) : []
                if announced { book.tell([.init(orderID: sample.id, content: .order)] + payment) }
                return sample.id
            }
        }
    }

    /// Creates the orders that a call wishes for.
    ///
    /// `{"count":1,"currency":"JPY","merchantCurrency":"GBP","lines":3,"quantity":2,"primary":true,"documents":false,
    /// "consolidated":false,"encrypted":false,"paddedTo":8192,"paid":true,"announced":true}`
    private func create(_ document: Document) throws -> Answer {
        var wish = GlobalESampleOrder.Wish()
        wish.currency = document["currency"]?.text
        wish.merchantCurrency = document["merchantCurrency"]?.text
        wish.lines = document["lines"]?.integer
        wish.quantity = document["quantity"]?.count
        wish.id = document["id"]?.text
        wish.isEndCustomerPrimary = document["primary"]?.bool
        wish.needsDocuments = document["documents"]?.bool
        wish.isConsolidated = document["consolidated"]?.bool ?? false
        wish.isEncrypted = document["encrypted"]?.bool ?? false
        wish.paddedTo = document["paddedTo"]?.integer ?? 0
        guard (0...configuration.bodyLimit).contains(wish.paddedTo), (1...1000).contains(wish.quantity ?? 1) else {
            throw ControlError("paddedTo or quantity is out of bounds")
        }
        let ids = try createOrders(
            count: document["count"]?.integer ?? 1, wish: wish, paid: document["paid"]?.bool ?? false,
            announced: document["announced"]?.bool ?? true)
        return Answer(status: 201, document: ["orders": .list(ids.map { .text($0) })])
    }

    /// One step by its name, or several at the same moment: `at-once` with `{"steps":["fraud-cancel","refund"]}`.
    private func advance(_ id: String, _ name: String, _ options: Document) async throws -> Answer {
        let isAtOnce = name == "at-once"
        let steps: [GlobalEStep]
        if isAtOnce {
            let wishes = options["steps"]?.elements ?? []
            guard wishes.count > 1 else { throw ControlError("steps must be a list of at least two") }
            steps = try wishes.map { wish in
                guard let name = wish.text ?? wish["step"]?.text else { throw ControlError("a step needs a name") }
                return try GlobalEStep(name, wish)
            }
        } else {
            steps = [try GlobalEStep(name, options)]
        }
        let results = try await perform(steps, of: id, atOnce: isAtOnce)
        guard let order = order(id) else { throw ControlError(status: 404, "there is no such order") }
        return Answer(
            document: [
                "id": .text(order.sample.id), "status": .text(order.status.rawValue),
                "notifications": .list(results.map(\.document)),
            ])
    }

    /// `{"code":"A500","count":1}` lets label (A500, A018) or manifest calls (B400, B500, B600) fail.
    private func fail(_ document: Document) throws -> Answer {
        guard let code = document["code"]?.text, ["A500", "A018", "B400", "B500", "B600"].contains(code) else {
            throw ControlError("code must be A500, A018, B400, B500 or B600")
        }
        let count = document["count"]?.integer ?? 1
        let failures = try write { book, _ in
            book.fail(code, count)
            return book.failures
        }
        return Answer(document: .object(failures.sorted { $0.key < $1.key }.map { .init($0.key, Document($0.value)) }))
    }

    /// Learns where the merchant listens: `{"base":"http://127.0.0.1:8080/in/globale","issuer":"…"}`.
    private func connect(_ document: Document) throws -> Answer {
        guard let base = document["base"]?.text else { throw ControlError("base must be a string") }
        var receiver = configuration.receiver ?? GlobalEReceiver(base: base)
        receiver.base = base
        receiver.issuer = document["issuer"]?.text ?? receiver.issuer
        try connect(to: receiver)
        return Answer(document: ["base": .text(base), "signed": .bool(receiver.issuer != nil)])
    }

    /// What the merchant needs to check the bearer token.
    private func key() throws -> Answer {
        guard let line, let pem = publicKey else { throw ControlError(status: 404, "notifications are not signed") }
        return Answer(document: ["publicKey": .text(pem), "issuer": Document(line.receiver.issuer)])
    }

    /// The remembered notifications, oldest first; `order` and `kind` choose among them.
    private func notifications(_ request: IncomingRequest) -> Document {
        let order = request.values("order").first
        let kind = request.values("kind").first
        let chosen = notifications.filter { notification in
            (order == nil || notification.orderID == order) && (kind == nil || notification.kind.rawValue == kind)
        }
        return ["notifications": .list(chosen.map(\.document))]
    }

    /// How often the merchant's calls had an effect, altogether and by order.
    private func effects() throws -> Document {
        let orders = orders
        var sums: [String: Int] = ["orders": orders.count]
        for order in orders { for (name, count) in order.effects { sums[name, default: 0] += count } }
        let platform = try read { $0.platformOrders }
        let touched = orders.filter { !$0.effects.isEmpty }
        return [
            "total": Self.counts(sums),
            "orders": .object(touched.map { .init($0.sample.id, Self.counts($0.effects)) }),
            "platformOrders": Self.counts(platform),
        ]
    }

    static func counts(_ counts: [String: Int]) -> Document {
        .object(counts.sorted { $0.key < $1.key }.map { .init($0.key, Document($0.value)) })
    }

    /// A page of the orders, from `offset` (0) on, at most `limit` (1000, at most 10000).
    private func state(_ request: IncomingRequest) -> Document {
        let offset = request.values("offset").first.flatMap { Int($0) } ?? 0
        let limit = min(10_000, request.values("limit").first.flatMap { Int($0) } ?? 1000)
        let all = orders
        let page = all.dropFirst(max(0, offset)).prefix(max(0, limit))
        let counts = counts
        return [
            "total": Document(all.count),
            "orders": .list(page.map { $0.state(guid: configuration.merchantGUID) }), "calls": Self.counts(calls),
            "notifications": [
                "sent": Document(counts.notified), "taken": Document(counts.taken),
                "failed": Document(counts.notified - counts.taken), "open": Document(outbox.open),
                "dropped": Document(outbox.refused),
            ],
        ]
    }
}

extension GlobalEOrder {
    /// The order as the control API shows it.
    func state(guid: String) -> Document {
        let parcels = parcels.map { parcel -> Document in
            [
                "code": .text(parcel.code), "trackingNumber": .text(parcel.trackingNumber),
                "labelled": .bool(parcel.isLabelled), "dispatched": .bool(parcel.isDispatched),
            ]
        }
        return [
            "id": .text(sample.id), "status": .text(status.rawValue), "merchantOrderId": Document(merchantOrderID),
            "merchantInternalOrderId": Document(merchantInternalOrderID),
            "currency": .text(sample.customerCurrency), "merchantCurrency": .text(sample.merchantCurrency),
            "total": pen.customer(sample.total, 2), "paid": pen.customer(paid, 2),
            "refunded": pen.customer(refunded, 2), "refundable": pen.customer(refundable, 2),
            "refunds": .list(refunds.map { document($0, guid: guid) }), "parcels": .list(parcels),
            "replacements": .list(replacements.map { .text($0) }),
            "lines": .list(sample.lines.map { state($0) }), "effects": GlobalEDesk.counts(effects),
        ]
    }

    private func state(_ line: GlobalESampleOrder.Line) -> Document {
        [
            "cartItemId": .text(line.cartItemID), "sku": .text(line.sku), "quantity": Document(Int(line.quantity)),
            "refundable": Document(Int(refundable(line))), "dispatchable": Document(Int(dispatchable(line))),
        ]
    }
}
