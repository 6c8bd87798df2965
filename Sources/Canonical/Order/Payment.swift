/// One way in which the buyer pays.
public struct Payment: Sendable, Equatable {
    /// How far the payment is.
    public enum State: String, Sendable, Hashable {
        case pending, authorised, captured, partRefunded = "part-refunded", refunded, voided, disputed
    }

    /// The payment's id at its system, when stated.
    public var id: String?
    /// The method, the source's code or name.
    public var method: String?
    /// The card's brand.
    public var brand: String?
    /// At most the last four digits of the card.
    public var lastFour: String?
    /// How far the payment is; unknown states are kept.
    public var state: CodeValue<State>?
    /// The amounts per role.
    public var amounts = Amounts()
    /// Ids of its transactions, opaque.
    public var transactions: [String] = []

    /// Creates a payment of which nothing is stated.
    public init() {}
}
