/// What tests, demonstrations and people tell the service.
extension ShippingDesk {
    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer {
        switch (request.method, parts.first, parts.count) {
        case ("GET", "state", 1): return Answer(document: state(request))
        case ("GET", "effects", 1): return Answer(document: effects())
        case ("GET", "orders", 2): return Answer(document: try orderState(parts[1], request))
        case ("GET", "quotes", 2): return Answer(document: try quoteState(parts[1]))
        case ("POST", "orders", 3), ("POST", "shipments", 3), ("POST", "returns", 3):
            return try advance(request, parts)
        case ("POST", "closeouts", 3) where parts[2] == "finish":
            try write { book, now in try book.finishCloseout(parts[1], at: now) }
            return Answer(document: ["id": .text(parts[1]), "status": "done"])
        case ("POST", "quotes", 3) where parts[2] == "expire":
            try write { book, now in try book.expire(parts[1], at: now) }
            return Answer(document: try quoteState(parts[1]))
        case ("POST", "accounts", 3): return try block(parts[1], parts[2])
        case ("POST", "failures", 1): return try fail(try request.document())
        case ("DELETE", "failures", 1):
            change { $0.failures = [] }
            return Answer(document: ["failures": 0])
        case ("POST", "clock", 1): return try setClock(try request.document())
        case ("POST", "settings", 1): return try set(try request.document())
        default: throw ControlError(status: 404, "there is no such control call")
        }
    }

    /// Asks for outcomes inside the envelope; one or a list of them.
    private func fail(_ document: Document) throws -> Answer {
        let wanted = try (document.elements ?? [document]).map { try ShippingFailure($0) }
        change { $0.failures += wanted }
        return Answer(status: 201, document: ["failures": Document(board.failures.count)])
    }

    /// `{"offset":-600}` sets the service's clock that many seconds beside its time.
    private func setClock(_ document: Document) throws -> Answer {
        guard let offset = document["offset"]?.integer, abs(offset) <= 1_000_000_000 else {
            throw ControlError("offset must be a whole number of seconds")
        }
        change { $0.clockOffset = Int64(offset) }
        return Answer(document: ["offset": Document(offset), "now": .text(now.text)])
    }

    /// Changes what may change while it runs; each member is optional.
    ///
    /// `{"error":"varied","noticesAreTexts":true,"emptyWarnings":true,"clockWindow":60,"denied":["Name"]}`
    private func set(_ document: Document) throws -> Answer {
        let name = document["error"]?.text
        let spelling = name.flatMap { GlopalShippingSimulatorAssumptions.ErrorSpelling(rawValue: $0) }
        guard (name == nil) == (spelling == nil) else {
            throw ControlError("error must be number, text, boolean or varied")
        }
        change { board in
            board.assumptions.errorSpelling = spelling ?? board.assumptions.errorSpelling
            board.assumptions.noticesAreTexts = document["noticesAreTexts"]?.bool ?? board.assumptions.noticesAreTexts
            board.assumptions.writesEmptyWarnings =
                document["emptyWarnings"]?.bool ?? board.assumptions.writesEmptyWarnings
            board.assumptions.clockWindow =
                document["clockWindow"]?.integer.map { Int64($0) } ?? board.assumptions.clockWindow
        }
        let denied = (document["denied"]?.elements ?? []).compactMap(\.text)
        write { book, _ in book.deniedParties.formUnion(denied.map { ShippingBook.folded($0) }) }
        return Answer(document: ["error": .text(assumptions.errorSpelling.rawValue)])
    }

    private func block(_ login: String, _ verb: String) throws -> Answer {
        guard ["block", "unblock"].contains(verb) else { throw ControlError(status: 404, "there is no step \(verb)") }
        try change { board in
            guard let index = board.accounts.firstIndex(where: { $0.login == login }) else {
                throw ControlError(status: 404, "there is no such account")
            }
            board.accounts[index].isBlocked = verb == "block"
        }
        return Answer(document: ["login": .text(login), "blocked": .bool(verb == "block")])
    }

    /// Moves tracking on with `{"to":"delivered"}`, or to the next step of the route without `to`.
    ///
    /// `/orders/{reference}/advance`, `/shipments/{id or awb}/advance`, `/returns/{rma}/advance`
    private func advance(_ request: IncomingRequest, _ parts: [String]) throws -> Answer {
        guard parts[2] == "advance" else { throw ControlError(status: 404, "there is no step \(parts[2])") }
        let name = try request.document()["to"]?.text
        let step = name.flatMap { ShippingStep(rawValue: $0) }
        guard (name == nil) == (step == nil) else { throw ControlError("to must be a code of tracking") }
        return Answer(document: try advance(parts[0], parts[1], to: step, of: request.values("login").first))
    }

