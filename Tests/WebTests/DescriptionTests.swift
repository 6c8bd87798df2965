import Canonical
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import Web

@Suite("The description of the API")
struct DescriptionTests {
    /// One operation of the document.
    private struct Operation {
        var method: String
        var path: String
        var node: JSONNode

        var isOpen: Bool { node["security"]?.count == 0 }
        var needsOperator: Bool { node["description"]?.stringValue?.contains("`operator`") ?? false }
    }

    private let document: JSONNode

    init() throws { document = try JSONDocument.parse(APIDescription.json).root }

    private var operations: [Operation] {
        members(of: document["paths"]).flatMap { path in
            members(of: path.value).map { Operation(method: $0.key, path: path.key, node: $0.value) }
        }
    }

    private func members(of node: JSONNode?) -> [(key: String, value: JSONNode)] {
        node.map { Array($0.members) } ?? []
    }

    /// A path with the names of its parameters left out.
    private static func shape(_ path: String) -> String {
        path.split(separator: "/").map { part in
            part.hasPrefix("{") || part.hasPrefix(":") || part.hasPrefix("*") ? "{}" : String(part)
        }.joined(separator: "/")
    }

    @Test("every route of the router is described, and every described operation is a route")
    func complete() async throws {
        try await Bench.run { bench, _ in
            let routes = bench.gateway.makeRouter().routes.filter { $0.method != .head }
                .map { "\($0.method.rawValue.lowercased()) \(Self.shape($0.path.description))" }
            let described = operations.map { "\($0.method) \(Self.shape($0.path))" }
            #expect(routes.sorted() == described.sorted())
            #expect(Set(operations.compactMap { $0.node["operationId"]?.stringValue }).count == described.count)
        }
    }

    @Test("the document is served to anybody, as the command line prints it")
    func served() async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.get, "/openapi.json", token: nil)
            #expect(reply.status == 200)
            #expect(reply.text == String(decoding: APIDescription.json, as: UTF8.self))
            #expect(reply.text("/openapi") == "3.1.0")
        }
    }

    @Test("who may use an operation is what its description says")
    func roles() async throws {
        try await Bench.run { _, client in
            for operation in operations {
                let path = operation.path.replacing("{rest}", with: "x").replacing("{id}", with: "nobody")
                    .replacing("{name}", with: "nobody").replacing("{hash}", with: "0")
                let method = try #require(HTTPRequest.Method(operation.method.uppercased()))
                let body = method == .get ? nil : "{}"
                let name = "\(operation.method) \(operation.path)"
                let stranger = try await client.send(method, path, body, token: nil).status
                let viewer = try await client.send(method, path, body, token: Bench.viewerToken).status
                #expect((stranger == 401) == !operation.isOpen, "\(name)")
                #expect((viewer == 403) == operation.needsOperator, "\(name)")
            }
        }
    }

    @Test("every reference within the document leads to a part of it, and every shape is used")
    func references() throws {
        var used: Set<String> = []
        var waiting = [document]
        while let node = waiting.popLast() {
            waiting += Array(node.elements) + members(of: node).map { $0.value }
            guard let target = node["$ref"]?.stringValue else { continue }
            used.insert(target)
            let pointer = try JSONPointer(parsing: String(target.dropFirst()))
            #expect(document.node(at: pointer) != nil, "\(target)")
        }
        for shape in members(of: document["components"]?["schemas"]) {
            #expect(used.contains("#/components/schemas/\(shape.key)"), "\(shape.key)")
        }
    }

    @Test("an order of the gateway has no member that the description does not name")
    func orderMembers() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for name in ["order-ready", "refund-issued"] {
            let file = root.appending(path: "Plugins/MerchantOMS/Fixtures/\(name).request.json")
            let event = try JSONDocument.parse(Array(try Data(contentsOf: file))).root
            #expect(unknown(in: event, as: "Event", at: "") == [])
        }
    }

    /// The pointers of members that a shape does not name.
    private func unknown(in node: JSONNode, as shape: String, at pointer: String) -> [String] {
        let properties = document["components"]?["schemas"]?[shape]?["properties"]
        return members(of: node).flatMap { member -> [String] in
            let place = "\(pointer)/\(member.key)"
            guard var kind = properties?[member.key] else { return [place] }
            kind = kind["anyOf"]?.elements.first { _ in true } ?? kind
            let element = kind["items"] ?? kind
            guard let name = element["$ref"]?.stringValue?.split(separator: "/").last.map({ String($0) }),
                name != "Decimal", name != "Moment"
            else { return [] }
            let parts = kind["items"] == nil ? [member.value] : Array(member.value.elements)
            return parts.flatMap { unknown(in: $0, as: name, at: place) }
        }
    }

    @Test("a member of the order that has another kind than described is refused with its pointer")
    func orderKinds() async throws {
        try await Bench.run { _, client in
            let members = members(of: document["components"]?["schemas"]?["Order"]?["properties"])
            #expect(members.count > 20)
            for member in members {
                let body = event(id: member.key, data: #"{"order":{"\#(member.key)":true}}"#)
                let reply = try await client.send(.post, "/v1/facts", body)
                #expect(reply.status == 400, "\(member.key)")
                #expect(reply.text("/pointer") == "/data/order/\(member.key)")
            }
        }
    }
}
