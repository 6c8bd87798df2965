import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes

@testable import GlopalShipping

/// What the tests of this adapter share: a login, an order and its calls.
enum Shipping {
    static let fixtures = Fixtures("../../Plugins/GlopalShipping/Fixtures")
    static let base = "https://xport.example.com"
    static let orderID = OrderID("01JHNORDER0000000000000000")
    static let created = #"{"error":0,"order":{"order_id":"OPS-1","order_reference":"SO-10001","status":"created"}}"#

    static func text(_ fixture: String) throws -> String { try fixtures.text(fixture) }

    static func settings(_ changes: [String: Settings.Value] = [:]) throws -> Settings {
        var values: [String: Settings.Value] = [
            "endpoint": .string(base), "login": .string("acme-store-1"), "secret": .secret(Secret("s3cr3t-key")),
            "from_country": .string("GB"), "incoterm": .string("DDP"),
        ]
        values.merge(changes) { $1 }
        return try SettingsSample.settings(GlopalShippingAdapter.declaration.settings, values)
    }

    static func adapter(_ changes: [String: Settings.Value] = [:]) throws -> GlopalShippingAdapter {
        try GlopalShippingAdapter(id: "ship", settings: settings(changes))
    }

    /// An order of a fixture as canonical JSON.
    static func order(_ fixture: String = "order.json") throws -> Order {
        try Order(reading: JSONReading(JSONDocument.parse(fixtures.bytes(fixture))).root)
    }

    static func fact(_ kind: FactKind, _ content: FactContent, source: String = "oms") -> Fact {
        Fact(
            id: FactID("F"), orderID: orderID, kind: kind, source: source, origin: "glopal-eu", receivedAt: .testMoment,
            duplicateKey: "F", content: content)
    }

    static func delivery(
        _ kind: FactKind, _ content: FactContent, of order: Order, operation: String? = nil, attempt: Int = 1
    ) -> OutboundDelivery {
        let name = operation ?? GlopalShippingAdapter.declaration.carries[kind] ?? ""
        var content = content
        if kind == .operationTold { content.status = name }
        return OutboundDelivery(
            id: DeliveryID("D1"), operation: name, fact: fact(kind, content), order: order, idempotencyKey: "K1",
            attempt: attempt)
    }

    static func create(
        _ orderID: String = "SO-10001", _ number: String = "007051", of order: Order, attempt: Int = 1
    ) -> OutboundDelivery {
        var content = FactContent()
        content.acceptance = FactContent.Acceptance(orderID: orderID, orderNumber: number)
        return delivery(.orderAccepted, content, of: order, attempt: attempt)
    }

    /// Two parcels that the OMS says it packed, folded into the order as the gateway does.
    static func dispatch(of order: Order, attempt: Int = 1, ids: Bool = true) -> OutboundDelivery {
        var shipment = Shipment()
        shipment.id = "FU.77OMS"
        shipment.parcels = [parcel(ids ? "WMS0007" : nil, "1", 2), parcel(ids ? "WMS0008" : nil, "2", 1)]
        if !ids {
            shipment.parcels[0].trackingNumber = "PKG-1"
            shipment.parcels[1].trackingNumber = "PKG-2"
        }
        var content = FactContent()
        content.shipment = shipment
        var folded = order
        folded.apply(fact(.shipmentDispatched, content))
        return delivery(.shipmentDispatched, content, of: folded, attempt: attempt)
    }

    static func parcel(_ id: String?, _ line: String, _ quantity: Int) -> Shipment.Parcel {
        var parcel = Shipment.Parcel()
        parcel.id = id
        parcel.weight = 600
        parcel.lines = [Shipment.LineQuantity(line: line, quantity: ExactDecimal(quantity))]
        return parcel
    }

    static func told(
        _ operation: String, _ request: String? = nil, of order: Order, attempt: Int = 1
    ) throws -> OutboundDelivery {
        var content = FactContent()
        content.request = try request.map { try JSONText(validating: Array($0.utf8)) }
        return delivery(.operationTold, content, of: order, operation: operation, attempt: attempt)
    }

    /// The order with the parcels of a label answer.
    static func labelledOrder() throws -> Order {
        let adapter = try adapter()
        let delivery = try dispatch(of: order())
        let response = WireResponse(status: 200, json: try fixtures.bytes("labels.answer.json"))
        let result = try adapter.conclude(response, to: adapter.prepare(delivery), of: delivery)
        return folded(result, into: delivery.order)
    }

    /// The order once the gateway has kept what an answer brought.
    static func folded(_ result: DeliveryResult, into order: Order) -> Order {
        var order = order
        for followUp in result.followUps {
            order.apply(fact(followUp.kind, followUp.content, source: "ship"))
        }
        order.references += result.references.filter { !order.references.contains($0) }
        return order
    }

    static func question(_ name: String, _ parameters: String?, of order: Order? = nil) throws -> Question {
        Question(
            name: name, order: order,
            parameters: try parameters.map { try JSONText(validating: Array($0.utf8)) })
    }

    static func step(
        _ endpoint: GlopalShippingAssumptions.Endpoint, status: Int = 200, _ answer: String
    ) -> ExchangeStep {
        ExchangeStep(.post, base + endpoint.rawValue, status: status, json: answer.utf8)
    }

    static func step(
        _ endpoint: GlopalShippingAssumptions.Endpoint, _ body: String, status: Int = 200, _ answer: String
    ) -> ExchangeStep {
        var step = step(endpoint, status: status, answer)
        step.body = body
        return step
    }

    static func tracked(_ awb: String) -> ExchangeStep {
        step(
            .tracking, #"{"awb":"\#(awb)"}"#, #"{"error":0,"shipment":{"fulfillment_id":"F","outboundawb":"\#(awb)"}}"#)
    }

    static func deliver(
        _ delivery: OutboundDelivery, _ steps: [ExchangeStep], _ changes: [String: Settings.Value] = [:]
    ) async throws -> (result: DeliveryResult, deviations: [String]) {
        let adapter = try adapter(changes)
        let exchange = RecordedExchange(steps)
        let result = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        return (result, exchange.deviations)
    }

    /// A delivery's result as text, for comparison with a file.
    static func json(_ result: DeliveryResult) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("outcome")
            writer.string("\(result.outcome)")
            writer.key("references")
            writer.array { writer in for reference in result.references { reference.write(to: &writer) } }
            writer.key("warnings")
            writer.array { writer in for warning in result.warnings { writer.string("\(warning)") } }
            writer.key("followUps")
            write(result.followUps, to: &writer)
        }
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    static func json(_ facts: [IncomingFact]) -> String {
        var writer = JSONWriter()
        write(facts, to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private static func write(_ facts: [IncomingFact], to writer: inout JSONWriter) {
        writer.array { writer in
            for fact in facts {
                writer.object { writer in
                    writer.key("kind")
                    writer.string(fact.kind.rawValue)
                    writer.key("duplicateKey")
                    writer.string(fact.duplicateKey)
                    if let time = fact.occurredAt {
                        writer.key("occurredAt")
                        writer.string(time.spelling)
                    }
                    writer.key("content")
                    fact.content.write(to: &writer)
                }
            }
        }
    }
}
