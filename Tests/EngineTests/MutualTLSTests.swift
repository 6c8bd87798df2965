import AdapterKit
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOPosix
import NIOSSL
import Testing

@testable import Engine

@Suite("The transport with mutual TLS", .timeLimit(.minutes(1)))
struct MutualTLSTests {
    /// Asks a server that wants a certificate of the test authority.
    private func ask(as identity: TLSIdentity?) async throws -> Result<WireResponse, ExchangeFailure> {
        let authority = try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8))
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.server.utf8)).map {
                .certificate($0)
            },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificates.serverKey.utf8), format: .pem)))
        configuration.trustRoots = .certificates(authority)
        configuration.certificateVerification = .noHostnameVerification
        let context = try NIOSSLContext(configuration: configuration)
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        [NIOSSLServerHandler(context: context), WholeAnswer()])
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        let request = WireRequest(method: .post, url: "https://127.0.0.1:\(port)/", identity: identity)
        let answer: Result<WireResponse, ExchangeFailure>
        do throws(ExchangeFailure) {
            answer = .success(try await HTTPTransport(client: client).send(request, within: .seconds(5)))
        } catch {
            answer = .failure(error)
        }
        try await client.shutdown()
        try await server.close()
        return answer
    }

    @Test("a system that wants a certificate answers one that shows it")
    func shown() async throws {
        let answer = try await ask(as: TestCertificates.identity).get()
        #expect(answer.status == 200 && answer.body == Array("hello".utf8))
    }

    @Test("without the certificate there is no answer")
    func notShown() async throws {
        let unknown = TLSIdentity(
            certificate: TestCertificates.authority, key: Secret(TestCertificates.clientKey),
            authority: TestCertificates.authority)
        for identity in [nil, unknown] {
            await #expect(throws: ExchangeFailure.self) { try await ask(as: identity).get() }
        }
    }

    @Test("a certificate that cannot be read is named, and nothing leaves")
    func unreadable() async throws {
        var identity = TestCertificates.identity
        identity.key = Secret("-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----")
        let failure = await #expect(throws: ExchangeFailure.self) { try await ask(as: identity).get() }
        #expect(failure?.effect == ExchangeFailure.Effect.none)
        #expect(failure?.message == "the client certificate's key cannot be read as PEM")
    }
}

/// Answers any bytes with a whole answer.
private final class WholeAnswer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.channel.writeAndFlush(
            ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"), promise: nil)
    }
}
