/// An order of the shipping service.
struct ShippingOrder: Sendable {
    let login: String
    let reference: String
    let id: String
    let transactionID: String
    /// Whether it came from a quote, by a prealert.
    let isFromQuote: Bool
    /// The request without regard to the sequence of its members, for repetitions.
    let content: Document
    let route: ShippingTariff
    let incoterm: String
    let consignee: ShippingAddress
    let products: [ShippingProduct]
    /// Parcels that the order itself announced.
    let announced: [ShippingParcel]
    let warnings: [ShippingNotice]
    /// The shipments out of it, returns included.
    var shipments: [Int] = []
    /// How often calls changed it.
    var effects: [String: Int] = [:]

    func product(_ lineID: String) -> ShippingProduct? { products.first { $0.lineID == lineID } }

    mutating func count(_ effect: String) { effects[effect, default: 0] += 1 }
}
