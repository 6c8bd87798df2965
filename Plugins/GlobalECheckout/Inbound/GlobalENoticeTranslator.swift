import AdapterKit
import Canonical

/// Reads Global-e's notifications into facts; pure.
struct GlobalENoticeTranslator: Sendable {
    /// The installed adapter, the system of every reference.
    var adapter: String
    /// Codes and what they mean.
    var configuration: GlobalEConfiguration

    /// The facts of a message.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is wrong.
    func facts(_ notice: GlobalENotice, _ bytes: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        let reading = try GlobalEJSON.reading(bytes)
        return try facts(notice, reading, digest: String(Digest.sha256(bytes).prefix(32)))
    }

    /// The facts of a stored document, whose kind is guessed.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is wrong.
    func facts(document bytes: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        let reading = try GlobalEJSON.reading(bytes)
        let notice = try GlobalENotice(guessing: GlobalEJSON.message(of: reading))
        return try facts(notice, reading, digest: String(Digest.sha256(bytes).prefix(32)))
    }

    private func facts(
        _ notice: GlobalENotice, _ reading: JSONReading, digest: String
    ) throws(TranslationProblem) -> [IncomingFact] {
        switch notice {
        case .order: return try order(reading, digest)
        case .restrictedProducts:
            // About a cart, not an order: the stored message is all that is kept of it.
            return []
        default: break
        }
        return try GlobalEJSON.read { () throws(JSONReadError) in
            let message = try GlobalEJSON.message(of: reading).asObject()
            let scribe = GlobalEScribe(reading: message, GlobalEScribe.Record())
            scribe.secret("MerchantGUID", configuration.merchantGUID)
            switch notice {
            case .orderStatus: return try status(scribe, message, reading, digest)
            case .orderPayment: return try payment(scribe, message, reading, digest)
            case .orderShipping: return try shipping(scribe, reading, digest)
            case .orderRefund: return try refund(scribe, reading, digest)
            case .parcelDispatch: return try dispatch(scribe, reading, digest)
            case .requiredDocuments: return try papers(scribe, message, reading, digest)
            case .order, .restrictedProducts: return []
            }
        }
    }

    private var orders: GlobalEOrderTranslator {
        GlobalEOrderTranslator(
            adapter: adapter, environment: configuration.environment, merchantGUID: configuration.merchantGUID)
    }

    /// SendOrderToMerchant: creates the order, or updates the one that has its id (contract 1.7 and 3.10).
    private func order(_ reading: JSONReading, _ digest: String) throws(TranslationProblem) -> [IncomingFact] {
        let read = try orders.read(reading)
        let id = read.orderID
        var content = FactContent()
        content.order = read.order
        var facts = [
            fact(.orderReceived, id, "order:\(digest)", content, at: read.order.origin.placedAt)
        ]
        facts[0].kindWhenKnown = .orderChanged
        // The merchant's id of one order must not come back with another (contract 1.7).
        facts[0].claims = read.order.references.filter { $0.role == "merchant" }
        if !read.required.isEmpty {
            var content = FactContent()
            content.documents = read.required
            // One key for the same papers: an order that is sent again must not wait for them again.
            let kinds = read.required.map { "\($0.kind)/\($0.reference ?? "")" }.joined(separator: ",")
            facts.append(fact(.documentsRequired, id, "required:\(kinds)", content))
        }
        let message = GlobalEJSON.message(of: reading)
        if message.member("PaymentDetails")?.kind == .object { facts += paid(id, read.order.payments.first, digest) }
        let code = message.member("StatusCode")?.node.looseText
        switch code.flatMap({ configuration.meaning(ofStatus: $0) }) {
        case .cancelled:
            var content = FactContent()
            content.cancellation = cancellation(message)
            facts.append(fact(.orderCancelled, id, "cancelled", content))
        case .completed: facts.append(fact(.orderCompleted, id, "completed", FactContent()))
        default: break
        }
        return facts
    }

