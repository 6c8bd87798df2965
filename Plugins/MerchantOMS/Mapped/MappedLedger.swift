import Canonical

/// Says of each amount of a fact whether the requests of a mapping hold it.
///
/// Nobody can tell where a program puts an amount, so no more is claimed than can be seen: an amount is carried when a
/// request holds a number of exactly that value, and is `not-carried` otherwise. No row is invented to make sums fit.
enum MappedLedger {
    /// The ledger of a fact whose requests hold these values.
    static func ledger(of content: FactContent, order: Order?, in bodies: [JSONDocument]) -> Ledger {
        let numbers = numbers(in: bodies)
        var ledger = Ledger()
        order?.forEachAmounts { amounts, path in record(amounts, path.description, numbers, in: &ledger) }
        if let payment = content.payment { record(payment.amounts, "payment.amounts", numbers, in: &ledger) }
        if let refund = content.refund {
            record(refund.amounts, "refund.amounts", numbers, in: &ledger)
            for (index, component) in refund.components.enumerated() {
                record(component.amounts, "refund.components[\(index)]", numbers, in: &ledger)
            }
        }
        return ledger
    }

    private static func record(
        _ amounts: Amounts, _ path: String, _ numbers: Set<ExactDecimal>, in ledger: inout Ledger
    ) {
        for role in Role.allCases {
            guard let money = amounts[role]?.money else { continue }
            if numbers.contains(money.amount) {
                ledger.record(same: money, role, path)
            } else {
                ledger.record(missing: money, role, path, cause: .notCarried)
            }
        }
    }

    /// Every number of the documents, written as one or as a text.
    static func numbers(in documents: [JSONDocument]) -> Set<ExactDecimal> {
        var numbers: Set<ExactDecimal> = []
        for document in documents { collect(document.root, into: &numbers) }
        return numbers
    }

    private static func collect(_ node: JSONNode, into numbers: inout Set<ExactDecimal>) {
        switch node.kind {
        case .number:
            if let value = node.decimalValue { numbers.insert(value) }
        case .string:
            // A text that is no number is none of ours.
            if let text = node.stringValue, text.utf8.count <= 64, let value = try? ExactDecimal(text) {
                numbers.insert(value)
            }
        case .object: for member in node.members { collect(member.value, into: &numbers) }
        case .array: for element in node.elements { collect(element, into: &numbers) }
        default: break
        }
    }
}
