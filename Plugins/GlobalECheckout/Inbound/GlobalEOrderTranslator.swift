import AdapterKit
import Canonical

/// Reads a Merchant.Order into the canonical order; pure.
///
/// Only the order's id, the merchant's currency and each product's quantity are indispensable (contract 3.10); what is
/// not read is kept.
struct GlobalEOrderTranslator: Sendable {
    /// What a Merchant.Order says.
    struct Message {
        /// The order with form and residue.
        var order: Order
        /// Global-e's id of it.
        var orderID: String
        /// The papers without which the goods may not leave.
        var required: [Document]
    }

    /// The installed adapter, the system of every reference.
    var adapter: String
    /// Whether the orders are real.
    var environment: Order.Environment
    /// The merchant's GUID, which documents carry and nobody keeps.
    var merchantGUID: Secret

    /// Reads a document that holds a whole order.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the member that stands in the way.
    func read(_ reading: JSONReading) throws(TranslationProblem) -> Message {
        try GlobalEJSON.read { () throws(JSONReadError) in try message(reading) }
    }

    /// Whether a message holds the whole order and not only the members of its occasion (contract 3.13, 3.19).
    static func isWhole(_ message: JSONReader) -> Bool {
        guard message.member("CurrencyCode")?.node.looseText != nil, message.member("Products")?.count ?? 0 > 0 else {
            return false
        }
        return ["InternationalDetails", "PrimaryShipping", "SecondaryShipping"].allSatisfy {
            message.member($0)?.kind == .object
        }
    }

    private func message(_ reading: JSONReading) throws(JSONReadError) -> Message {
        let message = try GlobalEJSON.message(of: reading).asObject()
        for key in ["CurrencyCode", "Products"] where message.presence(key) != .value {
            throw message.fail(.missing, at: key, "an order needs this")
        }
        var order = Order(id: OrderID(""), origin: Origin(adapter: adapter))
        order.environment = .known(environment)
        let record = GlobalEScribe.Record()
        var description = GlobalEOrderDescription(
            adapter: adapter, merchantGUID: merchantGUID,
            side: GlobalEOrderDescription.endCustomerSide(of: message))
        try description.describe(GlobalEScribe(reading: message, record), &order)
        guard let orderID = order.references.first(where: \.identifiesOrder)?.value else {
            throw message.fail(.missing, at: "OrderId", "an order needs its id")
        }
        complete(&order, from: message)
        GlobalECards.forget(message)
        order.residue = GlobalEJSON.residue(of: reading, adapter)
        order.extensions.append(
            GlobalEForm(of: reading, record, side: description.side, places: description.places).asExtension)
        return Message(
            order: order, orderID: orderID, required: order.documents.filter { $0.state == .known(.required) })
    }

    /// Adds what follows from the stated values.
    private func complete(_ order: inout Order, from message: JSONReader) {
        // Stated: guaranteed duties are paid by us, others by the buyer at the border (contract 2.7).
        order.commercial.incoterm = order.commercial.dutiesGuaranteed.map { .known($0 ? .ddp : .dap) }
        GlobalEReconciliation.computeShippingPrice(&order)
        GlobalEReconciliation.nameDifference(&order)
        order.fillComputedTotals()
        if let parameters = GlobalEURLParameters.read(message.member("UrlParameters")?.node.stringValue) {
            order.extensions.append(Extension(name: GlobalEURLParameters.name, value: parameters))
        }
    }
}

/// Numbers of cards, which are read by nobody.
enum GlobalECards {
    /// Counts the numbers of cards as read, so that no fact and no residue keeps them.
    static func forget(_ message: JSONReader) {
        guard let details = message.member("PaymentDetails"), details.kind == .object else { return }
        // The kind was checked, so opening it cannot fail.
        _ = try? details.asObject()
        for key in GlobalEAssumptions.neverKept { details.markRead(key) }
    }
}

/// The JSON text inside `UrlParameters`.
enum GlobalEURLParameters {
    /// The extension that carries them: an object of names and values.
    static let name = "ext.globale-checkout.url-parameters"

    /// The parameters, parsed a second time; nil when the text is malformed, as the documented one is (contract 2.1).
    static func read(_ text: String?) -> JSONText? {
        guard let text, let root = try? JSONDocument.parse(Array(text.utf8)).root, root.kind == .array else {
            return nil
        }
        var seen: Set<String> = []
        var writer = JSONWriter(capacity: 128)
        writer.beginObject()
        for element in root.elements {
            func member(_ name: String) -> JSONNode? {
                element.members.first { $0.key.lowercased() == name }?.value
            }
            guard let key = member("key")?.looseText, seen.insert(key).inserted else { continue }
            writer.key(key)
            if let value = member("value") { writer.raw(value) } else { writer.null() }
        }
        writer.endObject()
        return GlobalEJSON.text(writer)
    }
}
