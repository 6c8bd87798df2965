import Canonical

extension Ledger {
    /// The ledger of a message in canonical form, which has a place for every amount.
    init(canonical content: FactContent) {
        self.init()
        if let order = content.order {
            // An order of usual size states some hundred amounts.
            rows.reserveCapacity(128)
            order.forEachAmounts { amounts, path in record(same: amounts, path) }
        }
        if let payment = content.payment { record(same: payment.amounts, "payment.amounts") }
        if let refund = content.refund {
            record(same: refund.amounts, "refund.amounts")
            for (index, component) in refund.components.enumerated() {
                record(same: component.amounts, "refund.components[\(index)]")
            }
        }
    }

    private mutating func record(same amounts: Amounts, _ path: String) {
        for role in Role.allCases {
            if let entry = amounts[role] { record(same: entry.money, role, path) }
        }
    }
}
