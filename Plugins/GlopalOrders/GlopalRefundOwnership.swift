import AdapterKit
import Canonical

/// Tells whether the one listed refund of the right amount and time is a delivery's, by what the order knows.
///
/// The order lists requests and refunds in the sequence in which they were heard of. A refund that answers a request
/// takes the request's place, where the amounts tell that it does; otherwise it comes behind. Deliveries of one order
/// go in that sequence too, so a later request cannot have been sent yet, but an earlier one may have been paid.
struct GlopalRefundOwnership {
    private let refunds: [Refund]
    private let amount: Money
    /// The place of the delivery's own request; nil once a refund has taken it.
    private let own: Int?

    /// Finds the delivery's request among those of its order.
    init(_ delivery: OutboundDelivery, _ amount: Money) {
        let asked = delivery.fact.content.refund
        refunds = delivery.order.refunds
        self.amount = amount
        own = refunds.firstIndex {
            $0.state == .known(.requested) && $0.id == asked?.id && $0.amounts == asked?.amounts
        }
    }

    /// Whether the refund can be no other request's, nor one that was made by hand before ours was asked for.
    func isCertain(of refund: Refund) -> Bool {
        guard let id = refund.id, let known = refunds.firstIndex(where: { $0.id == id && $0.state == .known(.issued) })
        else {
            // Without an id nobody can say whether it is known.
            return refund.id != nil && !hasRival(before: own ?? refunds.endIndex)
        }
        // Without a time it may be from before.
        guard refund.createdAt != nil else { return false }
        if let own { return known > own && !hasRival(before: own) }
        return !hasRival(before: known)
    }

    /// Whether an earlier request of the same amount is open; what became of it is not known for certain.
    private func hasRival(before place: Int) -> Bool {
        refunds[..<place].contains {
            $0.state == .known(.requested) && ($0.amounts.customer?.money ?? amount) == amount
        }
    }
}
