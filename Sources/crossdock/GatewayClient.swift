import AdapterKit
import AsyncHTTPClient
import Canonical
import Engine
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import Routing

/// The running gateway's API, as the commands use it.
struct GatewayClient {
    let gateway: GatewayConfiguration
    /// Name of the token in `adapters.yaml` to use; the first one that may decide when nil.
    var token: String?

    /// Posts JSON.
    ///
    /// - Parameters:
    ///   - path: The path with its leading slash.
    ///   - body: One JSON value.
    ///   - timeout: How long the whole answer is waited for.
    ///   - help: What to try when the gateway refuses.
    ///   - key: The `Idempotency-Key`; told to the person when it is not known whether the request was done.
    /// - Throws: ``CommandFailure`` when the gateway refuses.
    /// - Returns: The answer's body; nil when no gateway listens.
    func post(
        _ path: String, _ body: [UInt8], timeout: TimeAmount = .seconds(15), help: String,
        key: String? = nil
    ) async throws -> [UInt8]? {
        let host = gateway.host.contains(":") ? "[\(gateway.host)]" : gateway.host
        var request = HTTPClientRequest(url: "http://\(host):\(gateway.port)\(path)")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let key { request.headers.add(name: "idempotency-key", value: key) }
        let chosen = gateway.tokens.first { candidate in
            token.map { candidate.name == $0 } ?? (candidate.role != .viewer)
        }
        if let chosen { request.headers.add(name: "authorization", value: "Bearer \(chosen.secret.revealed)") }
        request.body = .bytes(body)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        let answer: HTTPClientResponse
        do {
            answer = try await client.execute(request, timeout: timeout)
        } catch is NIOConnectionError {
            try await client.shutdown()
            return nil
        } catch {
            try await client.shutdown()
            throw Self.unknown("the gateway takes connections and does not answer: \(type(of: error))", key)
        }
        let bytes: [UInt8]
        do {
            bytes = Array(try await answer.body.collect(upTo: 64 << 20).readableBytesView)
        } catch {
            try await client.shutdown()
            throw Self.unknown("the gateway's answer ended early: \(type(of: error))", key)
        }
        try await client.shutdown()
        if answer.status.code == 500 { throw Self.unknown("the gateway failed unexpectedly", key) }
        guard answer.status.code < 300 else {
            let problem = (try? JSONDocument.parse(bytes))?.root
            let words = ["detail", "title", "help"].compactMap { problem?[$0]?.stringValue }.prefix(2)
            throw CommandFailure(
                [401, 403, 404, 415].contains(answer.status.code) ? .usage : .findings,
                "the gateway refused: "
                    + (words.isEmpty ? "status \(answer.status.code)" : words.joined(separator: " ")), help: help)
        }
        return bytes
    }

    /// Nobody knows whether the request was done.
    private static func unknown(_ what: String, _ key: String?) -> CommandFailure {
        CommandFailure(
            .tryLater, what,
            help: key.map { "it may have been done; to repeat it safely, add --key \($0)" }
                ?? "crossdock attention shows whether it was done")
    }
}

/// A path of the API, put together of texts that people give.
enum PathSegments {
    static func path(_ segments: String...) -> String {
        segments.map { "/" + PercentEncoding.encoded($0) }.joined()
    }
}

extension CommandFailure {
    /// Nothing listens where `adapters.yaml` puts the gateway.
    static var noGateway: CommandFailure {
        CommandFailure(.unavailable, "no gateway answers at its address", help: "start one: crossdock serve")
    }
}
