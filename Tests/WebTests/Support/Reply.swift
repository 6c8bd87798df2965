import Canonical
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore

/// An answer as the tests look at it.
struct Reply {
    let status: Int
    let headers: HTTPFields
    let text: String
    /// The body, when it is JSON.
    let json: JSONNode?

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        text = String(buffer: response.body)
        // A body that is no JSON has no root; that is what some tests look for.
        json = (try? JSONDocument.parse(Array(response.body.readableBytesView)))?.root
    }

    subscript(pointer: String) -> JSONNode? {
        guard let parsed = try? JSONPointer(parsing: pointer) else { return nil }
        return json?.node(at: parsed)
    }

    func text(_ pointer: String) -> String? { self[pointer]?.stringValue ?? self[pointer]?.numberSpelling }
}

extension TestClientProtocol {
    func send(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil, token: String? = Bench.operatorToken,
        type: String? = "application/json", headers: HTTPFields = [:]
    ) async throws -> Reply {
        try await send(method, uri, bytes: body.map { Array($0.utf8) }, token: token, type: type, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ uri: String, bytes: [UInt8]?, token: String? = Bench.operatorToken,
        type: String? = "application/json", headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if bytes != nil, let type { headers[.contentType] = type }
        return Reply(
            try await executeRequest(
                uri: uri, method: method, headers: headers, body: bytes.map { ByteBuffer(bytes: $0) }))
    }

    /// Sends the shop's webhook with its secret.
    func webhook(_ body: String, path: String = "/in/shop/orders", secret: String = "shop-secret") async throws -> Reply
    {
        var headers = HTTPFields()
        headers[.authorization] = secret
        return try await send(.post, path, body, token: nil, headers: headers)
    }
}
