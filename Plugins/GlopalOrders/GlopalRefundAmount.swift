import AdapterKit
import Canonical

/// Finds the amount of a refund in the order's currency, which is the only one the provider takes.
///
/// Source: Order API 2.3.2 (stated: refunds are in the order's currency; derived: the order's own rate multiplies back,
/// and a full refund is the original amount, never a round trip through a rate).
struct GlopalRefundAmount {
    var order: Order
    var currency: Currency
    /// When the refund was asked for: what went back later does not change its amount, so that every attempt is alike.
    var askedAt: Instant

    /// The amount, with a row of the ledger for where it comes from.
    ///
    /// - Throws: `TranslationProblem` when neither the fact nor the order gives one.
    func amount(of refund: Refund, _ ledger: inout Ledger) throws(TranslationProblem) -> Money {
        if let stated = refund.amounts.customer?.money {
            guard stated.currency == currency else {
                throw TranslationProblem(
                    code: "money.currency", pointer: "/refund/amounts/customer",
                    message: "the refund is in \(stated.currency.code), the order in \(currency.code)")
            }
            ledger.record(same: stated, .customer, "refund.amounts.customer")
            if let merchant = refund.amounts.merchant?.money {
                ledger.record(missing: merchant, .merchant, "refund.amounts.merchant")
            }
            return stated
        }
        if let merchant = refund.amounts.merchant?.money, !refund.isFull { return try convert(merchant, &ledger) }
        // Lines and parts do not say how much they cost the buyer; without an amount they must not become everything.
        let namesNothing = refund.amounts.isEmpty && refund.lines.isEmpty && refund.components.isEmpty
        guard refund.isFull || namesNothing else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/refund/amounts",
                message: "the refund has no amount of the buyer and none of the merchant")
        }
        return try rest(&ledger)
    }

    /// Everything that is left: the stated total less what was given back before.
    private func rest(_ ledger: inout Ledger) throws(TranslationProblem) -> Money {
        guard let total = order.totals.stated.grand.customer?.money, total.currency == currency else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/totals/stated/grand/customer",
                message: "a full refund needs the order's stated total")
        }
        let rest = try GlopalDocument.calculate(at: "/refunds") { () throws(ArithmeticFailure) in
            try total.amount.subtracting(issued)
        }
        let money = Money(rest, currency)
        ledger.record(
            .customer, "totals.stated.grand.customer", input: total, output: money,
            cause: money == total ? .same : .foldedInto)
        return money
    }

    /// Multiplies back by the rate in the order.
    private func convert(_ merchant: Money, _ ledger: inout Ledger) throws(TranslationProblem) -> Money {
        if let grand = order.totals.stated.grand.merchant?.money, merchant == grand, earlierRefunds.isEmpty,
            let total = order.totals.stated.grand.customer?.money, total.currency == currency
        {
            ledger.record(.merchant, "refund.amounts.merchant", input: merchant, output: total, cause: .converted)
            return total
        }
        let rate: ExactDecimal
        if merchant.currency == currency {
            rate = 1
        } else if let stated = order.rates.first(where: { $0.from == merchant.currency && $0.to == currency }) {
            rate = stated.rate
        } else {
            throw TranslationProblem(
                code: "glopal.rate", pointer: "/rates",
                message: "the order has no rate from \(merchant.currency.code) to \(currency.code)")
        }
        let amount = try GlopalDocument.calculate(at: "/refund/amounts/merchant") { () throws(ArithmeticFailure) in
            try merchant.amount.multiplied(
                by: rate, scale: currency.minorUnitDigits, rule: GlopalAssumptions.rounding)
        }
        let money = Money(amount, currency)
        ledger.record(
            .merchant, "refund.amounts.merchant", input: merchant, output: money,
            cause: money == merchant ? .same : .converted)
        return money
    }

    private var issued: ExactDecimal {
        get throws(ArithmeticFailure) {
            try ExactDecimal.sum(earlierRefunds.compactMap { $0.amounts.customer?.money.amount })
        }
    }

    private var earlierRefunds: [Refund] {
        order.issuedRefunds.filter { $0.createdAt.map { $0 < askedAt } ?? true }
    }
}

extension Order {
    /// The refunds that were made, as opposed to asked for.
    var issuedRefunds: [Refund] { refunds.filter { $0.state == .known(.issued) } }
}
