import AdapterKit
import Canonical

/// Reads order details into the canonical order; pure.
///
/// Source: Order API 2.3.2. Stated: all amounts are in the order's currency, the rate divides. Found: the names in
/// `GlopalAssumptions.Field`'s comment. Only `id`, `status` and `currency` are indispensable; what is not read is kept.
struct GlopalOrderTranslator: Sendable {
    typealias Field = GlopalAssumptions.Field

    /// The installed adapter, the system of every reference.
    var adapter: String
    /// The store, the scope of every reference.
    var storeID: String
    /// The currency to import in as well; nil leaves the merchant role absent.
    var baseCurrency: Currency?
    /// Which orders belong here.
    var environments: GlopalOrdersConfiguration.Environments

    /// Reads a details document.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the member that stands in the way.
    func read(_ bytes: [UInt8]) throws(TranslationProblem) -> GlopalOrderDetails {
        let reading = try GlopalDocument.reading(bytes)
        let root = reading.root
        try checkEnvironment(root)
        var details = try GlopalDocument.read { () throws(JSONReadError) -> GlopalOrderDetails in try self.details(root)
        }
        try conversion(details.order)?.apply(to: &details.order)
        details.order.fillComputedTotals()
        details.order.residue = residue(of: reading)
        return details
    }

    private func residue(of reading: JSONReading) -> [Residue] {
        reading.residue().map { Residue(adapter: adapter, pointer: $0.pointer.description, value: $0.text) }
    }

    /// An order of another environment must not reach a real warehouse (the member is found, the rule is assumed).
    private func checkEnvironment(_ root: JSONReader) throws(TranslationProblem) {
        let environment = root.member("environment")?.node.stringValue
        guard !environments.admit(environment) else { return }
        throw TranslationProblem(
            code: "glopal.environment", pointer: "/environment",
            message: "the order is not of the environment that this store takes (\(environments.rawValue))")
    }

    private func details(_ root: JSONReader) throws(JSONReadError) -> GlopalOrderDetails {
        let orderID = try root.string("id")
        let status = GlopalOrderDetails.Status(try root.string("status"))
        guard !orderID.isEmpty else { throw root.fail(.badValue, at: "id", "an order id is needed here") }
        guard let currency = Currency(try root.string("currency")) else {
            throw root.fail(.badValue, at: "currency", "a currency code of three capital letters was wanted")
        }
        let subject = Reference(system: adapter, scope: storeID, kind: .order, value: orderID)
        // Source: "Order processing" (stated): the provider turns an order ACCEPTED, our call alone does not.
        var order = Order(
            id: OrderID(""), origin: Origin(adapter: adapter, store: storeID, confirmsAcceptance: true))
        order.references = [subject]
        order.currencies[.customer] = currency
        order.environment = root.text("environment").map { CodeValue($0) } ?? .known(.live)
        order.extensions = [Extension(name: GlopalOrderDetails.Addition.status, value: Self.json(status.raw))]
        // The generated sample shows four languages as an object, an artefact; then it stays in the residue.
        order.origin.locale = root.text("language")
        order.origin.placedAt = root.moment("created_at")
        let acceptance = readExternal(root, into: &order)
        order.rates = readRates(root, currency, order.origin.placedAt)
        readNotes(root, into: &order)
        readParties(root, into: &order)
        try readMoney(root, currency, into: &order)
        readPayment(root, into: &order)
        readTaxScheme(root, into: &order)
        try readReturns(root, into: &order)
        let listsRefunds = try readRefunds(root, currency, into: &order)
        return GlopalOrderDetails(
            orderID: orderID, status: status, order: order, acceptance: acceptance,
            cancellation: status == .cancelled ? readCancellation(root) : nil, listsRefunds: listsRefunds,
            subject: subject)
    }

