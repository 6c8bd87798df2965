import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS

extension Settings.Value: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral
{
    init(stringLiteral text: String) { self = .string(text) }
    init(arrayLiteral values: Settings.Value...) { self = .list(values) }
    init(dictionaryLiteral members: (String, Settings.Value)...) {
        self = .map(members.map { (name: $0, value: $1) })
    }
    init(booleanLiteral flag: Bool) { self = .boolean(flag) }
}

/// An imaginary OMS with an interface of its own: customers and sales, one after the other.
enum Mapped {
    static let endpoint = "https://oms.example/api"

    /// A secret as settings have it.
    static func secret(_ text: String) -> Settings.Value { .secret(Secret(text)) }

    /// Makes a customer, then the sale; the sale's answer accepts the order.
    static let createOrder: Settings.Value = [
        "idempotency": "lookup",
        "steps": [
            [
                "name": "customer", "method": "POST", "path": "/customers",
                "body": "{name: .order.parties.buyer.lastName}",
                "answer": "{remember: {id: .answer.body.id}}",
            ],
            [
                "name": "sale", "method": "POST", "path": "/sales?reference=\\(.order.id)",
                "body":
                    "{customer: .remembered.customer.id, total: {\"@number\": .order.totals.stated.grand.merchant.amount}}",
                "answer": "{accepted: {orderId: .answer.body.id, orderNumber: .answer.body.number}}",
            ],
        ],
        "look_up": [
            [
                "name": "find", "method": "GET", "path": "/sales?reference=\\(.order.id)",
                "answer": """
                if (.answer.body | type) != "array" then {outcome: "unclear"}
                elif .answer.body == [] then {outcome: "did_not_happen"}
                else {outcome: "happened", accepted: {orderId: .answer.body[0].id}} end
                """,
            ]
        ],
    ]

    /// Settings with a mapping; other settings by their names.
    static func settings(
        _ mapping: Settings.Value = ["create_order": createOrder], _ changes: [String: Settings.Value] = [:]
    ) throws -> Settings {
        var values = changes
        values["endpoint"] = changes["endpoint"] ?? .string(endpoint)
        values["mapping"] = mapping
        return try SettingsSample.settings(MerchantOMSAdapter.declaration.settings, values)
    }

    static func adapter(
        _ mapping: Settings.Value = ["create_order": createOrder], _ changes: [String: Settings.Value] = [:]
    ) throws -> MerchantOMSAdapter {
        try MerchantOMSAdapter(id: "oms", settings: settings(mapping, changes))
    }

    /// An operation of one step.
    static func one(
        idempotency: Settings.Value = "none", method: Settings.Value = "POST", path: Settings.Value = "/sales",
        _ more: (String, Settings.Value)...
    ) -> Settings.Value {
        let fixed: [(name: String, value: Settings.Value)] = [
            (name: "name", value: "only"), (name: "method", value: method), (name: "path", value: path),
        ]
        let step = fixed + more.map { (name: $0.0, value: $0.1) }
        return ["idempotency": idempotency, "steps": .list([.map(step)])]
    }

    /// Carries a delivery out against a script.
    static func deliver(
        _ delivery: OutboundDelivery, by adapter: MerchantOMSAdapter, _ exchange: any Exchange
    ) async throws -> DeliveryResult {
        try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
    }

    /// An answer in JSON.
    static func answer(_ status: Int = 200, _ json: String = "{}") -> WireResponse {
        WireResponse(status: status, json: Array(json.utf8))
    }
}

extension OutboundDelivery {
    /// The next attempt, with what the earlier ones remembered.
    func next(after exchange: RecordedExchange) -> OutboundDelivery {
        var next = self
        next.attempt += 1
        next.remembered.merge(exchange.remembered) { $1 }
        return next
    }
}

extension DeliveryResult {
    /// The outcome's word and the code of its reason.
    var words: String {
        switch outcome {
        case .confirmed: "confirmed"
        case .rejected(let reason): "rejected \(reason.code)"
        case .retry(let reason, let after): "retry \(reason.code)" + (after.map { " after \($0)" } ?? "")
        case .unknown(let reason): "unknown \(reason.code)"
        }
    }
}
