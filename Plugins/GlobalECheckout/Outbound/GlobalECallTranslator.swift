import AdapterKit
import Canonical

/// Translates one delivery into its call to Global-e; pure.
struct GlobalECallTranslator {
    /// The installed adapter, whose references are Global-e's.
    let adapter: String
    let configuration: GlobalEConfiguration
    let delivery: OutboundDelivery

    var order: Order { delivery.order }
    var content: FactContent { delivery.fact.content }

    /// The call that carries the fact, or that a person told.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing or cannot be right.
    func call() throws(TranslationProblem) -> GlobalECall {
        let operation = try operation()
        switch operation {
        case .updateOrderStatus where !isTold: return try statusCall()
        case .cancelOrder where !isTold: return try cancelCall()
        case .updateOrderDispatchV2 where content.shipment != nil, .getShippingDocuments where content.shipment != nil:
            return try dispatchCall(operation)
        case .createOrderRefund where content.refund != nil:
            return try GlobalERefundCall(self).call
        case .requestDocuments where !isTold: return try documentsCall()
        default: return try toldCall(operation)
        }
    }

    /// The operation by its name.
    ///
    /// - Throws: `TranslationProblem` when there is none.
    func operation() throws(TranslationProblem) -> GlobalEOperation {
        guard let operation = GlobalEOperation(rawValue: delivery.operation) else {
            throw TranslationProblem(
                code: "operation.unknown", pointer: "", message: "Global-e has no operation \(delivery.operation)")
        }
        return operation
    }

    /// Whether the operation's own members are given instead of a fact's.
    private var isTold: Bool {
        content.request != nil && content.cancellation == nil && content.acceptance == nil && content.status == nil
            && content.documents.isEmpty && content.shipment == nil
    }

    /// Global-e's id of the order.
    ///
    /// - Throws: `TranslationProblem` when the order has none.
    func orderID() throws(TranslationProblem) -> String {
        guard let id = order.globalEOrderID(at: adapter) else {
            throw TranslationProblem(
                code: "reference.missing", pointer: "/references", message: "the order has no Global-e order id")
        }
        return id
    }

    /// The id that is given, else Global-e's id of the order.
    ///
    /// - Throws: `TranslationProblem` when there is neither.
    func orderID(given: String?) throws(TranslationProblem) -> String {
        if let given { return given }
        return try orderID()
    }

    /// What names a line at Global-e: its cart item, else the product's code.
    struct LineName {
        var cartItemID: String?
        var productCode: String?
    }

    /// The line of the order that a quantity names.
    func line(of item: Shipment.LineQuantity) -> Line? { order.line(of: item) }

    /// What names a quantity's line at Global-e.
    ///
    /// - Throws: `TranslationProblem` when nothing does.
    func name(of item: Shipment.LineQuantity, at pointer: String) throws(TranslationProblem) -> LineName {
        let found = line(of: item)
        let own = found?.references.first { $0.system == adapter && $0.kind == .known(.line) }?.value
        let name = LineName(cartItemID: own ?? found?.id ?? item.line, productCode: found?.sku ?? item.sku)
        guard name.cartItemID != nil || name.productCode != nil else {
            throw TranslationProblem(
                code: "field.missing", pointer: pointer, message: "neither a line nor a product is named")
        }
        return name
    }
}

extension Order {
    /// The id that one installed adapter's Global-e gave the order.
    func globalEOrderID(at adapter: String) -> String? {
        references.first { $0.system == adapter && $0.identifiesOrder && !$0.value.isEmpty }?.value
    }

    /// The line that a quantity names by an id, or by a product's code that no other line has.
    func line(of item: Shipment.LineQuantity) -> Line? {
        if let name = item.line {
            return lines.first { $0.id == name }
                ?? lines.first { $0.references.contains { $0.value == name } }
        }
        let candidates = item.sku.map { sku in lines.filter { $0.sku == sku } } ?? []
        // Global-e picks one of several arbitrarily, so a code that two lines share names none.
        return candidates.count == 1 ? candidates.first : nil
    }
}

extension JSONWriter {
    /// Writes the members that name a line.
    mutating func members(_ name: GlobalECallTranslator.LineName) {
        member("CartItemId", filled: name.cartItemID)
        member("ProductCode", filled: name.productCode)
    }
}
