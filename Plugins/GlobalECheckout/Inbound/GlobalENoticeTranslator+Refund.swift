import AdapterKit
import Canonical

extension GlobalENoticeTranslator {
    /// NotifyOrderRefund: money went back to the customer (contract 2.11).
    func refund(
        _ scribe: GlobalEScribe, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let id = try orderID(scribe)
        var content = FactContent()
        content.references = try references(scribe)
        try returns(scribe, &content)
        let customer = try currency(scribe, "CurrencyCode")
        let merchant = try currency(scribe, "OriginalCurrencyCode")
        var refund = Refund()
        refund.state = .known(.issued)
        try scribe.text("RefundId", &refund.id)
        try scribe.money("TotalRefundAmount", &refund.amounts.customer, customer)
        try scribe.money("OriginalTotalRefundAmount", &refund.amounts.merchant, merchant)
        guard !refund.amounts.isEmpty else { throw scribe.fail("TotalRefundAmount", "an amount is needed here") }
        refund.reason = try reason(scribe)
        try scribe.text("RefundComments", &refund.note)
        for element in scribe.elements("Products") { refund.lines.append(try line(element)) }
        var shares: [Share] = []
        for element in scribe.elements("Components") {
            let (component, share) = try component(element, customer, merchant)
            refund.components.append(component)
            shares.append(share)
        }
        refund.liability = Self.liability(shares, refund.amounts.merchant?.money)
        content.refund = refund
        content.residue = GlobalEJSON.residue(of: reading, adapter)
        return [fact(.refundIssued, id, "refund:\(refund.id ?? digest)", content)]
    }

    /// What one component costs in mer, and who pays it, when stated.
    private typealias Share = (amount: ExactDecimal?, isMerchants: Bool?)

    private func returns(_ scribe: GlobalEScribe, _ content: inout FactContent) throws(JSONReadError) {
        for (key, role) in [("RMANumber", "rma"), ("MerchantRMANumber", "merchant-rma")] {
            var number: String?
            try scribe.text(key, &number)
            guard let number else { continue }
            content.references.append(Reference(system: adapter, kind: .return, value: number, role: role))
        }
    }

    private func currency(_ scribe: GlobalEScribe, _ key: String) throws(JSONReadError) -> Currency? {
        var currency: Currency?
        try scribe.leaf(
            key, &currency, isNeeded: true,
            decode: { $0.looseText.flatMap { Currency($0.filter { $0 != " " }.uppercased()) } },
            spell: { [("s", GlobalEJSON.quoted($0.code))] })
        guard let currency else { throw scribe.fail(key, "an amount needs its currency") }
        return currency
    }

    /// Our reason for Global-e's code, or its name where no code is given.
    private func reason(_ scribe: GlobalEScribe) throws(JSONReadError) -> String? {
        guard let details = scribe.object("RefundReason") else { return nil }
        var code: String?
        try details.text("OrderRefundReasonCode", &code)
        if let code { return configuration.reason(forCode: code) }
        var name: String?
        try details.text("Name", &name)
        return name
    }

    private func line(_ element: GlobalEScribe) throws(JSONReadError) -> Shipment.LineQuantity {
        var line = Shipment.LineQuantity(quantity: 0)
        var quantity: ExactDecimal?
        try element.text("CartItemId", &line.line)
        for key in ["ProductCode", "Sku"] where line.sku == nil { try element.text(key, &line.sku, .code) }
        try element.decimal("RefundQuantity", &quantity, isNeeded: true)
        guard let quantity, !quantity.isNegative else {
            throw element.fail("RefundQuantity", "a quantity was wanted")
        }
        line.quantity = quantity
        line.reason = try reason(element)
        return line
    }

    private func component(
        _ element: GlobalEScribe, _ customer: Currency?, _ merchant: Currency?
    ) throws(JSONReadError) -> (MoneyComponent, Share) {
        var code: String?
        var isMerchants: Bool?
        try element.text("ComponentType", &code)
        try element.flag("IsChargedToMerchant", &isMerchants)
        var component = MoneyComponent(
            kind: code?.lowercased() == "duties" ? .duty : .fee, amounts: Amounts(), code: code)
        try element.money("Amount", &component.amounts.customer, customer)
        try element.money("OriginalAmount", &component.amounts.merchant, merchant)
        component.fundedBy = isMerchants.map { .known($0 ? .merchant : .provider) }
        return (component, (component.amounts.merchant?.money.amount, isMerchants))
    }

    /// The split between merchant and provider; only when every component says who pays and they sum to the whole.
    private static func liability(_ shares: [Share], _ total: Money?) -> Refund.Liability? {
        guard let total, !shares.isEmpty, shares.allSatisfy({ $0.amount != nil && $0.isMerchants != nil }) else {
            return nil
        }
        // Sums beyond 38 digits are no split.
        guard let merchant = try? ExactDecimal.sum(shares.filter { $0.isMerchants == true }.compactMap(\.amount)),
            let provider = try? ExactDecimal.sum(shares.filter { $0.isMerchants == false }.compactMap(\.amount)),
            let sum = try? merchant.adding(provider), sum == total.amount
        else { return nil }
        return Refund.Liability(
            merchant: Money(merchant, total.currency), provider: Money(provider, total.currency))
    }
}
