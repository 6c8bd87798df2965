/// A calculation that a later prealert may refer to.
struct ShippingQuote: Sendable {
    let id: String
    let login: String
    /// Whether it is of an order; estimates of products cannot be referred to.
    let isOfOrder: Bool
    let route: ShippingTariff
    let incoterm: String
    let products: [ShippingProduct]
    let cost: ShippingCost
    /// Whether every product could be calculated.
    let isComplete: Bool
    var endsAt: Timestamp
    /// The order that used it.
    var usedBy: String?
}
