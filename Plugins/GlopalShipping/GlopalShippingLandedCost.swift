import AdapterKit
import Canonical

/// What a calculation, a classification or a check of goods says.
///
/// Source: duties and taxes (found: what is calculated; the members of the answer are assumed).
struct GlopalShippingLandedCost {
    typealias Name = GlopalShippingAssumptions.Name
    typealias Reply = GlopalShippingAssumptions.Reply

    private let envelope: GlopalShippingEnvelope
    private let currency: Currency?
    private let screening: GlopalShippingScreening

    init(_ envelope: GlopalShippingEnvelope) {
        self.envelope = envelope
        currency = envelope.root.text(Name.currency).flatMap { Currency($0) }
        screening = GlopalShippingScreening(envelope)
    }

    /// Why the answer cannot be relied on; nil when it can.
    ///
    /// Source: calculation in reverse (assumed): its total is the gross input to the minor unit.
    func problem(gross: Money?) -> Reason? {
        // Amounts in no currency are none, and a quote that silently has none must not pass for one.
        let amounts = [Reply.duties, Reply.tax, Reply.shipping, Reply.fees, Reply.total]
        if currency == nil, amounts.contains(where: { envelope.root.node[$0]?.isNull == false }) {
            return Reason(code: "glopal-shipping.quote-currency", message: "the quote names no currency of its amounts")
        }
        guard let gross else { return nil }
        guard let total = amount(Reply.total), total.currency == gross.currency else {
            return Reason(code: "glopal-shipping.quote", message: "the quote in reverse states no total to compare")
        }
        guard total.rounded() == gross.rounded() else {
            return Reason(
                code: "glopal-shipping.quote-total",
                message: "the quote in reverse sums to \(total), and \(gross) were to be taken apart")
        }
        return nil
    }

    /// Writes the answer in canonical form.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("transactionId", envelope.root.text(Name.transactionID))
            writer.field("currency", currency?.code)
            for name in [Reply.duties, Reply.tax, Reply.shipping, Reply.fees, Reply.total] {
                writer.field(name, amount(name))
            }
            writer.key("products")
            writer.array { writer in
                for product in envelope.root.groups(Name.products) { write(product, to: &writer) }
            }
            if !screening.findings.isEmpty { writeFindings(to: &writer) }
            guard !envelope.warnings.isEmpty else { return }
            writer.key("warnings")
            writer.array { writer in
                for warning in GlopalShippingAnswer.warnings(envelope) { writer.string(warning.message) }
            }
        }
    }

    private func write(_ product: JSONReader, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("line", product.text(Name.lineID))
            writer.field("sku", product.text(Name.sku))
            writer.field("hsCode", product.text(Name.hsCode))
            if let currency {
                writer.field("duty", product.money(Reply.duty, currency))
                writer.field("tax", product.money(Reply.tax, currency))
            }
            if GlopalShippingEnvelope.flag(product.node[Reply.error]) == true {
                writer.key("hasFailed")
                writer.bool(true)
            }
        }
    }

    private func writeFindings(to writer: inout JSONWriter) {
        writer.key("prohibitions")
        writer.array { writer in
            for finding in screening.findings {
                writer.object { writer in
                    writer.field("rule", finding.rule)
                    writer.field("line", finding.line)
                    writer.key("refuses")
                    writer.bool(finding.refuses)
                }
            }
        }
    }

    private func amount(_ name: String) -> Money? { currency.flatMap { envelope.root.money(name, $0) } }
}

extension JSONWriter {
    /// Writes an amount that is there, as text with its currency.
    mutating func field(_ name: String, _ money: Money?) {
        guard let money else { return }
        key(name)
        money.write(to: &self)
    }
}
