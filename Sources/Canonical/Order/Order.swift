/// One order as the gateway knows it: the fold of all facts about it.
public struct Order: Sendable, Equatable {
    /// The kind of business that the order belongs to.
    public enum Environment: String, Sendable, Hashable { case live, test }

    /// Ours, time-sortable.
    public var id: OrderID
    /// The number of facts folded into this value; 0 before the first.
    public var version: Int
    /// Live or test; other values of a provider are kept.
    public var environment: CodeValue<Environment>
    /// Every external id that any system gave this order.
    public var references: [Reference]
    /// Other orders that this one replaces, splits or merges.
    public var links: [OrderLink]
    /// Where and when the order was placed.
    public var origin: Origin
    /// Who sells, who imports, under which terms.
    public var commercial: CommercialTerms
    /// The currency of each role, when stated.
    public var currencies: [Role: Currency]
    /// The rates that the order itself fixes; never today's.
    public var rates: [ExchangeRate]
    /// Buyer, bill-to, ship-to and the others.
    public var parties: Parties
    /// What was ordered.
    public var lines: [Line]
    /// Discounts, taxes, duties, fees and the like on the order as a whole.
    public var components: [MoneyComponent]
    /// Shipping and handling.
    public var charges: [Charge]
    /// How the buyer pays.
    public var payments: [Payment]
    /// Stated and computed totals.
    public var totals: Totals
    /// What left the warehouse, or came back.
    public var shipments: [Shipment]
    /// Money given back.
    public var refunds: [Refund]
    /// Goods on their way back.
    public var returns: [Return]
    /// Papers required, requested or available.
    public var documents: [Document]
    /// Texts for people.
    public var notes: [Note]
    /// The independent dimensions of the order's state.
    public var axes: Axes
    /// Why the order waits, if it does.
    public var holds: [Hold]
    /// Typed additions of one adapter, named `ext.<adapter type>.<name>`, in the order they came.
    public var extensions: [Extension]
    /// What translators did not read.
    public var residue: [Residue]

    /// Creates an empty order, before its first fact.
    public init(id: OrderID, origin: Origin) {
        self.id = id
        self.origin = origin
        version = 0
        environment = .known(.live)
        references = []
        links = []
        commercial = CommercialTerms()
        currencies = [:]
        rates = []
        parties = Parties()
        lines = []
        components = []
        charges = []
        payments = []
        totals = Totals()
        shipments = []
        refunds = []
        returns = []
        documents = []
        notes = []
        axes = Axes()
        holds = []
        extensions = []
        residue = []
    }
}
