import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes

@testable import GlobalECheckout

/// What the tests of calls to Global-e share: an order in two currencies, facts about it, and recorded answers.
enum Outbound {
    static let fixtures = Fixtures("../../../Plugins/GlobalECheckout/Fixtures/Outbound")
    static let base = "https://connect.example"
    static let guidQuery = "merchantGUID=\(GlobalE.guid)"
    static let orderID = "GE10097473894NL"
    static let success = #"{"Success":true}"#
    static let codes: [String: Settings.Value] = [
        "statuses": .map([
            ("Canceled", .string("cancelled")), ("processing", .string("ready")), ("done", .string("completed")),
            ("arrived", .string("delivered")),
        ]),
        "reasons": .map([
            ("1010", .string("customer-request")), ("5", .string("out-of-stock")), ("RETURN", .string("returned")),
        ]),
    ]

    static func text(_ fixture: String) throws -> String { try fixtures.text(fixture) }

    static func adapter(_ changes: [String: Settings.Value] = [:]) throws -> GlobalECheckoutAdapter {
        try GlobalE.adapter(codes.merging(changes) { $1 })
    }

    static func money(_ amount: StaticString, _ currency: StaticString) -> Amounts.Entry {
        Amounts.Entry(Money(ExactDecimal(exactly: amount), Currency(exactly: currency)))
    }

    /// Two lines: 2 pieces at 30.00 EUR (25.00 GBP) and 1 at 40.00 EUR (33.00 GBP).
    static func order(system: String = "globale") -> Order {
        var order = Order(id: OrderID("01JHNORDER0000000000000000"), origin: Origin(adapter: system))
        order.references = [
            Reference(system: system, kind: .order, value: orderID),
            Reference(system: system, kind: .number, value: "EUQA1116048", role: "merchant"),
        ]
        order.currencies = [.merchant: Currency(exactly: "GBP"), .customer: Currency(exactly: "EUR")]
        order.lines = [
            line("134643", "SKU-A", 2, "25.00", "30.00"), line("134644", "SKU-B", 1, "33.00", "40.00"),
        ]
        order.totals.stated.grand = Amounts(merchant: money("83.00", "GBP"), customer: money("100.00", "EUR"))
        return order
    }

    private static func line(
        _ id: String, _ sku: String, _ quantity: Int, _ merchant: StaticString, _ customer: StaticString
    ) -> Line {
        var line = Line(id: id, quantity: ExactDecimal(quantity))
        line.sku = sku
        line.discountedPrice = Amounts(merchant: money(merchant, "GBP"), customer: money(customer, "EUR"))
        return line
    }

    static func delivery(
        _ kind: FactKind, _ content: FactContent, of order: Order = order(), attempt: Int = 1,
        operation: GlobalEOperation? = nil
    ) -> OutboundDelivery {
        let fact = Fact(
            id: FactID("F1"), orderID: order.id, kind: kind, source: "oms", origin: "globale", receivedAt: .testMoment,
            duplicateKey: "F1", content: content)
        return OutboundDelivery(
            id: DeliveryID("D1"),
            operation: operation?.rawValue ?? GlobalECheckoutAdapter.declaration.carries[kind] ?? "", fact: fact,
            order: order, idempotencyKey: "K1", attempt: attempt)
    }

    /// An operation as a person tells it.
    static func told(
        _ operation: GlobalEOperation, _ request: String, of order: Order = order(), attempt: Int = 1
    ) throws -> OutboundDelivery {
        var content = FactContent()
        content.request = try JSONText(validating: Array(request.utf8))
        return delivery(.orderStatus, content, of: order, attempt: attempt, operation: operation)
    }

    static func cancelled(_ reason: String?, note: String? = nil, attempt: Int = 1) -> OutboundDelivery {
        var content = FactContent()
        content.cancellation = FactContent.Cancellation(reason: reason, note: note)
        return delivery(.orderCancelled, content, attempt: attempt)
    }

    static func refund(_ refund: Refund, of order: Order = order(), attempt: Int = 1) -> OutboundDelivery {
        var content = FactContent()
        content.refund = refund
        return delivery(.refundRequested, content, of: order, attempt: attempt)
    }

    static func item(_ line: String, _ quantity: Int, reason: String? = nil) -> Shipment.LineQuantity {
        Shipment.LineQuantity(line: line, quantity: ExactDecimal(quantity), reason: reason)
    }

    /// A call that is expected, with the GUID in header and query.
    static func step(
        _ path: String, query: String = "", body: String? = nil, status: Int = 200, _ answer: String
    ) -> ExchangeStep {
        ExchangeStep(
            .post, url(path, query), body: body, headers: guidHeader, status: status, json: answer.utf8)
    }

    static func url(_ path: String, _ query: String = "") -> String {
        "\(base)\(path)?\(guidQuery)" + (query.isEmpty ? "" : "&\(query)")
    }

    static var guidHeader: HTTPFields {
        var headers = HTTPFields()
        if let name = HTTPField.Name("MerchantGUID") { headers[name] = GlobalE.guid }
        return headers
    }

    static func argument(_ name: String, _ json: String) -> String { "\(name)=\(PercentEncoding.encoded(json))" }

    /// Prepares and delivers against a script; every step must be asked for, and nothing else.
    static func deliver(
        _ delivery: OutboundDelivery, _ steps: [ExchangeStep], _ changes: [String: Settings.Value] = [:]
    ) async throws -> (result: DeliveryResult, deviations: [String], ledger: Ledger) {
        let adapter = try adapter(changes)
        let exchange = RecordedExchange(steps)
        let prepared = try adapter.prepare(delivery)
        let result = try await adapter.deliver(prepared, of: delivery, through: exchange)
        return (result, exchange.deviations, prepared.ledger)
    }

    /// The details that Global-e would give of the order, with further members.
    static func details(_ members: String = "") -> String {
        #"[{"OrderId":"\#(orderID)","CurrencyCode":"GBP""# + (members.isEmpty ? "" : ",\(members)") + "}]"
    }

    static func detailsStep(_ answer: String, status: Int = 200) -> ExchangeStep {
        step("/Order/GetOrdersDetails", body: #"{"OrderIds":["\#(orderID)"]}"#, status: status, answer)
    }
}

extension Outcome {
    /// The kind of outcome with the reason's code.
    var short: String {
        switch self {
        case .confirmed: "confirmed"
        case .rejected(let reason): "rejected \(reason.code)"
        case .retry(let reason, _): "retry \(reason.code)"
        case .unknown(let reason): "unknown \(reason.code)"
        }
    }
}
