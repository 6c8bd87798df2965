extension Order {
    mutating func foldCapture(_ payment: Payment?) {
        if var payment {
            payment.state = payment.state ?? .known(.captured)
            if let id = payment.id, let index = payments.firstIndex(where: { $0.id == id }) {
                payments[index].update(with: payment)
            } else if payment.id == nil, payments.count == 1 {
                payments[0].update(with: payment)
            } else {
                payments.append(payment)
            }
        }
        switch axes.payment {
        case .known(.partRefunded), .known(.refunded), .known(.disputed): refreshPayment(stated: nil)
        case .known, .unknown: refreshPayment(stated: .known(.captured))
        }
    }

    mutating func foldRefund(_ refund: Refund?, isIssued: Bool) {
        guard var refund else { return }
        if isIssued { refund.state = .known(.issued) }
        upsert(refund)
        recount()
        refreshPayment(stated: nil)
    }

    /// Adds a refund or what is new about a known one; an issued refund stays issued.
    mutating func upsert(_ refund: Refund) {
        guard let index = index(of: refund) else { return refunds.append(refund) }
        let old = refunds[index]
        var merged = refund
        merged.id = refund.id ?? old.id
        if old.state == .known(.issued) { merged.state = old.state }
        merged.initiator = refund.initiator ?? old.initiator
        merged.reason = refund.reason ?? old.reason
        merged.note = refund.note ?? old.note
        // The same refund told without amounts is still the full one that was asked for.
        merged.isFull = refund.isFull || (old.isFull && refund.amounts.isEmpty)
        merged.amounts = refund.amounts.isEmpty ? old.amounts : refund.amounts
        merged.lines = refund.lines.isEmpty ? old.lines : refund.lines
        merged.components = refund.components.isEmpty ? old.components : refund.components
        merged.liability = refund.liability ?? old.liability
        merged.claim = refund.claim ?? old.claim
        merged.createdAt = refund.createdAt ?? old.createdAt
        refunds[index] = merged
    }

    /// The refund that this one says more about.
    ///
    /// Who pays a refund numbers it anew: an issued refund that is not known by its id, or has none, is the one that was
    /// asked for with the same amounts, or the only one asked for when it states none.
    private func index(of refund: Refund) -> Int? {
        if let id = refund.id, let known = refunds.firstIndex(where: { $0.id == id }) { return known }
        guard refund.state == .known(.issued) else { return nil }
        let open = refunds.indices.filter { refunds[$0].state == .known(.requested) }
        if refund.amounts.isEmpty { return refund.id == nil && open.count == 1 ? open.first : nil }
        if let asked = open.first(where: { refunds[$0].asksFor(refund.amounts) }) { return asked }
        return refund.id == nil && open.count == 1 ? open.first : nil
    }

    /// Sets the payment axis to what was stated, unless refunds say more.
    mutating func refreshPayment(stated: CodeValue<Axes.PaymentState>?) {
        if let stated { axes.payment = stated }
        switch refundedState {
        case .refunded: axes.payment = .known(.refunded)
        case .partRefunded where axes.payment != .known(.disputed) && axes.payment != .known(.refunded):
            axes.payment = .known(.partRefunded)
        default: break
        }
    }

    /// Whether the issued refunds sum to what the buyer paid; nil when there are none.
    private var refundedState: Axes.PaymentState? {
        let issued = refunds.filter { $0.state == .known(.issued) }
        guard !issued.isEmpty else { return nil }
        if issued.contains(where: \.isFull) { return .refunded }
        for role in [Role.customer, .merchant] {
            guard let total = totals.stated.grand[role]?.money else { continue }
            let amounts = issued.compactMap { $0.amounts[role]?.money }
            guard amounts.count == issued.count, let sum = Money.sum(amounts), sum.currency == total.currency else {
                continue
            }
            return sum.amount >= total.amount ? .refunded : .partRefunded
        }
        return .partRefunded
    }

    /// The state of all payments together; nil when none states one.
    static func paymentState(_ payments: [Payment]) -> CodeValue<Axes.PaymentState>? {
        let states = payments.compactMap(\.state)
        guard let last = states.last else { return nil }
        for (state, axis) in paymentRanking where states.contains(.known(state)) { return .known(axis) }
        return .init(last.raw)
    }

    private static let paymentRanking: [(Payment.State, Axes.PaymentState)] = [
        (.disputed, .disputed), (.partRefunded, .partRefunded), (.captured, .captured), (.refunded, .refunded),
        (.authorised, .authorised), (.pending, .pending), (.voided, .voided),
    ]
}

extension Refund {
    /// Whether what was asked for is this: the same money in each role that both state, and in one at least.
    fileprivate func asksFor(_ paid: Amounts) -> Bool {
        let both = Role.allCases.compactMap { role in
            amounts[role].flatMap { asked in paid[role].map { asked.money == $0.money } }
        }
        return !both.isEmpty && both.allSatisfy { $0 }
    }
}

extension Payment {
    fileprivate mutating func update(with news: Payment) {
        id = news.id ?? id
        method = news.method ?? method
        brand = news.brand ?? brand
        lastFour = news.lastFour ?? lastFour
        state = news.state ?? state
        if !news.amounts.isEmpty { amounts = news.amounts }
        for transaction in news.transactions where !transactions.contains(transaction) {
            transactions.append(transaction)
        }
    }
}
