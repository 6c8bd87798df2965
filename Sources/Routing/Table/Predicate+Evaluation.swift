import Canonical

extension Predicate.Test {
    /// Whether a value passes; an absent one passes only `not`.
    func holds(for value: OrderField.Value?) -> Bool {
        switch self {
        case .anyOf(let operands): operands.contains { Self.isEqual($0, value) }
        case .noneOf(let operands): !operands.contains { Self.isEqual($0, value) }
        case .atLeast(let operand): Self.compare(value, operand) { $0 >= $1 }
        case .atMost(let operand): Self.compare(value, operand) { $0 <= $1 }
        case .matches(let pattern):
            if case .text(let text) = value { pattern.matches(text) } else { false }
        }
    }

    private static func isEqual(_ operand: Predicate.Operand, _ value: OrderField.Value?) -> Bool {
        switch value {
        case nil: false
        case .text(let text): text == operand.text
        case .flag(let flag): (flag ? "true" : "false") == operand.text
        case .money(let money): operand.number == money.amount
        case .number(let number): operand.number == number
        }
    }

    private static func compare(
        _ value: OrderField.Value?, _ operand: Predicate.Operand, _ holds: (ExactDecimal, ExactDecimal) -> Bool
    ) -> Bool {
        guard let limit = operand.number else { return false }
        switch value {
        case .money(let money): return holds(money.amount, limit)
        case .number(let number): return holds(number, limit)
        case .text, .flag, nil: return false
        }
    }

    /// The test in words, as `explain` prints it.
    package var summary: String {
        switch self {
        case .anyOf(let operands):
            operands.count == 1 ? operands[0].text : "one of \(Self.list(operands))"
        case .noneOf(let operands):
            operands.count == 1 ? "not \(operands[0].text)" : "none of \(Self.list(operands))"
        case .atLeast(let operand): "at least \(operand.text)"
        case .atMost(let operand): "at most \(operand.text)"
        case .matches(let pattern): "matches \(pattern.text)"
        }
    }

    private static func list(_ operands: [Predicate.Operand]) -> String {
        operands.map(\.text).joined(separator: ", ")
    }
}
