/// One ordered thing.
public struct Line: Sendable, Equatable {
    /// How much of a line happened; in the line's unit of quantity, never negative.
    public struct Counters: Sendable, Equatable {
        /// Cancelled quantity.
        public var cancelled: ExactDecimal = 0
        /// Shipped quantity.
        public var shipped: ExactDecimal = 0
        /// Returned quantity.
        public var returned: ExactDecimal = 0
        /// Refunded quantity.
        public var refunded: ExactDecimal = 0

        /// Creates counters at zero.
        public init() {}
    }

    /// Length, width and height in millimetres.
    public struct Dimensions: Sendable, Equatable {
        /// Length in millimetres.
        public var length: ExactDecimal
        /// Width in millimetres.
        public var width: ExactDecimal
        /// Height in millimetres.
        public var height: ExactDecimal

        /// Creates dimensions in millimetres.
        public init(length: ExactDecimal, width: ExactDecimal, height: ExactDecimal) {
            self.length = length
            self.width = width
            self.height = height
        }
    }

    /// Unique within the order; the source's line id where it has one.
    public var id: String
    /// Ids of the line at the systems (cart item, parent, …).
    public var references: [Reference] = []
    /// The merchant's stock-keeping unit.
    public var sku: String?
    /// Name shown to the buyer.
    public var name: String?
    /// Chosen options, name and value, in the order stated.
    public var options: [Attribute] = []
    /// Ordered quantity, in pieces unless the source says otherwise; greater than zero.
    public var quantity: ExactDecimal
    /// Price of one piece before discounts, per role.
    public var unitPrice = Amounts()
    /// List price of one piece.
    public var listPrice = Amounts()
    /// Price of one piece after discounts.
    public var discountedPrice = Amounts()
    /// Value of one piece for customs.
    public var customsValue = Amounts()
    /// The line's total as stated.
    public var total = Amounts()
    /// Discounts, taxes, duties and the like on this line.
    public var components: [MoneyComponent] = []
    /// Harmonised System code, digits as stated.
    public var hsCode: String?
    /// Country of origin, ISO 3166-1 alpha-2.
    public var originCountry: String?
    /// Weight of one piece in grams.
    public var weight: ExactDecimal?
    /// Size of one piece in millimetres.
    @Boxed public var dimensions: Dimensions?
    /// Message to be packed with the gift.
    public var giftMessage: String?
    /// Whether the piece is not in stock yet.
    public var isBackOrdered: Bool?
    /// When a back-ordered piece is expected.
    public var backOrderDate: Instant?
    /// The line of the bundle that this line is part of.
    public var bundleParent: String?
    /// Further attributes, in the order stated.
    public var attributes: [Attribute] = []
    /// How much was cancelled, shipped, returned and refunded so far.
    public var counters: Counters {
        get { storedCounters ?? Counters() }
        set { storedCounters = newValue == Counters() ? nil : newValue }
    }
    /// Nil while nothing happened, which is what nearly every line is read and copied with.
    @Boxed private var storedCounters: Counters?
    /// Whether anything happened to the line.
    var hasCounters: Bool { storedCounters != nil }

    /// Creates a line of `quantity` pieces.
    public init(id: String, quantity: ExactDecimal) {
        self.id = id
        self.quantity = quantity
    }
}
