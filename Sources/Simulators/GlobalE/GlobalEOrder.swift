/// One order with all that has happened to it.
package struct GlobalEOrder: Sendable, Equatable {
    /// What was ordered, as amended since.
    package internal(set) var sample: GlobalESampleOrder
    /// What the customer was charged when the order was placed, less nothing.
    package let paid: GlobalEAmount
    /// Where it stands.
    package internal(set) var status = GlobalEOrderStatus.pendingPayment
    /// The status code that documents show, in the merchant's vocabulary.
    package internal(set) var statusCode = "N/A"
    /// The reason of the last status, if one was given.
    package internal(set) var statusReason: String?
    /// The merchant's two ids, from its answer or its cart.
    package internal(set) var merchantOrderID, merchantInternalOrderID: String?
    /// Whether the customer's money has been taken, which forbids edits to a lower value.
    package internal(set) var isCaptured = false
    /// What has happened to each line, by cart item.
    package internal(set) var progress: [String: Progress] = [:]
    /// The parcels in their sequence.
    package internal(set) var parcels: [Parcel] = []
    /// The refunds in their sequence.
    package internal(set) var refunds: [Refund] = []
    /// The tracking numbers that documents were asked for and have not been sent for.
    package internal(set) var documentRequests: [String] = []
    /// The codes that the merchant set, in their sequence.
    package internal(set) var merchantStatuses: [String] = []
    /// The orders that replace parts of this one.
    package internal(set) var replacements: [String] = []
    /// How often the merchant's calls had an effect, by name, as `refund` or `parcel`.
    package internal(set) var effects: [String: Int] = [:]

    init(_ sample: GlobalESampleOrder) {
        self.sample = sample
        paid = sample.total
        merchantOrderID = sample.merchantOrderID
    }

    /// What has happened to a line.
    package struct Progress: Sendable, Equatable {
        /// How many were refunded as products, and how many have left.
        package internal(set) var refunded: Int64 = 0
        /// How many have left the merchant.
        package internal(set) var dispatched: Int64 = 0
        /// The money that went back for the line.
        package internal(set) var amount = GlobalEAmount.zero
        /// The country of origin, once the merchant has stated it.
        package internal(set) var origin: String?
        /// Attributes that the merchant merged in.
        package internal(set) var attributes: [Attribute] = []
        /// When the rest will ship, as stated.
        package internal(set) var expected: String?
    }

    /// A key and its value.
    package struct Attribute: Sendable, Equatable {
        /// The key.
        package let key: String
        /// The value.
        package internal(set) var value: String
    }

    /// A box on its way.
    package struct Parcel: Sendable, Equatable {
        /// The merchant's code of it.
        package let code: String
        /// The hub it goes to.
        package internal(set) var hubCode: String?
        /// The cart items in it with their quantities.
        package internal(set) var items: [Item]
        /// How it is found.
        package internal(set) var trackingNumber: String
        /// Whether a label was made for it.
        package internal(set) var isLabelled: Bool
        /// Whether it stands on a manifest.
        package internal(set) var isDispatched = false

        /// Part of a line.
        package struct Item: Sendable, Equatable {
            /// The line.
            package let cartItemID: String
            /// How many.
            package let quantity: Int64
        }
    }

    /// Money that went back.
    package struct Refund: Sendable, Equatable {
        /// Global-e's number of it.
        package let id: String
        /// How much altogether.
        package let amount: GlobalEAmount
        /// What it is made of, by the names of contract 5.
        package let components: [Component]
        /// The returned lines.
        package let items: [Item]
        /// Code and text of the reason.
        package let reason, comments: String?
        /// The merchant's own mark.
        package let externalReference: String?
        /// Whether the merchant asked for it.
        package let isByMerchant: Bool

        /// A part of the money.
        package struct Component: Sendable, Equatable {
            /// Products, Shipping, Duties, PrepaidReturn or ServiceGesture.
            package let type: String
            /// How much.
            package let amount: GlobalEAmount
        }

        /// A line's part.
        package struct Item: Sendable, Equatable {
            /// The line.
            package let cartItemID: String
            /// How many.
            package let quantity: Int64
            /// How much.
            package let amount: GlobalEAmount
            /// Why.
            package let reason: String?
        }
    }

    /// All that has gone back.
    package var refunded: GlobalEAmount { refunds.sum(\.amount) }
    /// What may still go back; nothing on a cancelled order, whose money has gone back by itself.
    package var refundable: GlobalEAmount { status.isCancelled ? .zero : paid - refunded }

    /// How spells its amounts.
    var pen: GlobalEPen {
        GlobalEPen(customerCurrency: sample.customerCurrency, merchantCurrency: sample.merchantCurrency)
    }

    /// The line of a cart item id, or of an article number when there is none.
    func lineIndex(cartItemID: String?, sku: String?) -> Int? {
        if let cartItemID { return sample.lines.firstIndex { $0.cartItemID == cartItemID } }
        return sku.flatMap { sku in sample.lines.firstIndex { $0.sku == sku } }
    }

    /// How many of a line may still be refunded as products.
    func refundable(_ line: GlobalESampleOrder.Line) -> Int64 {
        line.quantity - (progress[line.cartItemID]?.refunded ?? 0)
    }

    /// How many of a line may still be sent.
    func dispatchable(_ line: GlobalESampleOrder.Line) -> Int64 {
        line.quantity - (progress[line.cartItemID]?.dispatched ?? 0)
    }

    mutating func countEffect(_ name: String) {
        effects[name, default: 0] += 1
    }
}
