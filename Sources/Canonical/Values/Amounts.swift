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

    /// The four entries, behind one pointer, never changed once made.
    ///
    /// An order has many amounts and copies them often.
    private final class Entries: Sendable, Hashable {
        let merchant: Entry?
        let customer: Entry?
        let settlement: Entry?
        let customs: Entry?

        init(merchant: Entry?, customer: Entry?, settlement: Entry?, customs: Entry?) {
            self.merchant = merchant
            self.customer = customer
            self.settlement = settlement
            self.customs = customs
        }

        static func == (left: Entries, right: Entries) -> Bool {
            left === right
                || left.merchant == right.merchant && left.customer == right.customer
                    && left.settlement == right.settlement && left.customs == right.customs
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(merchant)
            hasher.combine(customer)
            hasher.combine(settlement)
            hasher.combine(customs)
        }
    }

    /// Nil when no role has an amount.
    private var entries: Entries?

    /// Creates amounts; a role that is not given is absent, which is not zero.
    public init(
        merchant: Entry? = nil, customer: Entry? = nil, settlement: Entry? = nil, customs: Entry? = nil
    ) {
        guard merchant != nil || customer != nil || settlement != nil || customs != nil else { return }
        entries = Entries(merchant: merchant, customer: customer, settlement: settlement, customs: customs)
    }

    /// The merchant's side, when known.
    public var merchant: Entry? {
        get { entries?.merchant }
        set { self = Amounts(merchant: newValue, customer: customer, settlement: settlement, customs: customs) }
    }
    /// The buyer's side, when known.
    public var customer: Entry? {
        get { entries?.customer }
        set { self = Amounts(merchant: merchant, customer: newValue, settlement: settlement, customs: customs) }
    }
    /// The settlement's side, when known.
    public var settlement: Entry? {
        get { entries?.settlement }
        set { self = Amounts(merchant: merchant, customer: customer, settlement: newValue, customs: customs) }
    }
    /// The customs' side, when known.
    public var customs: Entry? {
        get { entries?.customs }
        set { self = Amounts(merchant: merchant, customer: customer, settlement: settlement, customs: newValue) }
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
    public var isEmpty: Bool { entries == nil }
}