    /// UpdateOrderStatus, minimal or with the whole order (contract 3.13).
    private func status(
        _ scribe: GlobalEScribe, _ message: JSONReader, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let isWhole = GlobalEOrderTranslator.isWhole(message)
        let cancellation = cancellation(message)
        // The documented table names an object, its sample is flat: both are read.
        let nested = message.member("OrderStatus")?.member("OrderStatusCode")?.node.looseText
        guard let code = message.member("StatusCode")?.node.looseText ?? nested else {
            throw message.fail(.missing, at: "StatusCode", "a status is needed here")
        }
        var time: Instant?
        try scribe.moment("OrderStatusUpdateTime", &time)
        var content = FactContent()
        let id: String
        if isWhole {
            do {
                let read = try orders.read(JSONReading(reading.document, dialect: GlobalEJSON.dialect))
                content.order = read.order
                id = read.orderID
            } catch {
                throw message.fail(.badValue, error.message)
            }
        } else {
            id = try orderID(scribe)
            content.references = try references(scribe)
            message.markRead("StatusCode")
            message.markRead("OrderStatusReason")
            content.residue = GlobalEJSON.residue(of: reading, adapter)
        }
        content.status = code
        let kind = kind(ofStatus: code)
        if kind == .orderCancelled { content.cancellation = cancellation }
        // The documented token for telling a repetition is the time, where it is sent.
        let key = message.member("OrderStatusUpdateTime")?.node.looseText.map { "\(code.lowercased()):\($0)" } ?? digest
        return [fact(kind, id, "status:\(key)", content, at: time)]
    }

    private func kind(ofStatus code: String) -> FactKind {
        switch configuration.meaning(ofStatus: code) {
        case .ready: .orderReady
        case .cancelled: .orderCancelled
        case .completed: .orderCompleted
        case .shipped: .shipmentDispatched
        case .delivered: .shipmentDelivered
        case .received, .other, nil: .orderStatus
        }
    }

    /// Why Global-e ends an order, with the merchant's reason codes turned into ours.
    private func cancellation(_ message: JSONReader) -> FactContent.Cancellation {
        var cancellation = FactContent.Cancellation(initiator: "provider")
        guard let reason = message.member("OrderStatusReason"), reason.kind == .object else { return cancellation }
        cancellation.reason = reason.member("OrderStatusReasonCode")?.node.looseText.map {
            configuration.reason(forCode: $0)
        }
        cancellation.note = reason.member("Name")?.node.looseText
        return cancellation
    }

    /// PerformOrderPayment: the fraud check is passed, the order may be fulfilled (contract 1.7 and 3.19).
    ///
    /// Everything but id and payment is null there, so nothing else of the order is touched.
    private func payment(
        _ scribe: GlobalEScribe, _ message: JSONReader, _ reading: JSONReading, _ digest: String
    ) throws(JSONReadError) -> [IncomingFact] {
        let id = try orderID(scribe)
        let references = try references(scribe)
        var payment = Payment()
        if let details = scribe.object("PaymentDetails") {
            try details.text("PaymentMethodCode", &payment.method)
            try details.text("PaymentMethodName", &payment.brand, except: GlobalEAssumptions.noValue)
        }
        if let details = scribe.object("InternationalDetails") {
            try details.text("CardNumberLastFourDigits", &payment.lastFour)
            var transaction: String?
            try details.text("PaymentTransactionReference", &transaction)
            payment.transactions = transaction.map { [$0] } ?? []
        }
        GlobalECards.forget(message)
        var facts = paid(id, payment, digest)
        facts[0].content.references = references
        facts[0].content.residue = GlobalEJSON.residue(of: reading, adapter)
        return facts
    }

    private func paid(_ id: String, _ payment: Payment?, _ digest: String) -> [IncomingFact] {
        var content = FactContent()
        content.payment = payment ?? Payment()
        content.payment?.state = .known(.captured)
        return [
            fact(.paymentCaptured, id, "payment:\(digest)", content), fact(.orderReady, id, "ready", FactContent()),
        ]
    }

    /// Global-e's id of the order that a notification is about.
    func orderID(_ scribe: GlobalEScribe) throws(JSONReadError) -> String {
        var id: String?
        try scribe.text("OrderId", &id, isNeeded: true)
        guard let id else { throw scribe.fail("OrderId", "Global-e's order id is needed here") }
        return id
    }

    /// The merchant's own ids, as Global-e sends them back.
    func references(_ scribe: GlobalEScribe) throws(JSONReadError) -> [Reference] {
        var number: String?
        var order: String?
        try scribe.text("MerchantOrderId", &number)
        try scribe.text("MerchantInternalOrderId", &order)
        return [
            number.map { Reference(system: adapter, kind: .number, value: $0, role: "merchant") },
            order.map { Reference(system: adapter, kind: .internalOrder, value: $0, role: "merchant") },
        ].compactMap { $0 }
    }

    /// A fact about the order with Global-e's id; its key begins with the id.
    func fact(
        _ kind: FactKind, _ id: String, _ key: String, _ content: FactContent, at time: Instant? = nil
    ) -> IncomingFact {
        IncomingFact(
            kind: kind, subject: [Reference(system: adapter, kind: .order, value: id)], duplicateKey: "\(id):\(key)",
            occurredAt: time, content: content)
    }
}
