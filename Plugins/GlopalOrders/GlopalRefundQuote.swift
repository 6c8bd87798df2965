import AdapterKit
import Canonical

/// What the provider says a refund would be.
///
/// Source: Order API 2.3.2 (stated: quoting calculates and is in the order's currency); the shape is assumed.
struct GlopalRefundQuote: Equatable {
    typealias Reply = GlopalAssumptions.Reply

    var currency: Currency
    /// Major units.
    var amount: ExactDecimal
    /// The most that can be given back, major units; nil when the answer does not say.
    var refundable: ExactDecimal?
    /// nil on an order whose payment is not split.
    var split: GlopalSplit?

    /// Reads the answer to a quote.
    ///
    /// - Throws: `TranslationProblem` when it has no amount in the order's currency, or its split does not add up.
    init(_ bytes: [UInt8], orderCurrency: Currency) throws(TranslationProblem) {
        let root = try GlopalDocument.reading(bytes).root
        self = try GlopalDocument.read { () throws(JSONReadError) -> GlopalRefundQuote in
            try GlopalRefundQuote(root, orderCurrency: orderCurrency)
        }
    }

    private init(_ root: JSONReader, orderCurrency: Currency) throws(JSONReadError) {
        let code = root.text(Reply.currency)
        currency = code.flatMap { Currency($0) } ?? orderCurrency
        guard code == nil || currency == orderCurrency, code == nil || Currency(code ?? "") != nil else {
            throw root.fail(.badValue, at: Reply.currency, "the quote is not in the order's currency")
        }
        amount = try root.decimal(Reply.amount)
        refundable = try root.optionalDecimal(Reply.refundable)
        if let reader = try root.optionalObject(Reply.liability) {
            split = GlopalSplit(
                merchant: try reader.decimal(Reply.merchantShare), provider: try reader.decimal(Reply.providerShare))
        }
        if let split, split.sum != amount {
            throw root.fail(.badValue, at: Reply.liability, "the shares do not sum to the amount")
        }
    }

    /// The quote as canonical JSON, money as text.
    var json: JSONText {
        var writer = JSONWriter(capacity: 256)
        func money(_ amount: ExactDecimal, to writer: inout JSONWriter) { Money(amount, currency).write(to: &writer) }
        writer.object { writer in
            writer.key("currency")
            writer.string(currency.code)
            writer.key("amount")
            money(amount, to: &writer)
            if let refundable {
                writer.key("refundable")
                money(refundable, to: &writer)
            }
            if let split {
                writer.key("liability")
                writer.object { writer in
                    writer.key("merchant")
                    money(split.merchant, to: &writer)
                    writer.key("provider")
                    money(split.provider, to: &writer)
                }
            }
        }
        return GlopalOrderTranslator.validated(writer)
    }

    /// The body that asks for a quote; without an amount for everything that is left.
    static func body(_ amount: ExactDecimal?) -> [UInt8] {
        var writer = JSONWriter(capacity: 64)
        writer.object { writer in
            guard let amount else { return }
            writer.key(GlopalAssumptions.Call.amount)
            writer.decimal(amount)
        }
        return writer.bytes
    }
}
