/// Where an order stands, as Global-e displays it.
///
/// Source: contract 4 (found); the codes on the wire are the merchant's own.
package enum GlobalEOrderStatus: String, Sendable, CaseIterable {
    /// The fraud check wants a closer look.
    case fraudCheck = "Fraud Check Challenge"
    /// Placed, and not yet paid.
    case pendingPayment = "Pending Payment"
    /// Paid: to be fulfilled.
    case received = "Received by Global-e"
    /// Stopped by Global-e.
    case onHold = "On Hold by Global-e"
    /// Some of it has left the merchant.
    case shippedPartially = "Shipped partially by Merchant"
    /// All of it has left the merchant.
    case shippedFully = "Shipped fully by Merchant"
    /// It has arrived in the hub.
    case receivedInHub = "Received in Hub"
    /// It has left the hub.
    case dispatched = "Dispatched to Customer"
    /// It has arrived.
    case delivered = "Delivered to Customer"
    /// Ended by the customer.
    case cancelledByCustomer = "Canceled by Customer"
    /// Ended by Global-e, as after the fraud check.
    case cancelledByGlobalE = "Canceled by Global-e"
    /// Ended by the merchant.
    case cancelledByMerchant = "Canceled by Merchant"

    /// Whether the order has ended without a sale.
    package var isCancelled: Bool {
        self == .cancelledByCustomer || self == .cancelledByGlobalE || self == .cancelledByMerchant
    }

    /// Whether nothing has left the merchant and nothing has ended.
    package var isBeforeShipping: Bool {
        self == .fraudCheck || self == .pendingPayment || self == .received || self == .onHold
    }

    /// Whether the merchant may send parcels.
    package var allowsDispatch: Bool {
        self == .received || self == .shippedPartially || self == .shippedFully
    }
}
