import AdapterKit
import Canonical

/// What a successful answer says beyond being one.
struct GlobalENews {
    let adapter: GlobalECheckoutAdapter
    let delivery: OutboundDelivery
    let root: JSONNode

    private var subject: [Reference] {
        delivery.order.references.filter { $0.system == adapter.id && $0.identifiesOrder }
    }

    /// The papers that the answer holds; their contents are the fact's residue.
    func documents() -> [IncomingFact] {
        let papers = GlobalEDocumentsAnswer(root)
        guard !papers.documents.isEmpty else { return [] }
        var content = FactContent()
        content.documents = papers.documents
        content.residue = papers.contents.filter { !Self.isLarge($0.node) }.map {
            Residue(adapter: adapter.id, pointer: $0.pointer, value: JSONText($0.node))
        }
        return [
            IncomingFact(
                kind: .documentsAvailable, orderID: delivery.order.id, subject: subject,
                duplicateKey: "papers:\(delivery.idempotencyKey)", content: content)
        ]
    }

    /// Contents that are too large for a fact.
    func documentWarnings() -> [Reason] {
        guard GlobalEDocumentsAnswer(root).contents.contains(where: { Self.isLarge($0.node) }) else { return [] }
        return [
            Reason(
                code: "globale.paper-too-large",
                message: "a paper is too large for a fact; the question shipping.documents gives it")
        ]
    }

    private static func isLarge(_ content: JSONNode) -> Bool {
        content.range.count > GlobalEAssumptions.largestCarriedPaper
    }

    /// The replacement's id; it is another order, which SendOrderToMerchant brings, so it does not identify this one.
    func replacement() -> [Reference] {
        guard let orderID = root.filled("OrderId") else { return [] }
        return [Reference(system: adapter.id, kind: .unknown("replacement-order"), value: orderID, role: "replacement")]
    }

    /// Source: "createorder" (found): whether a replacement is announced to the merchant is a switch at Global-e.
    func replacementWarnings() -> [Reason] {
        guard let orderID = root.filled("OrderId") else { return [] }
        return [
            Reason(
                code: "globale.replacement-created",
                message: "the replacement is \(GlobalEAnswer.harmless(orderID)); it comes by SendOrderToMerchant where "
                    + "Global-e sends that for replacements")
        ]
    }

    /// The refund that the answer tells of; otherwise NotifyOrderRefund brings it, with the same duplicate key.
    func refund() -> [IncomingFact] {
        guard let notice = root.any("NotifyRefundOrder"), notice.kind == .object else { return [] }
        // What cannot be read here comes again by the notification, which is held where it cannot be read either.
        return (try? adapter.notices.facts(.orderRefund, notice.rawBytes)) ?? []
    }

    /// The order as it is after an edit; a short form would take away what it leaves out, so it changes nothing here.
    func changedOrder() -> [IncomingFact] {
        let message = JSONReading(JSONText(root).document, dialect: GlobalEJSON.dialect).root
        guard GlobalEOrderTranslator.isWhole(message), let order = try? adapter.order(of: root) else { return [] }
        var content = FactContent()
        content.order = order
        return [
            IncomingFact(
                kind: .orderChanged, orderID: delivery.order.id, subject: subject,
                duplicateKey: "edit:\(delivery.idempotencyKey)", content: content)
        ]
    }

    /// Global-e's id of an order that was begun by SendOrder.
    func sentOrder() -> [Reference] {
        guard let orderID = root.any("Order")?.filled("OrderId") else { return [] }
        return [Reference(system: adapter.id, kind: .order, value: orderID)]
    }

    /// Source: provider page "SendOrder" (stated): alternative payments are finished by the customer at an address.
    func paymentWarnings() -> [Reason] {
        guard root.filled("PaymentActionURL") != nil else { return [] }
        return [
            Reason(
                code: "globale.payment-action",
                message: "the customer has to finish the payment at the address in Global-e's answer")
        ]
    }
}

extension GlobalECheckoutAdapter {
    /// A Merchant.Order within an answer as the canonical order that it is.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the member that stands in the way.
    func order(of node: JSONNode) throws(TranslationProblem) -> Order {
        let reading = JSONReading(JSONText(node).document, dialect: GlobalEJSON.dialect)
        let translator = GlobalEOrderTranslator(
            adapter: id, environment: configuration.environment, merchantGUID: configuration.merchantGUID)
        return try translator.read(reading).order
    }
}
