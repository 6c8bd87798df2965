package import AdapterKit
package import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix

/// The transport over HTTP/1.1 and HTTP/2 with pooled connections.
package struct HTTPTransport: Transport {
    private let client: HTTPClient
    private let answerLimit: Int
    private let identities = TLSIdentities()

    /// Creates a transport on a client.
    ///
    /// - Parameters:
    ///   - client: Shared by all targets, whatever identity they are shown; its owner shuts it down.
    ///   - answerLimit: Bytes of an answer's body, at most.
    package init(client: HTTPClient, answerLimit: Int = 32 << 20) {
        self.client = client
        self.answerLimit = answerLimit
    }

    /// The client settings that the engine's rules need.
    package static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5)),
            connectionPool: .init(idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: 128))
        // A refused connection is an outcome of its own; the schedule decides about the next try, not the pool.
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    package func send(_ request: WireRequest, within limit: Duration) async throws(ExchangeFailure) -> WireResponse {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method.rawValue)
        for field in request.headers { outgoing.headers.add(name: field.name.rawName, value: field.value) }
        if let identity = request.identity { outgoing.tlsConfiguration = try identities.configuration(of: identity) }
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        do {
            let end = ContinuousClock.now.advanced(by: limit)
            let answer = try await client.execute(outgoing, timeout: TimeAmount(limit))
            var headers = HTTPFields()
            for (name, value) in answer.headers {
                guard let name = HTTPField.Name(name) else { continue }
                headers.append(HTTPField(name: name, value: value))
            }
            let body = try await Self.collect(answer.body, upTo: answerLimit, until: end)
            return WireResponse(status: Int(answer.status.code), headers: headers, body: Array(body.readableBytesView))
        } catch {
            throw Self.failure(error, of: request)
        }
    }

    /// Reads the body to its end; the client's own time limit ends with the answer's head.
    private static func collect(
        _ body: HTTPClientResponse.Body, upTo limit: Int, until end: ContinuousClock.Instant
    ) async throws -> ByteBuffer {
        try await withThrowingTaskGroup(of: ByteBuffer.self) { group in
            group.addTask {
                let bytes = try await body.collect(upTo: limit)
                // A body that was cut off by a cancellation must not pass for a whole one.
                try Task.checkCancellation()
                return bytes
            }
            group.addTask {
                try await Task.sleep(until: end, clock: .continuous)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw HTTPClientError.deadlineExceeded }
            return bytes
        }
    }

    /// Failures that come before the first byte of a request leaves.
    private static let beforeSending: [HTTPClientError] = [
        .connectTimeout, .invalidURL, .emptyHost, .missingSocketPath, .emptyScheme, .tlsHandshakeTimeout,
        .getConnectionFromPoolTimeout, .alreadyShutdown,
    ]

    private static func failure(_ error: any Error, of request: WireRequest) -> ExchangeFailure {
        let neverLeft =
            switch error {
            case is NIOConnectionError: true
            case let error as HTTPClientError:
                beforeSending.contains(error) || error.shortDescription == "Unsupported scheme"
            case let error as ChannelError: error.isConnectTimeout
            default: false
            }
        return ExchangeFailure(
            effect: neverLeft || request.isSafe ? .none : .unknown, message: Self.message(error, neverLeft: neverLeft))
    }

    private static func message(_ error: any Error, neverLeft: Bool) -> String {
        switch error {
        case is NIOConnectionError: "the connection was refused"
        case is NIOTooManyBytesError: "the answer is larger than the limit"
        case is CancellationError: "the attempt was stopped"
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            "no answer came within the time limit"
        case let error as HTTPClientError where error == .remoteConnectionClosed:
            "the connection was closed without an answer"
        case let error as HTTPClientError: "the request failed (\(error.shortDescription))"
        default: neverLeft ? "the connection could not be made" : "the connection broke without an answer"
        }
    }
}

extension ChannelError {
    fileprivate var isConnectTimeout: Bool {
        if case .connectTimeout = self { true } else { false }
    }
}
