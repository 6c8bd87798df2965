import AdapterKit
import Canonical

/// One CreateOrderRefund: what goes into the query, what into the body, and where every amount went.
///
/// Source: provider page "CreateOrderRefund" (stated: rules, errors), "orderrefunddetails" and "refundproduct" (found:
/// members); that the details travel in the query and the products are the body is found in the vendor's own client.
struct GlobalERefundCall {
    private let translator: GlobalECallTranslator
    private let refund: Refund
    private let reason: GlobalEReason?
    private var amounts = GlobalERefundAmounts()
    private var ledger = Ledger()

    /// The call, ready to be addressed.
    private(set) var call = GlobalECall(.createOrderRefund)

    /// Works the call out from the fact and the order.
    ///
    /// - Throws: `TranslationProblem` when the refund breaks a rule that is stated, or has no amount to send.
    init(_ translator: GlobalECallTranslator) throws(TranslationProblem) {
        guard let refund = translator.content.refund else {
            throw TranslationProblem(code: "field.missing", pointer: "/refund", message: "the fact has no refund")
        }
        self.translator = translator
        self.refund = refund
        reason = GlobalEReason(refund.reason, translator.configuration)
        recordUnsaid()
        let products: [UInt8]
        if refund.isFull {
            ledger.record(missing: refund.amounts, "refund.amounts")
            recordComponents()
            // Stated: a list beside FullRefund makes the call fail, so all that is left is not listed.
            products = []
        } else if try isOutOfStock() {
            ledger.record(missing: refund.amounts, "refund.amounts")
            recordComponents()
            products = try productList(shares: [])
        } else {
            amounts = try GlobalERefundAmounts(refund, translator.order, &ledger)
            let shares = try amounts.shares(of: refund.lines, translator)
            products = refund.lines.isEmpty ? [] : try productList(shares: shares)
        }
        let details = try details()
        call = GlobalECall(.createOrderRefund, body: products, ledger: ledger)
        call.add("orderRefund", json: details)
    }

    /// Amounts of a refund that the call has no place for.
    private mutating func recordUnsaid() {
        if let liability = refund.liability {
            ledger.record(missing: liability.merchant, .customer, "refund.liability.merchant")
            ledger.record(missing: liability.provider, .customer, "refund.liability.provider")
        }
        if let claimed = refund.claim?.amount { ledger.record(missing: claimed, .customer, "refund.claim.amount") }
    }

    private mutating func recordComponents() {
        for (index, component) in refund.components.enumerated() {
            ledger.record(missing: component.amounts, "refund.components[\(index)].amounts")
        }
    }

    /// Whether the lines are out of stock; then quantities decide and amounts are ignored (stated).
    ///
    /// - Throws: `TranslationProblem` when only some are, which is refused (stated).
    private func isOutOfStock() throws(TranslationProblem) -> Bool {
        let configuration = translator.configuration
        let marks = refund.lines.map { GlobalEReason.isOutOfStock($0.reason ?? refund.reason, configuration) }
        guard marks.contains(true) else { return false }
        guard !marks.contains(false), refund.components.isEmpty else {
            throw TranslationProblem(
                code: "globale.mixed-reasons", pointer: "/refund/lines",
                message: "goods that are out of stock go into a refund of their own, without anything else")
        }
        return true
    }

    private func details() throws(TranslationProblem) -> [UInt8] {
        let orderID = try translator.orderID()
        let reference = String(
            (refund.id ?? translator.delivery.idempotencyKey).prefix(GlobalEAssumptions.Outbound.longestReference))
        return globalEJSON { writer in
            writer.object { writer in
                writer.member("OrderId", filled: orderID)
                if refund.isFull {
                    writer.key("FullRefund")
                    writer.bool(true)
                }
                amounts.write(to: &writer)
                writer.member("RefundReason", codeName: "OrderRefundReasonCode", reason: reason)
                writer.member("RefundComments", filled: refund.note)
                writer.member("externalReference", filled: reference)
                writer.member("InitiatedBy", filled: refund.initiator?.raw)
            }
        }
    }

    private func productList(shares: [GlobalERefundAmounts.Share]) throws(TranslationProblem) -> [UInt8] {
        try globalEJSON { (writer) throws(TranslationProblem) in
            try writer.array { (writer) throws(TranslationProblem) in
                for (index, item) in refund.lines.enumerated() {
                    let share = shares.indices.contains(index) ? shares[index] : GlobalERefundAmounts.Share()
                    try write(item, share, at: "/refund/lines/\(index)", to: &writer)
                }
            }
        }
    }

    private func write(
        _ item: Shipment.LineQuantity, _ share: GlobalERefundAmounts.Share, at pointer: String,
        to writer: inout JSONWriter
    ) throws(TranslationProblem) {
        guard item.quantity > 0 else {
            throw TranslationProblem(
                code: "field.value", pointer: "\(pointer)/quantity", message: "a quantity above zero was wanted")
        }
        let name = try translator.name(of: item, at: pointer)
        let reason = item.reason.flatMap { GlobalEReason($0, translator.configuration) } ?? reason
        writer.object { writer in
            if let cartItemID = name.cartItemID {
                writer.member("CartItemId", filled: cartItemID)
            } else {
                writer.member("ProductCode", filled: name.productCode)
            }
            writer.member("RefundQuantity", number: item.quantity)
            writer.member("RefundAmount", number: share.customer)
            writer.member("OriginalRefundAmount", number: share.merchant)
            writer.member("RefundReason", codeName: "OrderRefundReasonCode", reason: reason)
        }
    }
}