    /// The merchant's own ids, opaque texts: `007051` stays `007051`; empty and null both mean none (assumed).
    private func readExternal(_ root: JSONReader, into order: inout Order) -> FactContent.Acceptance? {
        guard let external = root.group("external") else { return nil }
        let orderID = external.filledText("order_id")
        let number = external.filledText("order_number")
        if let orderID {
            order.references.append(
                Reference(system: adapter, scope: storeID, kind: .internalOrder, value: orderID, role: "external"))
        }
        if let number {
            order.references.append(
                Reference(system: adapter, scope: storeID, kind: .number, value: number, role: "external"))
        }
        guard let orderID, let number else { return nil }
        return FactContent.Acceptance(orderID: orderID, orderNumber: number)
    }

    /// Rates of 1 base = `rate` order currency (stated); one that is no rate stays in the residue.
    private func readRates(_ root: JSONReader, _ currency: Currency, _ time: Instant?) -> [ExchangeRate] {
        guard let rates = root.group("exchange_rates") else { return [] }
        var result: [ExchangeRate] = []
        for member in rates.node.members {
            guard let base = Currency(member.key), let entry = rates.group(member.key),
                let stated = entry.member("rate")?.node.decimalValue, stated > 0,
                // The value was seen to be a number, so reading it cannot fail.
                let rate = try? entry.decimal("rate")
            else { continue }
            result.append(
                ExchangeRate(from: base, to: currency, rate: rate, kind: "order", source: adapter, time: time))
        }
        return result
    }

    private func readNotes(_ root: JSONReader, into order: inout Order) {
        if let text = root.filledText("customer_note") {
            order.notes.append(Note(author: "buyer", audience: .known(.merchant), text: text))
        }
        if let text = root.filledText("internal_note") {
            order.notes.append(Note(author: adapter, audience: .known(.merchant), text: text))
        }
    }

    private func readPayment(_ root: JSONReader, into order: inout Order) {
        if let transaction = root.filledText(Field.transactionID) {
            order.references.append(
                Reference(system: adapter, scope: storeID, kind: .quote, value: transaction, role: "duty-and-tax"))
        }
        guard let reader = root.group(Field.payment) else { return }
        var payment = Payment()
        payment.method = reader.text(Field.paymentMethod)
        payment.state = reader.text(Field.paymentStatus).map { raw in
            GlopalAssumptions.paymentStates[raw].map { .known($0) } ?? .unknown(raw)
        }
        if payment != Payment() { order.payments = [payment] }
    }

    /// The provider's own IOSS number belongs to exactly the orders that carry it (found).
    private func readTaxScheme(_ root: JSONReader, into order: inout Order) {
        guard let reader = root.group(Field.taxScheme) else { return }
        var seller = CommercialTerms.Responsible(iossNumber: reader.filledText(Field.iossNumber))
        if let supplier = reader.member(Field.deemedSupplier) {
            if let isDeemed = supplier.node.boolValue {
                if isDeemed { seller.name = GlopalAssumptions.deemedSupplierName }
                supplier.markRead()
            } else {
                seller.name = reader.filledText(Field.deemedSupplier)
            }
        }
        if seller != CommercialTerms.Responsible() { order.commercial.sellerOfRecord = seller }
    }

    private func readCancellation(_ root: JSONReader) -> FactContent.Cancellation? {
        guard let reader = root.group(Field.cancellation) else { return nil }
        // Reasons are loosely codified (stated): any text is kept as it is.
        return FactContent.Cancellation(
            reason: reader.text(Field.reason), initiator: reader.text(Field.initiator),
            cancelledAt: reader.moment(Field.cancelledAt))
    }

    private func conversion(_ order: Order) throws(TranslationProblem) -> MerchantConversion? {
        guard let baseCurrency, let currency = order.currencies[.customer] else { return nil }
        return try MerchantConversion(from: currency, to: baseCurrency, rates: order.rates)
    }

    /// A text as a JSON value.
    static func json(_ text: String) -> JSONText {
        var writer = JSONWriter(capacity: 64)
        writer.string(text)
        return validated(writer)
    }

    /// What our own writer wrote, as kept JSON.
    static func validated(_ writer: JSONWriter) -> JSONText {
        do {
            return try JSONText(validating: writer.bytes)
        } catch {
            preconditionFailure("our own JSON is not valid: \(error)")
        }
    }
}
