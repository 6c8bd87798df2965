import Canonical

/// One order as its details document states it.
struct GlopalOrderDetails {
    /// The provider's order id, opaque.
    var orderID: String
    /// The provider's status, an open set.
    var status: Status
    /// The order, with every member of the document that nobody read as residue.
    var order: Order
    /// The merchant's ids, when the provider knows both.
    var acceptance: FactContent.Acceptance?
    /// Why and by whom it was cancelled; only read of a cancelled order.
    var cancellation: FactContent.Cancellation?
    /// Whether the document lists refunds at all; an empty list says more than none.
    var listsRefunds: Bool
    /// The name that identifies the order.
    var subject: Reference

    /// How far the order is at the provider.
    ///
    /// Source: "Order processing" (stated); which of them a store sees depends on its integration, so the set is open.
    enum Status: Equatable {
        case received, ready, accepted, completed, cancelled
        case other(String)

        init(_ raw: String) {
            switch raw {
            case "RECEIVED": self = .received
            case "READY": self = .ready
            case "ACCEPTED": self = .accepted
            case "COMPLETED": self = .completed
            case "CANCELLED": self = .cancelled
            default: self = .other(raw)
            }
        }

        /// The provider's spelling.
        var raw: String {
            switch self {
            case .received: "RECEIVED"
            case .ready: "READY"
            case .accepted: "ACCEPTED"
            case .completed: "COMPLETED"
            case .cancelled: "CANCELLED"
            case .other(let raw): raw
            }
        }
    }

    /// The names of this adapter's additions to an order.
    enum Addition {
        /// The status at the last reading, so that an acceptance before READY can be told from one after it.
        static let status = "ext.glopal-orders.status"
        /// The members of a romanised address that are not Latin-1.
        static let notLatin1 = "ext.glopal-orders.address-not-latin1"
    }
}
