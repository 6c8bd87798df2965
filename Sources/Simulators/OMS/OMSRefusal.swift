/// A rule by which the OMS does not take an order.
package struct OMSRefusal: Sendable, Equatable {
    /// The article whose presence makes the OMS refuse.
    package var sku: String
    /// The reason it gives.
    package var reason: String
    /// A note for people.
    package var note: String

    /// Writes a rule.
    package init(sku: String, reason: String = "out_of_stock", note: String = "an article is not available") {
        self.sku = sku
        self.reason = reason
        self.note = note
    }
}
