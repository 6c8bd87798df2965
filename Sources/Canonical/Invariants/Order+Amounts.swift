extension Order {
    /// Visits all amounts that sources stated, or that we converted, each with its place.
    ///
    /// Computed totals are not visited: no message has to carry them.
    public func forEachAmounts(_ visit: (_ amounts: Amounts, _ path: AmountPath) -> Void) {
        func give(_ amounts: Amounts, _ path: AmountPath) {
            if !amounts.isEmpty { visit(amounts, path) }
        }
        func give(_ components: [MoneyComponent], of group: String, _ owner: Int) {
            for index in components.indices {
                give(components[index].amounts, AmountPath(group, owner, "components", component: index))
            }
        }
        // By position, because a loop over the values would copy each of them with all its texts.
        for index in lines.indices {
            give(lines[index].unitPrice, AmountPath("lines", index, "unitPrice"))
            give(lines[index].listPrice, AmountPath("lines", index, "listPrice"))
            give(lines[index].discountedPrice, AmountPath("lines", index, "discountedPrice"))
            give(lines[index].customsValue, AmountPath("lines", index, "customsValue"))
            give(lines[index].total, AmountPath("lines", index, "total"))
            give(lines[index].components, of: "lines", index)
        }
        for index in components.indices { give(components[index].amounts, AmountPath("components", index)) }
        for index in charges.indices {
            give(charges[index].price, AmountPath("charges", index, "price"))
            give(charges[index].discountedPrice, AmountPath("charges", index, "discountedPrice"))
            give(charges[index].components, of: "charges", index)
        }
        for index in payments.indices { give(payments[index].amounts, AmountPath("payments", index, "amounts")) }
        give(totals.stated.lines, AmountPath("totals.stated", nil, "lines"))
        give(totals.stated.discount, AmountPath("totals.stated", nil, "discount"))
        give(totals.stated.shipping, AmountPath("totals.stated", nil, "shipping"))
        give(totals.stated.tax, AmountPath("totals.stated", nil, "tax"))
        give(totals.stated.duty, AmountPath("totals.stated", nil, "duty"))
        give(totals.stated.fee, AmountPath("totals.stated", nil, "fee"))
        give(totals.stated.grand, .grandTotal)
        for index in refunds.indices {
            give(refunds[index].amounts, AmountPath("refunds", index, "amounts"))
            give(refunds[index].components, of: "refunds", index)
        }
    }
}
