/// One field of an order that the conditions of routes may name.
public struct OrderField: Sendable {
    /// What kind of value a field has, and so what it may be compared with.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case text, money, number, flag
    }

    /// A field's value in one order.
    public enum Value: Sendable, Hashable, CustomStringConvertible {
        /// A text, compared byte for byte.
        case text(String)
        /// An amount in major units of its currency.
        case money(Money)
        /// A number without a unit, or in the unit that the field's summary names.
        case number(ExactDecimal)
        /// True or false.
        case flag(Bool)

        /// The value as a person reads it.
        public var description: String {
            switch self {
            case .text(let text): text
            case .money(let money): money.description
            case .number(let number): number.description
            case .flag(let flag): flag ? "true" : "false"
            }
        }
    }

    /// The path as `adapters.yaml` spells it, such as `ship_to.country`.
    public let path: String
    /// What kind of value it has.
    public let kind: Kind
    /// One sentence that says what it is.
    public let summary: String
    /// Where the value may appear.
    public let privacy: PrivacyClass
    /// The value in an order; nil when the order does not state it.
    public let value: @Sendable (Order) -> Value?

    /// All fields, sorted by path.
    public static let all: [OrderField] = (identity + origin + places + trade + money + goods + state)
        .sorted { $0.path < $1.path }

    /// The field of a path, or nil when there is none.
    public static func named(_ path: String) -> OrderField? { byPath[path] }

    private static let byPath = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    private init(
        _ path: String, _ kind: Kind, _ summary: String, _ privacy: PrivacyClass,
        value: @escaping @Sendable (Order) -> Value?
    ) {
        self.path = path
        self.kind = kind
        self.summary = summary
        self.privacy = privacy
        self.value = value
    }
}

extension OrderField {
    static func text(
        _ path: String, _ summary: String, _ privacy: PrivacyClass = .business,
        _ value: @escaping @Sendable (Order) -> String?
    ) -> OrderField {
        OrderField(path, .text, summary, privacy) { value($0).map(Value.text) }
    }

    static func money(
        _ path: String, _ summary: String, _ value: @escaping @Sendable (Order) -> Amounts.Entry?
    ) -> OrderField {
        OrderField(path, .money, summary, .business) { (value($0)?.money).map(Value.money) }
    }

    static func number(
        _ path: String, _ summary: String, _ value: @escaping @Sendable (Order) -> ExactDecimal?
    ) -> OrderField {
        OrderField(path, .number, summary, .business) { value($0).map(Value.number) }
    }

    static func flag(
        _ path: String, _ summary: String, _ privacy: PrivacyClass = .business,
        _ value: @escaping @Sendable (Order) -> Bool?
    ) -> OrderField {
        OrderField(path, .flag, summary, privacy) { value($0).map(Value.flag) }
    }
}
