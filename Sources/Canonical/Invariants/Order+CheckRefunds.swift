extension Order {
    /// Rule 4: no more goes back than was captured, and a full refund is exactly what is left of the stated amount.
    func checkRefunds(_ violations: inout [InvariantViolation]) {
        guard !refunds.isEmpty else { return }
        for role in Role.allCases { checkRefundedSum(role, &violations) }
        for index in refunds.indices where refunds[index].isFull { checkFullRefund(index, &violations) }
    }

    private func checkRefundedSum(_ role: Role, _ violations: inout [InvariantViolation]) {
        let amounts = refunds.filter { $0.state == .known(.issued) }.compactMap { $0.amounts[role]?.money }
        guard let refunded = Money.sum(amounts), let limit = captured(role) else { return }
        // Amounts in two currencies have no difference; that is a violation of its own.
        let difference = try? refunded.subtracting(limit)
        if let difference, !difference.amount.isPositive { return }
        violations.append(
            InvariantViolation(
                rule: .refund, pointer: "/refunds", role: role,
                message: "\(refunded) refunded, but only \(limit) captured", difference: difference))
    }

    private func checkFullRefund(_ index: Int, _ violations: inout [InvariantViolation]) {
        guard let entry = refunds[index].amounts.customer, let total = totals.stated.grand.customer?.money else {
            return
        }
        let pointer = "/refunds/\(index)/amounts/customer"
        if entry.origin == .converted {
            violations.append(
                InvariantViolation(
                    rule: .refund, pointer: pointer, role: .customer,
                    message: "a full refund returns the stated customer amount, not one converted by a rate"))
        }
        var left = MoneySum()
        left.add(total)
        for earlier in refunds[..<index] where earlier.state == .known(.issued) {
            left.subtract(earlier.amounts.customer?.money)
        }
        let difference = left.value.flatMap { entry.money.exceeding($0) }
        guard difference?.isZero != true else { return }
        violations.append(
            InvariantViolation(
                rule: .refund, pointer: pointer, role: .customer,
                message: "a full refund of \(entry.money) is not what is left of the stated total \(total)",
                difference: difference))
    }

    /// The sum of the captured payments, or else the stated total.
    private func captured(_ role: Role) -> Money? {
        let paid = payments.filter { payment in
            switch payment.state {
            case .known(.captured), .known(.partRefunded), .known(.refunded), .known(.disputed): true
            default: false
            }
        }
        let amounts = paid.compactMap { $0.amounts[role]?.money }
        guard !amounts.isEmpty, amounts.count == paid.count else { return totals.stated.grand[role]?.money }
        return Money.sum(amounts)
    }
}

extension ExactDecimal {
    fileprivate var isPositive: Bool { !isZero && !isNegative }
}
