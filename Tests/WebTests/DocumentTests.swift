import AdapterKit
import Canonical
import HTTPTypes
import HummingbirdTesting
import Testing
import Web

@Suite("Papers of an order")
struct DocumentTests {
    private static let hash = Digest.sha256(Array("%PDF label".utf8))

    private func state(_ client: any TestClientProtocol) async throws {
        _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
        let content = Base64.encoded(Array("%PDF label".utf8))
        let id = try #require(try await client.send(.get, "/v1/orders/A-1").text("/id"))
        let body = #"""
            {"specversion":"1.0","id":"d1","source":"/adapters/shop","type":"documents.available","subject":"\#(id)",
            "data":{"documents":[{"kind":"label","state":"available","format":"pdf","contentHash":"\#(Self.hash)","size":10}],
            "residue":[{"adapter":"shop","pointer":"/other","value":7},
            {"adapter":"shop","pointer":"/label/content","value":"\#(content)"}]}}
            """#
        #expect(try await client.send(.post, "/v1/facts", body).status == 202)
    }

    @Test("a label is served by its hash, as a file that nobody keeps")
    func served() async throws {
        try await Bench.run { _, client in
            try await state(client)

            let reply = try await client.send(.get, "/v1/orders/A-1/documents/\(Self.hash)")

            #expect(reply.status == 200)
            #expect(reply.text == "%PDF label")
            #expect(reply.headers[.contentType] == "application/pdf")
            #expect(reply.headers[.cacheControl] == "private, no-store")
        }
    }

    @Test("who may only read orders gets no label")
    func viewer() async throws {
        try await Bench.run { _, client in
            try await state(client)
            let path = "/v1/orders/A-1/documents/\(Self.hash)"
            #expect(try await client.send(.get, path, token: Bench.viewerToken).status == 403)
            #expect(try await client.send(.get, path, token: nil).status == 401)
        }
    }

    @Test("a hash that no paper of the order has is not found", arguments: ["0", "%2e%2e"])
    func unknown(hash: String) async throws {
        try await Bench.run { _, client in
            try await state(client)
            #expect(try await client.send(.get, "/v1/orders/A-1/documents/\(hash)").status == 404)
        }
    }
}
