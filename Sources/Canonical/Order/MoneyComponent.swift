/// One named part of a price: what kind of money it is decides how it is added.
///
/// Amounts are magnitudes as stated. A discount lowers a total, the others raise it unless included already.
public struct MoneyComponent: Sendable, Equatable {
    /// The kind of money.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Lowers the price.
        case discount
        /// A tax, with its rate when stated.
        case tax
        /// A duty at the border.
        case duty
        /// Cash on delivery, clearance, remote area, consignment, …
        case fee
        /// A mark-up that must never be shown to the buyer; balances apart from the order's totals.
        case reconcileOnly = "reconcile-only"
        /// A named rounding, may be negative.
        case rounding
    }

    /// Who bears a discount.
    public enum Funding: String, Sendable, Hashable { case merchant, provider }

    /// The kind of money.
    public var kind: Kind
    /// The source's own code or type.
    public var code: String?
    /// A title for people.
    public var title: String?
    /// The amounts per role, for the whole quantity of a line, not per piece.
    public var amounts: Amounts
    /// Tax rate in per cent, when stated.
    public var rate: ExactDecimal?
    /// Whether the price that it belongs to includes it already.
    public var isIncluded: Bool
    /// Who bears a discount.
    public var fundedBy: CodeValue<Funding>?
    /// Whether the buyer may see it.
    public var isVisibleToBuyer: Bool

    /// Creates a component that is not included in the price and visible to the buyer.
    public init(
        kind: Kind, amounts: Amounts, code: String? = nil, title: String? = nil, rate: ExactDecimal? = nil,
        isIncluded: Bool = false, fundedBy: CodeValue<Funding>? = nil, isVisibleToBuyer: Bool = true
    ) {
        self.kind = kind
        self.amounts = amounts
        self.code = code
        self.title = title
        self.rate = rate
        self.isIncluded = isIncluded
        self.fundedBy = fundedBy
        self.isVisibleToBuyer = isVisibleToBuyer
    }
}
