/// A rule of the canonical order that an order or a translation breaks.
public struct InvariantViolation: Sendable, Hashable {
    /// The rules, by their number.
    public enum Rule: Int, Sendable, Hashable, CaseIterable {
        /// Line total = quantity × unit price − discounts + taxes not included ± named rounding.
        case lineTotal = 1
        /// Grand total = lines + charges − order discounts + duties + taxes + fees ± named rounding.
        case grandTotal
        /// Converted = round(source × rate); parts are less than one minor unit away from that.
        case conversion
        /// Refunded ≤ captured; a full refund returns exactly the stated customer amounts.
        case refund
        /// Shipped ≤ ordered − cancelled; returned ≤ shipped.
        case quantity
        /// Every stated amount is in the message or listed as carried elsewhere.
        case message

        /// A stable word for logs, metrics and problem codes.
        public var name: String {
            switch self {
            case .lineTotal: "line-total"
            case .grandTotal: "grand-total"
            case .conversion: "conversion"
            case .refund: "refund"
            case .quantity: "quantity"
            case .message: "message"
            }
        }
    }

    /// The rule that is broken.
    public var rule: Rule
    /// Where in the canonical order, an RFC 6901 pointer.
    public var pointer: String
    /// The side of the order, when the rule is about money.
    public var role: Role?
    /// One sentence for the person on call; no personal data.
    public var message: String
    /// Stated minus expected, major units; nil when there is no such difference.
    public var difference: Money?

    /// Creates a violation.
    public init(rule: Rule, pointer: String, role: Role? = nil, message: String, difference: Money? = nil) {
        self.rule = rule
        self.pointer = pointer
        self.role = role
        self.message = message
        self.difference = difference
    }
}

extension InvariantViolation: CustomStringConvertible {
    /// The rule, the place and the message.
    public var description: String {
        let side = role.map { " (\($0.rawValue))" } ?? ""
        return "rule \(rule.rawValue) \(rule.name) at \(pointer)\(side): \(message)"
    }
}
