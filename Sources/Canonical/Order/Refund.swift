/// Money given back to the buyer.
public struct Refund: Sendable, Equatable {
    /// How far the refund is.
    public enum State: String, Sendable, Hashable { case requested, issued, rejected }
    /// Who asked for it.
    public enum Initiator: String, Sendable, Hashable { case merchant, provider, dispute, buyer }

    /// How the refund is shared between merchant and provider; the two sum to the amount.
    public struct Liability: Sendable, Equatable {
        /// The merchant's share.
        public var merchant: Money
        /// The provider's share.
        public var provider: Money

        /// Creates a split.
        public init(merchant: Money, provider: Money) {
            self.merchant = merchant
            self.provider = provider
        }
    }

    /// A request that the provider pay more than its share.
    public struct Claim: Sendable, Equatable {
        /// The provider's claim type.
        public var type: String
        /// A text for the provider.
        public var text: String?
        /// The amount asked for.
        public var amount: Money?

        /// Creates a claim.
        public init(type: String, text: String? = nil, amount: Money? = nil) {
            self.type = type
            self.text = text
            self.amount = amount
        }
    }

    /// The refund's id at the system that said it.
    public var id: String?
    /// How far it is.
    public var state: CodeValue<State> = .known(.requested)
    /// Who asked for it.
    public var initiator: CodeValue<Initiator>?
    /// The reason, an open code.
    public var reason: String?
    /// A text for people.
    public var note: String?
    /// Whether everything that is left is to be refunded; the amounts then follow from the order.
    public var isFull = false
    /// The amounts per role; empty for a full refund that states none.
    public var amounts = Amounts()
    /// Quantities that are refunded.
    public var lines: [Shipment.LineQuantity] = []
    /// Parts of the refund.
    public var components: [MoneyComponent] = []
    /// Who bears it.
    public var liability: Liability?
    /// A claim against the provider.
    public var claim: Claim?
    /// When it was made.
    public var createdAt: Instant?

    /// Creates a requested refund.
    public init() {}
}
