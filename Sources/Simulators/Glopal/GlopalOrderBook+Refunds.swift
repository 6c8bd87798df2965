extension GlopalOrderBook {
    /// What a refund would cost whom.
    struct Quote: Sendable, Equatable {
        let amount: MinorUnits
        let refundable: MinorUnits
        let merchant: Int64
        let glopal: Int64
    }

    /// What a merchant asks to pay back.
    struct RefundRequest: Sendable, Equatable {
        var amount: MinorUnits
        var reason: String?
        /// The stated split, merchant's and Glopal's part, minor units.
        var liability: (merchant: Int64, glopal: Int64)?
        var hasClaim = false

        static func == (left: Self, right: Self) -> Bool {
            left.amount == right.amount && left.reason == right.reason && left.hasClaim == right.hasClaim
                && left.liability?.merchant == right.liability?.merchant
                && left.liability?.glopal == right.liability?.glopal
        }
    }

    /// Divides an amount, or all that is left, between the two payers; changes nothing.
    ///
    /// Source: contract A9 (assumed): the parts sum to the amount, to the minor unit.
    /// - Throws: `GlopalRefusal` when the amount is negative or more than is left.
    func quote(_ amount: MinorUnits?, of id: String, in store: String) throws(GlopalRefusal) -> Quote {
        let order = try order(id, in: store)
        let amount = amount ?? order.refundable
        guard amount.count >= 0 else { throw GlopalRefusal("amount must not be negative", field: "amount") }
        guard amount.count <= order.refundable.count else {
            throw GlopalRefusal("amount is above the refundable \(order.refundable.major)", field: "amount")
        }
        let glopal = amount.count * order.sample.glopalShare / 1000
        return Quote(
            amount: amount, refundable: order.refundable, merchant: amount.count - glopal, glopal: glopal)
    }

    /// Pays money back; every call that passes is a further refund.
    ///
    /// Source: contract A9 (rules assumed; not idempotent as far as is known).
    /// - Throws: `GlopalRefusal` for each rule that is broken.
    /// - Returns: The refund's id.
    mutating func refund(
        _ request: RefundRequest, of id: String, in store: String, by initiator: String, at now: Timestamp
    ) throws(GlopalRefusal) -> String {
        var order = try order(id, in: store)
        guard order.status != .cancelled, order.isShipped else {
            throw GlopalRefusal("the order is not shipped: use cancel")
        }
        guard request.amount.count > 0 else { throw GlopalRefusal("amount must be above zero", field: "amount") }
        let quote = try quote(request.amount, of: id, in: store)
        let split = try checked(request, against: quote, isSplit: order.sample.glopalShare > 0)
        let refundID = "RF\(nextEntity())"
        order.refunds.append(
            .init(
                id: refundID, amount: request.amount, merchant: split.merchant, glopal: split.glopal,
                reason: request.reason, initiator: initiator, createdAt: now))
        if initiator == "merchant" { order.countEffect("refund") }
        keep(order)
        tell("order.refunded", of: id, in: store, at: now)
        return refundID
    }

    private func checked(
        _ request: RefundRequest, against quote: Quote, isSplit: Bool
    ) throws(GlopalRefusal) -> (merchant: Int64, glopal: Int64) {
        guard let stated = request.liability else {
            guard !isSplit else { throw GlopalRefusal("liability is required on a split payment", field: "liability") }
            return (quote.merchant, quote.glopal)
        }
        guard stated.merchant >= 0, stated.glopal >= 0, stated.merchant + stated.glopal == quote.amount.count else {
            throw GlopalRefusal("liability must sum to the amount", field: "liability")
        }
        guard stated.glopal <= quote.glopal || request.hasClaim else {
            throw GlopalRefusal("a claim is required when Glopal pays more than quoted", field: "claim")
        }
        return stated
    }
}
