/// One order as the OMS knows it.
package struct OMSOrder: Sendable, Equatable {
    /// The gateway's order id.
    package let id: String
    /// The running number behind both ids; 0 while the order was never created.
    package internal(set) var number = 0
    /// How often something created it: more than one is a doubled order.
    package internal(set) var creates = 0
    /// How often facts with ids of their own cancelled it.
    package internal(set) var cancels = 0
    /// How often facts with ids of their own refunded it.
    package internal(set) var refunds = 0
    /// Where it stands in the OMS.
    package internal(set) var state = State.open
    /// Whether papers are required that are not there yet; it is not shipped before.
    package internal(set) var awaitsDocuments = false
    /// The creating fact types that have been applied.
    var seen: Set<CreatingType> = []
    /// The facts received about it, whole, if bodies are kept.
    package internal(set) var facts: [OMSFact] = []
    /// The order's lines as the gateway last told them, if bodies are kept.
    package internal(set) var lines: [OMSParcel.Line] = []

    /// Where an order stands.
    package enum State: String, Sendable {
        /// It waits for shipping.
        case open
        /// It was not taken.
        case refused
        /// It has left, in part or whole.
        case shipped
        /// It was cancelled by either side.
        case cancelled
    }

    /// A fact type that brings the whole order.
    enum CreatingType: String, Sendable {
        case received = "order.received"
        case ready = "order.ready"
        case changed = "order.changed"
    }

    /// The OMS's order id, as `SO-1001`.
    package var orderID: String { "SO-\(number)" }

    /// The OMS's order number, six digits or more, as `001001`.
    package var orderNumber: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
