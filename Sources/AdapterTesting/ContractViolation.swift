/// One point in which an adapter breaks its contract.
public struct ContractViolation: Sendable, Hashable, CustomStringConvertible {
    /// The rule that is broken, one sentence.
    public var rule: String
    /// Where and how, for the adapter's author.
    public var detail: String

    /// Creates a violation.
    public init(rule: String, detail: String) {
        self.rule = rule
        self.detail = detail
    }

    /// `rule: detail`.
    public var description: String { "\(rule): \(detail)" }
}
