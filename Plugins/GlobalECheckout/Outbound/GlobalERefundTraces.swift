import AdapterKit
import Canonical

/// What tells afterwards whether a refund was made.
struct GlobalERefundTraces {
    /// What a list of refunds says about ours.
    enum Finding { case ours, none, unclear }

    private let delivery: OutboundDelivery
    private let refund: Refund?

    init(_ delivery: OutboundDelivery) {
        self.delivery = delivery
        refund = delivery.fact.content.refund
    }

    /// Whether Global-e has announced as many refunds of this amount as were asked for.
    ///
    /// NotifyOrderRefund has no time and no word of ours (contract 2.11), so equal refunds are counted.
    var isAnnounced: Bool {
        guard let refund, !refund.isFull, !refund.amounts.isEmpty else { return false }
        let asked = delivery.order.refunds.filter { $0.state == .known(.requested) && isAlike($0, refund) }
        let issued = delivery.order.refunds.filter { $0.state == .known(.issued) && isAlike($0, refund) }
        return !issued.isEmpty && issued.count >= max(asked.count, 1)
    }

    /// Whether two refunds give the same back, in every currency that both state.
    private func isAlike(_ one: Refund, _ other: Refund) -> Bool {
        let pairs = [
            (one.amounts.customer, other.amounts.customer), (one.amounts.merchant, other.amounts.merchant),
        ].compactMap { pair in pair.0.flatMap { first in pair.1.map { (first.money, $0.money) } } }
        return !pairs.isEmpty && pairs.allSatisfy { $0 == $1 }
    }

    /// What the details' list of refunds says; unclear when there is none, which is all that is documented.
    func listed(in details: JSONNode, _ call: GlobalECall) -> Finding {
        typealias Names = GlobalEAssumptions.Outbound
        guard let refunds = details.any(Names.detailsRefunds), refunds.kind == .array else { return .unclear }
        let sent = call.query.first { $0.name == "orderRefund" }
            .flatMap { try? JSONDocument.parse(Array($0.value.utf8)) }?.root
        let reference = sent?.filled(Names.refundReference)
        if let reference, refunds.elements.contains(where: { $0.filled(Names.refundReference) == reference }) {
            return .ours
        }
        // One without our reference may still be ours, unless each names the one that made it.
        return refunds.elements.allSatisfy { $0.filled(Names.refundReference) != nil } ? .none : .unclear
    }

    /// Whether the refund is of goods that are out of stock, whose quantities Global-e takes off the order.
    func isOutOfStock(_ configuration: GlobalEConfiguration) -> Bool {
        guard let refund, !refund.lines.isEmpty else { return false }
        return refund.lines.allSatisfy { GlobalEReason.isOutOfStock($0.reason ?? refund.reason, configuration) }
    }

    /// Whether the details show that the quantities are gone.
    ///
    /// Equal quantities prove nothing: the order may have been updated since.
    func isTaken(from details: JSONNode, isCancelled: Bool) -> Bool {
        guard let refund, !refund.lines.isEmpty else { return false }
        let products = details.any("Products")?.elements.map { $0 } ?? []
        return refund.lines.allSatisfy { item in
            guard let line = delivery.order.line(of: item), let left = try? line.quantity.subtracting(item.quantity)
            else {
                return false
            }
            let names = Set([line.id] + line.references.map(\.value))
            let product = products.first { product in product.filled("CartItemId").map(names.contains) ?? false }
            guard let product else { return left.isZero }
            let quantity = product.filled("Quantity").flatMap { try? ExactDecimal($0) }
            return quantity == left || isCancelled && left.isZero
        }
    }
}
