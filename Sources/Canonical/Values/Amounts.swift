/// The same thing valued in several roles.
///
/// Unit: major units of each role's currency, exact decimals.
public struct Amounts: Sendable, Hashable {
    /// Where an amount comes from.
    public enum Origin: String, Sendable, Hashable {
        /// A source said it; never altered.
        case stated
        /// We computed it from stated amounts.
        case computed
        /// We converted it with a rate that the order carries.
        case converted
    }

    /// One role's amount with its origin.
    public struct Entry: Sendable, Hashable {
        /// The amount in major units of its currency.
        public var money: Money
        /// Whether a source said it or we computed it.
        public var origin: Origin

        /// Creates an entry; stated unless told otherwise.
        public init(_ money: Money, origin: Origin = .stated) {
            self.money = money
            self.origin = origin
        }
    }

    /// The merchant's side, when known.
    public var merchant: Entry?
    /// The buyer's side, when known.
    public var customer: Entry?
    /// The settlement's side, when known.
    public var settlement: Entry?
    /// The customs' side, when known.
    public var customs: Entry?

    /// Creates amounts; a role that is not given is absent, which is not zero.
    public init(
        merchant: Entry? = nil, customer: Entry? = nil, settlement: Entry? = nil, customs: Entry? = nil
    ) {
        self.merchant = merchant
        self.customer = customer
        self.settlement = settlement
        self.customs = customs
    }

    /// The entry of one role.
    public subscript(role: Role) -> Entry? {
        get {
            switch role {
            case .merchant: merchant
            case .customer: customer
            case .settlement: settlement
            case .customs: customs
            }
        }
        set {
            switch role {
            case .merchant: merchant = newValue
            case .customer: customer = newValue
            case .settlement: settlement = newValue
            case .customs: customs = newValue
            }
        }
    }

    /// Whether no role has an amount.
    public var isEmpty: Bool { merchant == nil && customer == nil && settlement == nil && customs == nil }
}
