import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS

/// The adapter, the order and the messages of these tests.
enum Sample {
    static let signingKey = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let otherKey = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7"
    static let inboundKey = "whsec_yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5ufo6err7O3u7w=="
    static let fixtures = Fixtures("../../Plugins/MerchantOMS/Fixtures")
    static let orderID = OrderID("01KF0QZ8V0ABCDEFGHJKMNPQRS")

    static func settings(_ changes: [String: Settings.Value?] = [:]) throws -> Settings {
        var values: [String: Settings.Value] = [
            "endpoint": .string("https://oms.example/"), "signing_key": .secret(Secret(signingKey)),
            "inbound_key": .secret(Secret(inboundKey)), "scope": .string("acme-eu"),
        ]
        for (name, value) in changes { values[name] = value }
        return try SettingsSample.settings(MerchantOMSAdapter.declaration.settings, values)
    }

    static func adapter(_ changes: [String: Settings.Value?] = [:]) throws -> MerchantOMSAdapter {
        try MerchantOMSAdapter(id: "oms", settings: settings(changes))
    }

    static func order() throws -> Order {
        try Order(reading: JSONReading(JSONDocument.parse(fixtures.bytes("order-ready.order.json"))).root)
    }

    /// A delivery of a fact from Global-e about the sample order.
    static func delivery(
        _ kind: FactKind, key duplicateKey: String = "GE0071234567:ready", order: Order? = nil,
        _ change: (inout FactContent) -> Void = { _ in }
    ) throws -> OutboundDelivery {
        var content = FactContent()
        change(&content)
        let fact = Fact(
            id: FactID("01KF0QZ8V1FACTFACTFACTFACT"), orderID: orderID, kind: kind, source: "globale",
            origin: "globale", receivedAt: .testMoment, duplicateKey: duplicateKey, revision: "r7",
            traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", content: content)
        return OutboundDelivery(
            id: DeliveryID("01KF0QZ8V2DELIVERYDELIVERY"),
            operation: MerchantOMSAdapter.declaration.carries[kind] ?? "none", fact: fact,
            order: try order ?? self.order(), idempotencyKey: "DELIVERY-1", attempt: 1, route: "sales to the OMS")
    }

    /// What Global-e says when it has given money back.
    static func refundDelivery() throws -> OutboundDelivery {
        try delivery(.refundIssued, key: "R-9") { content in
            var refund = Refund()
            refund.id = "R-9"
            refund.state = .known(.issued)
            refund.reason = "returned"
            refund.amounts.merchant = .init(
                Money(amount: ExactDecimal(exactly: "4.42"), currency: .init(exactly: "GBP")))
            refund.amounts.customer = .init(
                Money(amount: ExactDecimal(exactly: "5.10"), currency: .init(exactly: "EUR")))
            var tax = Amounts()
            tax.customer = .init(Money(amount: ExactDecimal(exactly: "0.81"), currency: .init(exactly: "EUR")))
            refund.components = [MoneyComponent(kind: .tax, amounts: tax, isIncluded: true)]
            content.refund = refund
            // Without a system it is the source's own.
            content.references = [Reference(system: "", kind: .refund, value: "R-9")]
            content.order = Order(id: orderID, origin: Origin(adapter: "globale"))
        }
    }

    /// A request of the OMS with a genuine signature.
    static func webhook(_ body: [UInt8], id: String = "oms-evt-1", at now: Instant = .testMoment) throws -> WireRequest
    {
        var request = WireRequest(
            method: .post, url: "/facts", headers: [.contentType: "application/json"], body: body)
        StandardWebhooks(key: try WebhookKey(Secret(inboundKey))).sign(&request, id: id, at: now)
        return request
    }

    static func webhook(_ body: String) throws -> WireRequest { try webhook(Array(body.utf8)) }

    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
