import AdapterKit
import Canonical

/// One refund as it goes to the provider: the amount in the order's currency, reason, split and claim.
///
/// Source: Order API 2.3.2 (stated: the order's currency, an open set of reasons); the shape is assumed.
struct GlopalRefundCall {
    /// In the order's currency, with exactly its decimals.
    let amount: Money
    let reason: String
    let note: String?
    /// The split that the fact demands; nil leaves it to the quote.
    let statedSplit: GlopalSplit?
    let claim: Refund.Claim?
    /// What became of the fact's amounts.
    let ledger: Ledger

    /// Works the call out from the fact and the order.
    ///
    /// - Throws: `TranslationProblem` when there is no amount that could be sent, or shares do not sum to it.
    init(_ delivery: OutboundDelivery, _ configuration: GlopalOrdersConfiguration) throws(TranslationProblem) {
        guard let refund = delivery.fact.content.refund else {
            throw TranslationProblem(code: "field.missing", pointer: "/refund", message: "the fact has no refund")
        }
        guard let currency = delivery.order.currencies[.customer] else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/currencies/customer",
                message: "the order has no currency of the buyer")
        }
        var ledger = Ledger()
        let exact = try GlopalRefundAmount(
            order: delivery.order, currency: currency, askedAt: delivery.fact.receivedAt
        ).amount(of: refund, &ledger)
        amount = Money(exact.amount.rounded(toScale: currency.minorUnitDigits), currency)
        self.ledger = ledger
        guard amount.amount == exact.amount else {
            throw TranslationProblem(
                code: "money.too-fine", pointer: "/refund/amounts",
                message: "the amount has more decimals than \(currency.code)")
        }
        guard amount.amount > 0 else {
            throw TranslationProblem(
                code: "money.not-positive", pointer: "/refund/amounts", message: "there is nothing to give back")
        }
        reason = try configuration.refundReasons.reason(for: refund.reason, at: "/refund/reason")
        note = refund.note
        claim = refund.claim
        statedSplit = try Self.split(of: refund, amount)
    }

    private static func split(of refund: Refund, _ amount: Money) throws(TranslationProblem) -> GlopalSplit? {
        var split: GlopalSplit?
        if let liability = refund.liability {
            guard liability.merchant.currency == amount.currency, liability.provider.currency == amount.currency else {
                throw TranslationProblem(
                    code: "money.currency", pointer: "/refund/liability",
                    message: "the shares are not in the order's currency")
            }
            split = GlopalSplit(merchant: liability.merchant.amount, provider: liability.provider.amount)
        } else if let claimed = refund.claim?.amount {
            guard claimed.currency == amount.currency, let rest = try? amount.amount.subtracting(claimed.amount) else {
                throw TranslationProblem(
                    code: "money.currency", pointer: "/refund/claim/amount",
                    message: "the claim is not in the order's currency")
            }
            split = GlopalSplit(merchant: rest, provider: claimed.amount)
        }
        guard let split else { return nil }
        guard split.sum == amount.amount, !split.merchant.isNegative, !split.provider.isNegative else {
            throw TranslationProblem(
                code: "money.split", pointer: "/refund/liability", message: "the shares do not sum to the amount")
        }
        return split
    }

    /// The body of the call with a split, if the order's payment is split.
    func body(split: GlopalSplit?) -> [UInt8] {
        typealias Call = GlopalAssumptions.Call
        let digits = amount.currency.minorUnitDigits
        var writer = JSONWriter(capacity: 256)
        writer.object { writer in
            writer.key(Call.amount)
            writer.decimal(amount.amount)
            writer.key(Call.reason)
            writer.string(reason)
            if let note, !note.isEmpty {
                writer.key(Call.note)
                writer.string(note)
            }
            if let split {
                writer.key(Call.liability)
                writer.object { writer in
                    writer.key(Call.merchantShare)
                    writer.decimal(split.merchant.rounded(toScale: digits))
                    writer.key(Call.providerShare)
                    writer.decimal(split.provider.rounded(toScale: digits))
                }
            }
            if let claim { write(claim, to: &writer) }
        }
        return writer.bytes
    }

    private func write(_ claim: Refund.Claim, to writer: inout JSONWriter) {
        typealias Call = GlopalAssumptions.Call
        writer.key(Call.claim)
        writer.object { writer in
            writer.key(Call.claimType)
            writer.string(claim.type)
            if let text = claim.text {
                writer.key(Call.claimText)
                writer.string(text)
            }
            if let money = claim.amount {
                writer.key(Call.claimAmount)
                writer.decimal(money.amount.rounded(toScale: amount.currency.minorUnitDigits))
            }
        }
    }
}
