import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import Simulators

/// A client over real sockets, as a provider's customer would have.
struct Caller: Sendable {
    struct Reply: Sendable {
        let status: Int
        let text: String
        let retryAfter: String?

        var json: Document { (try? Document(parsing: text)) ?? .null }
        var message: String? { json["message"]?.text }
    }

    let base: String
    var key: String? = "GL.demo-key"

    func get(_ path: String) async throws -> Reply {
        try await send(.GET, path, nil)
    }

    @discardableResult
    func post(_ path: String, _ body: Document? = nil) async throws -> Reply {
        try await send(.POST, path, body.map { $0.bytes })
    }

    @discardableResult
    func delete(_ path: String) async throws -> Reply {
        try await send(.DELETE, path, nil)
    }

    func send(
        _ method: HTTPMethod, _ path: String, _ body: ByteBuffer?, headers: [(String, String)] = []
    ) async throws -> Reply {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let key { request.headers.add(name: "authorization", value: "Bearer \(key)") }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let text = String(buffer: try await answer.body.collect(upTo: 1 << 24))
        return Reply(status: Int(answer.status.code), text: text, retryAfter: answer.headers.first(name: "retry-after"))
    }

    /// Posts a fact with a Standard Webhooks signature that is made here, apart from the simulator's code.
    func fact(
        _ body: Document, delivery: String, secret: String, seconds: Int64 = 1_770_000_000, path: String = "/facts"
    ) async throws -> Reply {
        let bytes = body.bytes
        let stamp = String(seconds)
        let signature = Self.signature(secret, delivery, stamp, bytes)
        return try await send(
            .POST, path, bytes,
            headers: [
                ("webhook-id", delivery), ("webhook-timestamp", stamp), ("webhook-signature", signature),
            ])
    }

    static func signature(_ secret: String, _ id: String, _ stamp: String, _ body: ByteBuffer) -> String {
        let key = SymmetricKey(data: Data(base64Encoded: String(secret.dropFirst(6))) ?? Data())
        let message = Data("\(id).\(stamp).".utf8) + Data(body.readableBytesView)
        return "v1," + Data(HMAC<SHA256>.authenticationCode(for: message, using: key)).base64EncodedString()
    }
}

/// 2026-02-02T02:40:00Z, where the tests' time stands still.
let standstill = SimulatorClock(
    now: { Timestamp(milliseconds: 1_770_000_000_120) }, sleep: { try await Task.sleep(for: $0) })

/// Runs a test against a Glopal simulator that ends with it.
func withGlopal(
    _ configuration: GlopalOrdersConfiguration = .init(clock: standstill),
    _ body: (GlopalOrdersSimulator, Caller) async throws -> Void
) async throws {
    let glopal = try await GlopalOrdersSimulator.start(configuration: configuration)
    do {
        try await body(glopal, Caller(base: glopal.endpoint))
    } catch {
        await glopal.stop()
        throw error
    }
    await glopal.stop()
}

let firstSecret = "whsec_Zmlyc3Qtc2VjcmV0LWZvci10ZXN0cw=="
let secondSecret = "whsec_c2Vjb25kLXNlY3JldC1mb3ItdGVzdHM="

/// Runs a test against an OMS simulator that ends with it.
func withOMS(
    _ configuration: OMSConfiguration = .init(secrets: [firstSecret], clock: standstill),
    _ body: (OMSSimulator, Caller) async throws -> Void
) async throws {
    let oms = try await OMSSimulator.start(configuration: configuration)
    do {
        try await body(oms, Caller(base: oms.endpoint, key: nil))
    } catch {
        await oms.stop()
        throw error
    }
    await oms.stop()
}

/// Waits until a claim holds, for a minute at most.
func eventually(_ claim: @Sendable () -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if claim() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return claim()
}
