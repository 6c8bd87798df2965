import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import JWTKit

@testable import GlobalECheckout

/// What the tests of this adapter share.
enum GlobalE {
    static let guid = "abcdabcd-abcd-abcd-abcd-abcdabcdabcd"
    static let fixtures = Fixtures("../../Plugins/GlobalECheckout/Fixtures")

    static func settings(_ values: [String: Settings.Value] = [:]) throws -> Settings {
        var all: [String: Settings.Value] = [
            "merchant_guid": .secret(Secret(guid)), "base_url": .string("https://connect.example"),
        ]
        for (path, value) in values { all[path] = value }
        return try SettingsSample.settings(GlobalECheckoutAdapter.declaration.settings, all)
    }

    static func adapter(_ values: [String: Settings.Value] = [:]) throws -> GlobalECheckoutAdapter {
        try GlobalECheckoutAdapter(id: "globale", settings: settings(values))
    }

    static func bytes(_ name: String) throws -> [UInt8] { try fixtures.bytes(name) }

    /// A notification as Global-e posts it.
    static func request(
        _ path: String, _ body: [UInt8], headers: HTTPFields = [:], query: String = "", peer: String? = nil
    ) -> WireRequest {
        WireRequest(method: .post, url: "/\(path)\(query)", headers: headers, body: body, peer: peer)
    }

    /// The facts of a notification.
    static func facts(
        _ path: String, _ body: [UInt8], _ values: [String: Settings.Value] = [:]
    ) throws -> [IncomingFact] {
        guard case .facts(let facts) = try adapter(values).translate(request(path, body), at: .testMoment) else {
            return []
        }
        return facts
    }

    /// An order as the gateway knows it after the facts.
    static func order(after facts: [IncomingFact]) -> Order {
        var order = Order(id: OrderID("01JHNORDER0000000000000000"), origin: Origin(adapter: "globale"))
        for (index, fact) in facts.enumerated() {
            order.apply(
                Fact(
                    id: FactID("F\(index)"), orderID: order.id, kind: fact.kind, source: "globale", origin: "globale",
                    occurredAt: fact.occurredAt, receivedAt: .testMoment, duplicateKey: fact.duplicateKey,
                    content: fact.content))
        }
        return order
    }

    /// An order of a fixture as the gateway knows it.
    static func order(_ fixture: String) throws -> Order { order(after: try facts("order", bytes(fixture))) }

    /// Facts as text, for comparison with a file.
    static func json(_ facts: [IncomingFact]) -> String {
        var writer = JSONWriter()
        writer.array { writer in
            for fact in facts {
                writer.object { writer in
                    writer.key("kind")
                    writer.string(fact.kind.rawValue)
                    if let kind = fact.kindWhenKnown {
                        writer.key("kindWhenKnown")
                        writer.string(kind.rawValue)
                    }
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

    /// A document without the white space between its tokens.
    static func compact(_ bytes: [UInt8]) throws -> String {
        func write(_ node: JSONNode, _ writer: inout JSONWriter) {
            switch node.kind {
            case .object:
                writer.beginObject()
                for member in node.members {
                    writer.key(member.key)
                    write(member.value, &writer)
                }
                writer.endObject()
            case .array:
                writer.beginArray()
                for element in node.elements { write(element, &writer) }
                writer.endArray()
            default: writer.raw(node)
            }
        }
        var writer = JSONWriter()
        write(try JSONDocument.parse(bytes).root, &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
