import Canonical

/// Says of each amount of a fact whether the requests of a mapping hold it.
///
/// Nobody can tell where a program puts an amount, so no more is claimed than can be seen: an amount is carried when a
/// request holds a number of exactly that value, and is `not-carried` otherwise. A whole amount wants as many decimals
/// too, because counts are whole: a quantity of 2 is no discount of 2.00. No row is invented to make sums fit.
struct MappedLedger {
    /// The numbers of the requests, and with how many decimals each is written.
    private var scales: [ExactDecimal: Set<Int>] = [:]

    /// Gathers every number of the documents, written as one or as a text.
    init(_ bodies: [JSONDocument]) {
        for body in bodies { collect(body.root) }
    }

    /// The ledger of a fact, and of its order where it carries one.
    func ledger(of content: FactContent, order: Order?) -> Ledger {
        var ledger = Ledger()
        order?.forEachAmounts { amounts, path in record(amounts, path.description, in: &ledger) }
        if let payment = content.payment { record(payment.amounts, "payment.amounts", in: &ledger) }
        if let refund = content.refund {
            record(refund.amounts, "refund.amounts", in: &ledger)
            for (index, component) in refund.components.enumerated() {
                record(component.amounts, "refund.components[\(index)]", in: &ledger)
            }
        }
        return ledger
    }

    private func record(_ amounts: Amounts, _ path: String, in ledger: inout Ledger) {
        for role in Role.allCases {
            guard let money = amounts[role]?.money else { continue }
            if holds(money.amount) {
                ledger.record(same: money, role, path)
            } else {
                ledger.record(missing: money, role, path, cause: .notCarried)
            }
        }
    }

    private func holds(_ amount: ExactDecimal) -> Bool {
        guard let scales = scales[amount] else { return false }
        return !amount.isInteger || scales.contains(amount.scale)
    }

    private mutating func collect(_ node: JSONNode) {
        switch node.kind {
        case .number:
            if let value = node.decimalValue { note(value) }
        case .string:
            // A text that is no number is none of ours.
            if let text = node.stringValue, text.utf8.count <= 64, let value = try? ExactDecimal(text) { note(value) }
        case .object: for member in node.members { collect(member.value) }
        case .array: for element in node.elements { collect(element) }
        default: break
        }
    }

    private mutating func note(_ value: ExactDecimal) { scales[value, default: []].insert(value.scale) }
}
