import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes

@testable import GlopalOrders

/// What the tests of this adapter share: a store, its orders and its calls.
enum Glopal {
    static let fixtures = Fixtures("../../Plugins/GlopalOrders/Fixtures")
    static let base = "https://orders.example.com"
    static let key = "GL.4f1c9a7be0"
    static let orderID = "410001-200002"
    static let ordersURL = "\(base)/v2/orders/acme-eu"

    static func bytes(_ fixture: String) throws -> [UInt8] { try fixtures.bytes(fixture) }

    static func settings(_ changes: [String: Settings.Value] = [:]) throws -> Settings {
        var values: [String: Settings.Value] = [
            "endpoint": .string(base), "api_key": .secret(Secret(key)), "store_id": .string("acme-eu"),
        ]
        values.merge(changes) { $1 }
        return try SettingsSample.settings(GlopalOrdersAdapter.declaration.settings, values)
    }

    static func adapter(_ changes: [String: Settings.Value] = [:]) throws -> GlopalOrdersAdapter {
        try GlopalOrdersAdapter(id: "glopal-eu", settings: settings(changes))
    }

    /// The order of a fixture as the gateway knows it after its facts.
    static func order(_ fixture: String, _ changes: [String: Settings.Value] = [:]) throws -> Order {
        let facts = try adapter(changes).translate(document: bytes(fixture))
        var order = Order(id: OrderID("01JHNORDER0000000000000000"), origin: Origin(adapter: "glopal-eu"))
        for (index, fact) in facts.enumerated() { order.apply(Self.fact(fact.kind, fact.content, "F\(index)")) }
        return order
    }

    static func fact(_ kind: FactKind, _ content: FactContent, _ id: String = "F", source: String = "glopal-eu") -> Fact
    {
        Fact(
            id: FactID(id), orderID: OrderID("01JHNORDER0000000000000000"), kind: kind, source: source,
            origin: "glopal-eu", receivedAt: .testMoment, duplicateKey: id, content: content)
    }

    static func delivery(
        _ kind: FactKind, _ content: FactContent, of order: Order, attempt: Int = 1
    ) -> OutboundDelivery {
        OutboundDelivery(
            id: DeliveryID("D1"), operation: GlopalOrdersAdapter.declaration.carries[kind] ?? "",
            fact:
                fact(kind, content, source: "oms"), order: order, idempotencyKey: "K1", attempt: attempt)
    }

    static func accept(
        _ orderID: String = "7051", _ number: String = "007051", of order: Order, attempt: Int = 1
    ) -> OutboundDelivery {
        var content = FactContent()
        content.acceptance = FactContent.Acceptance(orderID: orderID, orderNumber: number)
        return delivery(.orderAccepted, content, of: order, attempt: attempt)
    }

    static func cancel(_ reason: String? = "out_of_stock", of order: Order, attempt: Int = 1) -> OutboundDelivery {
        var content = FactContent()
        content.cancellation = FactContent.Cancellation(reason: reason)
        return delivery(.orderCancelled, content, of: order, attempt: attempt)
    }

    static func refund(_ refund: Refund, of order: Order, attempt: Int = 1) -> OutboundDelivery {
        var content = FactContent()
        content.refund = refund
        return delivery(.refundRequested, content, of: order, attempt: attempt)
    }

    /// A refund of an amount in the buyer's currency.
    static func partial(_ amount: StaticString, _ currency: StaticString = "EUR") -> Refund {
        var refund = Refund()
        refund.id = "OMS-R1"
        refund.reason = "late_delivery"
        refund.amounts.customer = .init(Money(ExactDecimal(exactly: amount), Currency(exactly: currency)))
        return refund
    }

    static func details(_ json: [UInt8], status: Int = 200) -> ExchangeStep {
        details(orderID, json, status: status)
    }

    static func details(_ orderID: String, _ json: [UInt8], status: Int = 200) -> ExchangeStep {
        ExchangeStep(.get, "\(ordersURL)/\(orderID)", headers: authorization, status: status, json: json)
    }

    static func post(_ path: String, status: Int = 200, _ answer: String) -> ExchangeStep {
        ExchangeStep(
            .post, "\(ordersURL)/\(orderID)/\(path)", headers: authorization, status: status, json: answer.utf8)
    }

    static func post(_ path: String, _ body: String, status: Int = 200, _ answer: String) -> ExchangeStep {
        var step = post(path, status: status, answer)
        step.body = body
        return step
    }

    static let authorization: HTTPFields = [.authorization: "Bearer \(key)"]

    /// A fact as text, for comparison with a file.
    static func json(_ facts: [IncomingFact]) -> String {
        var writer = JSONWriter()
        writer.array { writer in
            for fact in facts {
                writer.object { writer in
                    writer.key("kind")
                    writer.string(fact.kind.rawValue)
                    writer.key("duplicateKey")
                    writer.string(fact.duplicateKey)
                    writer.key("subject")
                    writer.array { writer in for reference in fact.subject { reference.write(to: &writer) } }
                    if let time = fact.occurredAt {
                        writer.key("occurredAt")
                        writer.string(time.spelling)
                    }
                    writer.key("content")
                    fact.content.write(to: &writer)
                }
            }
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
