/// One order with all that has happened to it.
package struct GlopalOrder: Sendable, Equatable {
    /// What the buyer left.
    package let sample: GlopalSampleOrder
    /// The store it belongs to.
    package let store: String
    /// Where it stands.
    package internal(set) var status = GlopalOrderStatus.received
    /// The merchant's ids, once the order is accepted.
    package internal(set) var external: External?
    /// The merchant's ids of an accept call that came before READY.
    package internal(set) var deferred: External?
    /// Whether it has left for the buyer; refunds need that, cancellations need the contrary.
    package internal(set) var isShipped = false
    /// The refunds in their sequence.
    package internal(set) var refunds: [Refund] = []
    /// The return requests in their sequence.
    package internal(set) var returns: [Return] = []
    /// Who cancelled it and why.
    package internal(set) var cancellation: Cancellation?
    /// How often the merchant's calls had an effect, by operation: `accept`, `cancel`, `refund`.
    package internal(set) var effects: [String: Int] = [:]

    /// The merchant's order id and number.
    package struct External: Sendable, Equatable {
        /// The merchant's order id.
        package let orderID: String
        /// The merchant's order number; zeros in front count.
        package let orderNumber: String

        /// Pairs the two.
        package init(orderID: String, orderNumber: String) {
            self.orderID = orderID
            self.orderNumber = orderNumber
        }
    }

    /// Money that went back.
    package struct Refund: Sendable, Equatable {
        /// Glopal's id of the refund.
        package let id: String
        /// How much, order currency.
        package let amount: MinorUnits
        /// The merchant's and Glopal's part, minor units.
        package let merchant, glopal: Int64
        /// Why, an open set.
        package let reason: String?
        /// `merchant` or `glopal`.
        package let initiator: String
        /// When, UTC.
        package let createdAt: Timestamp
    }

    /// The end of the order.
    package struct Cancellation: Sendable, Equatable {
        /// Why, an open set.
        package let reason: String
        /// `merchant` or `glopal`.
        package let initiator: String
        /// When, UTC.
        package let cancelledAt: Timestamp
    }

    /// A buyer's wish to send something back.
    package struct Return: Sendable, Equatable {
        /// The request's id, digits.
        package let id: String
        /// How far it has come.
        package internal(set) var status = ReturnStatus.requested
        /// When the buyer asked, UTC.
        package let requestedAt: Timestamp
        /// The lines and quantities that come back, and why.
        package let items: [Item]

        /// One returned line.
        package struct Item: Sendable, Equatable {
            let line: String
            let sku: String
            let quantity: Int64
            let reason: String
        }
    }

    /// How far a return has come.
    ///
    /// Source: contract A11 (found: F3).
    package enum ReturnStatus: String, Sendable {
        /// The buyer asked.
        case requested = "REQUESTED"
        /// The label can be had.
        case authorized = "AUTHORIZED"
        /// The carrier has it registered.
        case pending = "PENDING"
        /// The carrier has delivered it back.
        case delivered = "DELIVERED"
        /// It cannot be processed.
        case cancelled = "CANCELLED"
    }

    /// The sum of all refunds.
    package var refunded: MinorUnits {
        MinorUnits(refunds.reduce(0) { $0 + $1.amount.count }, sample.currency)
    }

    /// What may still be refunded; nothing on a cancelled order, whose money has gone back by itself.
    package var refundable: MinorUnits {
        MinorUnits(status == .cancelled ? 0 : sample.grandTotal - refunded.count, sample.currency)
    }

    mutating func countEffect(_ operation: String) {
        effects[operation, default: 0] += 1
    }
}
