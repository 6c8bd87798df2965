import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Simulators

/// A client of the shipping service that signs apart from the simulator's code.
struct ShippingCaller: Sendable {
    let plain: Caller
    var login = "demo-merchant"
    var secret = "simulator-secret"
    var alias: String?
    /// What the client takes for the present, in seconds since 1970.
    var seconds: Int64 = 1_770_000_000

    /// The fraction of the last timestamp; each call takes the next.
    private static let fraction = Atomic<Int>(0)

    init(_ endpoint: String) {
        plain = Caller(base: endpoint, key: nil)
    }

    static func sign(_ secret: String, _ login: String, _ timestamp: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(login)@\(timestamp)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { String(format: "%02x", $0) }.joined()
    }

    func timestamp() -> String {
        let next = Self.fraction.wrappingAdd(1, ordering: .relaxed).newValue
        return "\(seconds)." + String(format: "%06d", next % 1_000_000)
    }

    func headers(_ timestamp: String? = nil) -> [(String, String)] {
        let timestamp = timestamp ?? self.timestamp()
        return [
            ("content-type", "application/json"), ("x-login", login), ("x-timestamp", timestamp),
            ("x-signature", Self.sign(secret, login, timestamp)),
        ] + (alias.map { [("x-alias", $0)] } ?? [])
    }

    @discardableResult
    func post(_ path: String, _ body: Document) async throws -> Caller.Reply {
        try await plain.send(.POST, path, body.bytes, headers: headers())
    }

    /// Calculates and gives the transaction id.
    func quote(_ args: Document = ShippingSample.quote()) async throws -> String {
        try #require(try await post("/tcc/calculate_order", ["args": args]).json["transaction_id"]?.text)
    }

    @discardableResult
    func control(_ path: String, _ body: Document = [:]) async throws -> Caller.Reply {
        try await plain.post("/_control/" + path, body)
    }
}

/// Requests that nothing is wrong with.
enum ShippingSample {
    static func address(_ country: String = "DE", name: String = "Jörg Groß") -> Document {
        [
            "name": .text(name), "address1": "Hauptstraße 1", "postcode": "10115", "city": "Berlin", "state": nil,
            "country": .text(country), "email": "buyer@example.com", "phone": "+49 30 1",
        ]
    }

    static func product(
        _ line: String = "1", _ price: String = "25.00", quantity: Int = 2, hsCode: String? = "6204.43.0000",
        title: String = "Dress"
    ) -> Document {
        [
            "line_id": .text(line), "sku": .text("SKU-\(line)"), "title": .text(title), "hs_code": Document(hsCode),
            "country_of_origin": "IT", "quantity": Document(quantity), "unit_price": .number(price),
            "declared_value": .number(price), "weight": ["value": .number("0.45"), "unit": "kg"],
        ]
    }

    static func order(
        _ reference: String = "SO-10001", to country: String = "DE", products: [Document] = [product()],
        _ changes: [Document.Member] = []
    ) -> Document {
        let order: Document = [
            "order_reference": .text(reference), "order_number": "007051", "from_country_id": "GB",
            "to_country_id": .text(country), "currency": "EUR", "incoterm": "DDP", "consignee": address(country),
            "products": .list(products), "amounts": ["products": .number("50.00"), "total": .number("59.50")],
        ]
        return order.with(changes)
    }

    static func quoted(
        _ line: String = "1", _ price: String = "25.00", quantity: Int = 1, hsCode: String? = "6204430000"
    ) -> Document {
        [
            "line_id": .text(line), "sku": .text("SKU-\(line)"), "title": "Dress", "hs_code": Document(hsCode),
            "country_of_origin": "IT", "qty": Document(quantity), "price": .number(price),
        ]
    }

    static func quote(
        from: String = "GB", to country: String = "DE", products: [Document] = [quoted()],
        _ changes: [Document.Member] = []
    ) -> Document {
        let args: Document = [
            "from_country_id": .text(from), "to_country_id": .text(country), "currency": "EUR",
            "shipping_amount": .number("5.00"), "products": .list(products),
        ]
        return args.with(changes)
    }

    static func prealert(
        _ transaction: String, _ reference: String = "SO-10001", to country: String = "DE"
    ) -> Document {
        [
            "transaction_id": .text(transaction), "order_reference": .text(reference), "order_number": "007051",
            "consignee": address(country),
        ]
    }

    static func parcel(_ reference: String, _ contents: [(String, Int)], wms: String? = nil) -> Document {
        [
            "parcel_reference": .text(reference), "wms_id": Document(wms),
            "weight": ["value": .number("0.6"), "unit": "kg"],
            "dimensions": ["length": 30, "width": 20, "height": 10, "unit": "cm"],
            "contents": .list(contents.map { ["line_id": .text($0.0), "quantity": Document($0.1)] }),
        ]
    }

    static func shipment(_ reference: String = "SO-10001", _ changes: [Document.Member] = []) -> Document {
        Document(dictionaryLiteral: ("order_reference", .text(reference))).with(changes)
    }
}

extension Document {
    /// The same object with members replaced or added.
    func with(_ changes: [Member]) -> Document {
        let kept = (members ?? []).filter { member in !changes.contains { $0.name == member.name } }
        return .object(kept + changes)
    }

    /// The code of the first entry of `errors`.
    var failureCode: String? { self["errors"]?[0]?["code"]?.text }
    /// The field of the first entry of `errors`.
    var failureField: String? { self["errors"]?[0]?["field"]?.text }
}

/// Expects that a call was turned down in the envelope.
func expectRefusal(
    _ reply: Caller.Reply, _ code: String, status: Int = 200, field: String? = nil,
    at location: SourceLocation = #_sourceLocation
) {
    #expect(reply.status == status, sourceLocation: location)
    #expect(reply.json["error"] == 1, sourceLocation: location)
    #expect(reply.json.failureCode == code, sourceLocation: location)
    if let field { #expect(reply.json.failureField == field, sourceLocation: location) }
}

/// Runs a test against a shipping simulator that ends with it.
func withShipping(
    _ configuration: GlopalShippingSimulatorConfiguration = .init(clock: standstill),
    _ body: (GlopalShippingSimulator, ShippingCaller) async throws -> Void
) async throws {
    let shipping = try await GlopalShippingSimulator.start(configuration: configuration)
    do {
        try await body(shipping, ShippingCaller(shipping.endpoint))
    } catch {
        await shipping.stop()
        throw error
    }
    await shipping.stop()
}
