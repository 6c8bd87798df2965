extension Order {
    /// Visits all amounts that sources stated, or that we converted, each with its place.
    ///
    /// Computed totals are not visited: no message has to carry them.
    public func forEachAmounts(_ visit: (_ amounts: Amounts, _ path: AmountPath) -> Void) {
        func give(_ amounts: Amounts, _ path: AmountPath) {
            if !amounts.isEmpty { visit(amounts, path) }
        }
        func give(_ components: [MoneyComponent], of group: String, _ owner: Int) {
            for (index, component) in components.enumerated() {
                give(component.amounts, AmountPath(group, owner, "components", component: index))
            }
        }
        for (index, line) in lines.enumerated() {
            give(line.unitPrice, AmountPath("lines", index, "unitPrice"))
            give(line.listPrice, AmountPath("lines", index, "listPrice"))
            give(line.discountedPrice, AmountPath("lines", index, "discountedPrice"))
            give(line.customsValue, AmountPath("lines", index, "customsValue"))
            give(line.total, AmountPath("lines", index, "total"))
            give(line.components, of: "lines", index)
        }
        for (index, component) in components.enumerated() { give(component.amounts, AmountPath("components", index)) }
        for (index, charge) in charges.enumerated() {
            give(charge.price, AmountPath("charges", index, "price"))
            give(charge.discountedPrice, AmountPath("charges", index, "discountedPrice"))
            give(charge.components, of: "charges", index)
        }
        for (index, payment) in payments.enumerated() {
            give(payment.amounts, AmountPath("payments", index, "amounts"))
        }
        give(totals.stated.lines, AmountPath("totals.stated", nil, "lines"))
        give(totals.stated.discount, AmountPath("totals.stated", nil, "discount"))
        give(totals.stated.shipping, AmountPath("totals.stated", nil, "shipping"))
        give(totals.stated.tax, AmountPath("totals.stated", nil, "tax"))
        give(totals.stated.duty, AmountPath("totals.stated", nil, "duty"))
        give(totals.stated.fee, AmountPath("totals.stated", nil, "fee"))
        give(totals.stated.grand, .grandTotal)
        for (index, refund) in refunds.enumerated() {
            give(refund.amounts, AmountPath("refunds", index, "amounts"))
            give(refund.components, of: "refunds", index)
        }
    }
}
