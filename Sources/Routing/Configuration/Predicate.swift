package import Canonical

/// One condition of a route: a path of the order and what its value must be.
package struct Predicate: Sendable, Equatable {
    /// A value of the file, as text and where it is one, as an exact number.
    package struct Operand: Sendable, Equatable {
        /// The spelling in the file.
        package var text: String
        /// The number, when the path holds numbers; in major units of its currency for money.
        package var number: ExactDecimal?

        /// Creates an operand.
        package init(_ text: String, number: ExactDecimal? = nil) {
            self.text = text
            self.number = number
        }

        /// Two operands are equal when the same was written.
        package static func == (lhs: Operand, rhs: Operand) -> Bool { lhs.text == rhs.text }
    }

    /// What the value must be.
    package enum Test: Sendable, Equatable {
        /// One of the operands.
        case anyOf([Operand])
        /// None of the operands; an absent value is none of them.
        case noneOf([Operand])
        /// The operand or more.
        case atLeast(Operand)
        /// The operand or less.
        case atMost(Operand)
        /// A text in which the pattern is found.
        case matches(Pattern)
    }

    /// The path, as `OrderField` names it.
    package var path: String
    /// What its value must be.
    package var test: Test
    /// Where the condition stands in the file.
    package var place: Place

    /// Creates a condition.
    package init(path: String, test: Test, place: Place = .start) {
        self.path = path
        self.test = test
        self.place = place
    }
}
