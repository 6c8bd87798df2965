/// The order's totals: what was stated, what we computed, and the difference.
public struct Totals: Sendable, Equatable {
    /// Totals of one view, each per role.
    public struct View: Sendable, Equatable {
        /// All lines before discounts.
        public var lines = Amounts()
        /// All discounts, a magnitude.
        public var discount = Amounts()
        /// Shipping and handling.
        public var shipping = Amounts()
        /// All taxes.
        public var tax = Amounts()
        /// All duties.
        public var duty = Amounts()
        /// All fees and extras.
        public var fee = Amounts()
        /// What the order costs in all.
        public var grand = Amounts()

        /// Creates a view of which nothing is stated.
        public init() {}
    }

    /// A difference between the stated and the computed grand total, with its reason.
    public struct Difference: Sendable, Equatable {
        /// The role it is in.
        public var role: Role
        /// Stated minus computed, major units.
        public var money: Money
        /// Why it is there.
        public var reason: String

        /// Creates a named difference.
        public init(role: Role, money: Money, reason: String) {
            self.role = role
            self.money = money
            self.reason = reason
        }
    }

    /// What the source said; never altered.
    public var stated = View()
    /// What follows from lines, charges and components.
    public var computed = View()
    /// Named differences; empty when everything adds up.
    public var differences: [Difference] = []

    /// Creates totals of which nothing is stated.
    public init() {}
}
