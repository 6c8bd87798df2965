/// One condition with the value it met.
package struct PredicateExplanation: Sendable, Equatable {
    /// The path in the order.
    package var path: String
    /// What the value must be, in words.
    package var expected: String
    /// The order's value, `(personal)` for a person's data; nil when it has none.
    package var actual: String?
    /// Whether the condition holds.
    package var holds: Bool

    /// Creates an explanation.
    package init(path: String, expected: String, actual: String?, holds: Bool) {
        self.path = path
        self.expected = expected
        self.actual = actual
        self.holds = holds
    }
}
