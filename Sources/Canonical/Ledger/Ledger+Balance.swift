extension Ledger.Row {
    /// Output minus input, major units; nil when the amount does not go out, or goes out in another currency.
    public var difference: Money? {
        // Amounts in two currencies have no difference, which is what nil says.
        output.flatMap { try? $0.subtracting(input) }
    }

    /// Whether the cause accounts for what went out.
    public var isExplained: Bool {
        switch cause {
        case nil, .same:
            // An amount that goes out as it came needs no word; anything else does.
            return output == input
        case .rounded:
            guard let difference else { return false }
            return difference.isLessThanOneMinorUnit
        case .converted:
            return output != nil
        case .notExpressible, .notCarried:
            return output == nil
        case .foldedInto:
            return true
        }
    }
}

extension Ledger {
    /// The rows whose difference has no cause, or none that accounts for it.
    public var unexplained: [Row] { rows.filter { !$0.isExplained } }

    /// Whether every difference has a cause; if not, the message must not be sent.
    public var isBalanced: Bool { rows.allSatisfy(\.isExplained) }

    /// Records what became of one amount; `same` is assumed where it went out as it came.
    public mutating func record(
        _ role: Role, _ path: String, input: Money, output: Money?, cause: Cause? = nil
    ) {
        let cause = cause ?? (output == input ? .same : nil)
        rows.append(Row(role: role, path: path, input: input, output: output, cause: cause))
    }

    /// Records that an amount goes out as it came in.
    public mutating func record(same money: Money, _ role: Role, _ path: String) {
        rows.append(Row(role: role, path: path, input: money, output: money, cause: .same))
    }

    /// Records that all roles of one place go out as they came in.
    public mutating func record(same amounts: Amounts, _ path: AmountPath) {
        for role in Role.allCases {
            guard let money = amounts[role]?.money else { continue }
            rows.append(Row(role: role, place: .amount(path), input: money, output: money, cause: .same))
        }
    }

    /// Records that an amount does not appear in the message, and why.
    public mutating func record(missing money: Money, _ role: Role, _ path: String, cause: Cause = .notExpressible) {
        rows.append(Row(role: role, path: path, input: money, output: nil, cause: cause))
    }

    /// Records all roles of one place that the message does not carry.
    public mutating func record(missing amounts: Amounts, _ path: String, cause: Cause = .notExpressible) {
        for role in Role.allCases {
            if let entry = amounts[role] { record(missing: entry.money, role, path, cause: cause) }
        }
    }

    /// The stated amounts of an order that no row mentions, or that a row states otherwise: rule 6.
    ///
    /// - Parameters:
    ///   - order: the order that was translated.
    ///   - roles: the sides of the order that the target should get.
    /// - Returns: one violation for every amount without a row, and for every row with another amount.
    public func check(against order: Order, roles: Set<Role>) -> [InvariantViolation] {
        var lookup = Lookup(rows)
        var violations: [InvariantViolation] = []
        order.forEachAmounts { amounts, path in
            let text = path.description
            for role in Role.allCases {
                guard let entry = amounts[role], roles.contains(role) else { continue }
                let recorded = lookup.input(role, text)
                guard recorded != entry.money else { continue }
                let message =
                    recorded.map { "the ledger has \($0) where the order states \(entry.money)" }
                    ?? "\(entry.money) is stated and the ledger does not say where it went"
                violations.append(
                    InvariantViolation(
                        rule: .message, pointer: "\(path.pointer)/\(role.rawValue)", role: role, message: message,
                        difference: recorded.flatMap { entry.money.exceeding($0) }))
            }
        }
        return violations
    }

    /// Finds rows by role and path; at once when they come in the sequence that the order's amounts have.
    private struct Lookup {
        private struct Key: Hashable {
            let role: Role
            let path: String
        }

        private let rows: [Row]
        private var next = 0
        private var inputs: [Key: Money]?

        init(_ rows: [Row]) { self.rows = rows }

        mutating func input(_ role: Role, _ path: String) -> Money? {
            if next < rows.count, rows[next].role == role, rows[next].path == path {
                next += 1
                return rows[next - 1].input
            }
            if inputs == nil {
                inputs = Dictionary(
                    rows.map { (Key(role: $0.role, path: $0.path), $0.input) }, uniquingKeysWith: { first, _ in first })
            }
            return inputs?[Key(role: role, path: path)]
        }
    }
}
