extension GlopalOrdersDesk {
    /// Gives a page of events.
    ///
    /// Source: contract A4.
    func pull(_ request: IncomingRequest, _ store: String) throws(GlopalRefusal) -> Answer {
        let names = request.values("event").filter { !$0.isEmpty }
        guard !names.isEmpty || !configuration.requiresEventFilter else {
            throw GlopalRefusal("event is required", field: "event")
        }
        var limit = 20
        if let stated = request.values("limit").first {
            guard let number = Int(stated), (1...100).contains(number) else {
                throw GlopalRefusal("limit must be a whole number from 1 to 100", field: "limit")
            }
            limit = number
        }
        let after = request.values("after_event_id").first.flatMap { $0.isEmpty ? nil : $0 }
        let before = request.values("before_event_id").first.flatMap { $0.isEmpty ? nil : $0 }
        let page = try read { book throws(GlopalRefusal) in
            try book.page(of: store, names: Set(names), after: after, before: before, limit: limit)
        }
        let link = Link(store: store, names: names, limit: limit)
        let links: Document = [
            "next": Document(page.hasMoreBehind ? page.events.last.map { link.text("after_event_id", $0.id) } : nil),
            "current": .text(request.query.map { "\(request.path)?\($0)" } ?? request.path),
            "previous": Document(
                page.hasMoreBefore ? page.events.first.map { link.text("before_event_id", $0.id) } : nil),
        ]
        return Answer(
            document: ["links": links, "events": .list(page.events.map { $0.document(spelling.absence) })])
    }

    private struct Link {
        let store: String
        let names: [String]
        let limit: Int

        func text(_ cursor: String, _ id: String) -> String {
            let filter = names.map { "event=\(PercentText.encoded($0))" }.joined(separator: "&")
            let filters = filter.isEmpty ? "" : filter + "&"
            return "/v2/events/\(PercentText.encoded(store))?\(filters)limit=\(limit)&\(cursor)=\(id)"
        }
    }

    /// Source: contract A7.
    func accept(_ request: IncomingRequest, _ store: String, _ id: String) throws(GlopalRefusal) -> Answer {
        let body = try body(request)
        try known(id, store)
        let external: GlopalOrder.External
        if configuration.flatAccept {
            external = .init(
                orderID: try required(body["external_order_id"], "external_order_id"),
                orderNumber: try required(body["external_order_number"], "external_order_number"))
        } else {
            external = .init(
                orderID: try required(body["external"]?["order_id"], "external.order_id"),
                orderNumber: try required(body["external"]?["order_number"], "external.order_number"))
        }
        try write { book, now throws(GlopalRefusal) in try book.accept(id, in: store, external, at: now) }
        return Answer(document: ["status": "ok"])
    }

    /// Source: contract A8.
    func cancel(_ request: IncomingRequest, _ store: String, _ id: String) throws(GlopalRefusal) -> Answer {
        let body = try body(request)
        try known(id, store)
        let reason = try required(body["reason"], "reason")
        try optionalText(body["note"], "note")
        guard body["initiator"] == nil else {
            throw GlopalRefusal("initiator is always the merchant here", field: "initiator")
        }
        try write { book, now throws(GlopalRefusal) in
            try book.cancel(id, in: store, reason: reason, by: "merchant", at: now)
        }
        return Answer(document: ["status": "ok"])
    }

    /// Source: contract A9, Quote Refund.
    func quote(_ request: IncomingRequest, _ store: String, _ id: String) throws(GlopalRefusal) -> Answer {
        let body = try body(request)
        let order = try known(id, store)
        let currency = try currency(body, of: order)
        var asked: MinorUnits?
        if let stated = body["amount"] { asked = try amount(stated, currency, "amount") }
        let quote = try read { [asked] book throws(GlopalRefusal) in try book.quote(asked, of: id, in: store) }
        return Answer(
            document: [
                "currency": .text(currency), "amount": order.amount(quote.amount.count, spelling),
                "refundable_amount": order.amount(quote.refundable.count, spelling),
                "liability": [
                    "merchant": order.amount(quote.merchant, spelling),
                    "glopal": order.amount(quote.glopal, spelling),
                ],
            ])
    }

    /// Source: contract A9, Refund.
    func refund(_ request: IncomingRequest, _ store: String, _ id: String) throws(GlopalRefusal) -> Answer {
        let body = try body(request)
        let currency = try currency(body, of: try known(id, store))
        guard let stated = body["amount"] else { throw GlopalRefusal("amount is required", field: "amount") }
        let total = try amount(stated, currency, "amount")
        var wish = GlopalOrderBook.RefundRequest(amount: total)
        wish.reason = try optionalText(body["reason"], "reason")
        try optionalText(body["note"], "note")
        if let liability = body["liability"], !liability.isNull {
            wish.liability = (
                try amount(liability["merchant"] ?? .null, currency, "liability.merchant").count,
                try amount(liability["glopal"] ?? .null, currency, "liability.glopal").count
            )
        }
        wish.hasClaim = try claim(body["claim"], total)
        let refundID = try write { [wish] book, now throws(GlopalRefusal) in
            try book.refund(wish, of: id, in: store, by: "merchant", at: now)
        }
        return Answer(document: ["status": "ok", "refund_id": .text(refundID)])
    }

    private func claim(_ claim: Document?, _ total: MinorUnits) throws(GlopalRefusal) -> Bool {
        guard let claim, !claim.isNull else { return false }
        _ = try required(claim["type"], "claim.type")
        if let requested = claim["requested_amount"] {
            let amount = try amount(requested, total.currency, "claim.requested_amount")
            guard (1...total.count).contains(amount.count) else {
                throw GlopalRefusal("the claim is above the amount", field: "claim.requested_amount")
            }
        }
        return true
    }
}

/// Reading the fields of a request.
extension GlopalOrdersDesk {
    @discardableResult
    private func known(_ id: String, _ store: String) throws(GlopalRefusal) -> GlopalOrder {
        try read { book throws(GlopalRefusal) in try book.order(id, in: store) }
    }

    private func body(_ request: IncomingRequest) throws(GlopalRefusal) -> Document {
        do {
            let document = try request.document()
            guard document.members != nil else { throw GlopalRefusal("the body must be an object") }
            return document
        } catch let refusal as GlopalRefusal {
            throw refusal
        } catch {
            throw GlopalRefusal("\(error)")
        }
    }

    private func required(_ document: Document?, _ field: String) throws(GlopalRefusal) -> String {
        guard let text = document?.text, !text.isEmpty else {
            throw GlopalRefusal("\(field) must be a string that is not empty", field: field)
        }
        return text
    }

    @discardableResult
    private func optionalText(_ document: Document?, _ field: String) throws(GlopalRefusal) -> String? {
        guard let document, !document.isNull else { return nil }
        guard let text = document.text else { throw GlopalRefusal("\(field) must be a string", field: field) }
        return text
    }

    private func currency(_ body: Document, of order: GlopalOrder) throws(GlopalRefusal) -> String {
        guard body["currency"] == nil || body["currency"]?.text == order.sample.currency else {
            throw GlopalRefusal("amounts are in the order's currency", field: "currency")
        }
        return order.sample.currency
    }

    private func amount(_ document: Document, _ currency: String, _ field: String) throws(GlopalRefusal) -> MinorUnits {
        guard let amount = document.number.flatMap({ MinorUnits(major: $0, currency) }) else {
            throw GlopalRefusal("\(field) must be a number with at most the decimals of \(currency)", field: field)
        }
        return amount
    }
}
