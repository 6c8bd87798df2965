import AdapterKit
import Canonical

/// Reads what an OMS says.
struct OMSMessage {
    /// Who ends an order or asks for a refund, unless the OMS names somebody else.
    ///
    /// Source: derived, as the OMS is the merchant's.
    static let initiator = "merchant"

    /// The installed adapter's id.
    let system: String
    /// The store that the OMS's ids belong to.
    let scope: String?

    /// Whether an OMS can say such a thing.
    static func canBe(_ kind: FactKind) -> Bool {
        switch kind {
        case .orderAccepted, .orderRefused, .orderCompleted, .orderCancelled, .orderStatus, .shipmentDispatched,
            .shipmentTracking, .shipmentDelivered, .refundRequested, .returnRequested, .returnAuthorized,
            .returnCancelled, .returnReceived, .documentsRequested, .editRequested, .replacementRequested,
            .productsUpdated:
            true
        // Orders begin at a provider and are changed there; it takes the money, gives it back and makes the papers.
        case .orderReceived, .orderReady, .orderChanged, .paymentCaptured, .refundIssued, .documentsRequired,
            .documentsAvailable, .operationTold:
            false
        }
    }

    /// The fact that a message states; what nobody read of it is its residue.
    ///
    /// It is about the known order unless it names one itself.
    /// - Throws: ``Canonical/JSONReadError`` with the place of what is wrong.
    func fact(
        in document: JSONDocument, duplicateKey: String, about known: OrderID? = nil
    ) throws(JSONReadError) -> IncomingFact {
        let reading = JSONReading(document)
        let message = try reading.root.asObject()
        let kind = try kind(message)
        // An OMS may put its message into a whole CloudEvents envelope; these say nothing that the headers do not.
        for name in ["specversion", "id", "source", "datacontenttype"] { message.markRead(name) }
        let orderID = try message.optionalString("subject") ?? known?.value
        if orderID?.isEmpty == true {
            throw message.fail(.badValue, at: "subject", "the gateway's order id was wanted")
        }
        let data = try message.object("data")
        let reference = try reference(data)
        if orderID == nil, reference == nil {
            throw data.fail(.missing, at: "reference", "the order is not named: by subject, or by a reference here")
        }
        let time = try moment(message)
        var content = try content(kind, data)
        content.residue = reading.residue().map {
            Residue(adapter: system, pointer: $0.pointer.description, value: $0.text)
        }
        return IncomingFact(
            kind: kind, orderID: orderID.map { OrderID($0) }, subject: reference.map { [$0] } ?? [],
            duplicateKey: duplicateKey, occurredAt: time, content: content)
    }

    private func kind(_ message: JSONReader) throws(JSONReadError) -> FactKind {
        guard let kind = FactKind(rawValue: try message.string("type")), Self.canBe(kind) else {
            let names = FactKind.allCases.filter(Self.canBe).map(\.rawValue).joined(separator: ", ")
            throw message.fail(.badValue, at: "type", "one of these was wanted: \(names)")
        }
        return kind
    }

    private func moment(_ message: JSONReader) throws(JSONReadError) -> Instant? {
        guard message.presence("time") == .value, let time = message.member("time") else {
            message.markRead("time")
            return nil
        }
        return try Instant(reading: time)
    }

    /// The order's id at the OMS, or at the system that the reference names.
    private func reference(_ data: JSONReader) throws(JSONReadError) -> Reference? {
        guard let reader = try data.optionalObject("reference") else { return nil }
        var reference = try Reference(reading: reader)
        guard reference.identifiesOrder else {
            throw reader.fail(.badValue, at: "kind", "order was wanted: no other id names one order for sure")
        }
        if reference.value.isEmpty { throw reader.fail(.badValue, at: "value", "an id was wanted") }
        if reference.system.isEmpty {
            reference.system = system
            reference.scope = reference.scope ?? scope
        }
        return reference
    }
}