    func advance(_ place: String, _ name: String, to step: ShippingStep?, of login: String?) throws -> Document {
        let login = login ?? configuration.accounts.first?.login ?? ""
        let kinds: [ShippingSelector.Kind] =
            switch place {
            case "orders": [.reference]
            case "returns": [.rma]
            default: [.shipment, .awb]
            }
        let found = try write { book, now in
            let found = kinds.flatMap { book.shipments(ShippingSelector($0, name, login)) }
                .filter { place != "orders" || $0.rmaNumber == nil }
            guard !found.isEmpty else { throw ControlError(status: 404, "there is no such shipment") }
            for shipment in found { try book.advance(shipment.id, to: step, at: now) }
            return (shipments: found.compactMap { book.shipments[$0.id] }, now: now)
        }
        return ["shipments": .list(found.shipments.map { state($0, found.now) })]
    }

    private func orderState(_ reference: String, _ request: IncomingRequest) throws -> Document {
        let login = request.values("login").first ?? configuration.accounts.first?.login ?? ""
        return try write { book, now in
            guard let order = book.order(reference, of: login) else {
                throw ControlError(status: 404, "there is no such order")
            }
            return state(order, book, now)
        }
    }

    private func quoteState(_ id: String) throws -> Document {
        guard let quote = write({ book, _ in book.quotes[id] }) else {
            throw ControlError(status: 404, "there is no such quote")
        }
        return [
            "id": .text(id), "login": .text(quote.login), "order": .bool(quote.isOfOrder),
            "complete": .bool(quote.isComplete), "usedBy": Document(quote.usedBy), "endsAt": .text(quote.endsAt.text),
            "total": quote.cost.number(quote.cost.total),
        ]
    }

    /// How often calls had an effect, altogether and by order.
    func effects() -> Document {
        write { book, _ in
            let orders = book.sequence.compactMap { book.orders[$0] }
            return [
                "total": GlobalEDesk.counts(book.effects),
                "orders": .object(orders.map { .init($0.reference, GlobalEDesk.counts($0.effects)) }),
            ]
        }
    }

    /// A page of the orders, from `offset` (0) on, at most `limit` (1000, at most 10000).
    private func state(_ request: IncomingRequest) -> Document {
        let offset = request.values("offset").first.flatMap { Int($0) } ?? 0
        let limit = min(10_000, request.values("limit").first.flatMap { Int($0) } ?? 1000)
        let calls = calls
        return write { book, now in
            let page = book.sequence.dropFirst(max(0, offset)).prefix(max(0, limit))
            let waiting = book.closeouts.filter { !$0.isDone }.map(\.id)
            return [
                "total": Document(book.sequence.count), "now": .text(now.text),
                "orders": .list(page.compactMap { book.orders[$0] }.map { state($0, book, now) }),
                "quotes": Document(book.quotes.count), "closeouts": Document(book.closeouts.count),
                "waitingCloseouts": .list(waiting.map { .text($0) }), "calls": GlobalEDesk.counts(calls),
            ]
        }
    }

    private func state(_ order: ShippingOrder, _ book: ShippingBook, _ now: Timestamp) -> Document {
        let returns = book.returns.values.filter { $0.login == order.login && $0.reference == order.reference }
        let left = book.left(of: order).sorted { $0.key < $1.key }
        return [
            "id": .text(order.id), "login": .text(order.login), "reference": .text(order.reference),
            "transactionId": .text(order.transactionID), "fromQuote": .bool(order.isFromQuote),
            "left": .object(left.map { .init($0.key, Document(Int($0.value))) }),
            "shipments": .list(order.shipments.compactMap { book.shipments[$0] }.map { state($0, now) }),
            "returns": .list(returns.map(\.rmaNumber).sorted().map { .text($0) }),
            "effects": GlobalEDesk.counts(order.effects),
        ]
    }

    private func state(_ shipment: ShippingShipment, _ now: Timestamp) -> Document {
        let events = shipment.events(until: now, pace: configuration.trackingPace)
        return [
            "id": Document(shipment.id), "awb": Document(shipment.awb), "closeout": Document(shipment.closeout),
            "tracked": .bool(shipment.activatedAt != nil), "status": Document(events.last?.step.rawValue),
        ]
    }
}
