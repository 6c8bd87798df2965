/// Shipping or handling, with its price.
public struct Charge: Sendable, Equatable {
    /// What is charged for.
    public enum Kind: String, Sendable, Hashable { case shipping, handling }

    /// What is charged for.
    public var kind: CodeValue<Kind>
    /// The shipping method, the source's code.
    public var method: String?
    /// The carrier's name or code.
    public var carrier: String?
    /// The carrier's service.
    public var service: String?
    /// Earliest promised delivery.
    public var deliverFrom: Instant?
    /// Latest promised delivery.
    public var deliverTo: Instant?
    /// The price per role before discounts.
    public var price = Amounts()
    /// The price per role after discounts.
    public var discountedPrice = Amounts()
    /// Taxes, duties and discounts on this charge.
    public var components: [MoneyComponent] = []

    /// Creates a charge.
    public init(kind: CodeValue<Kind>) { self.kind = kind }
}
