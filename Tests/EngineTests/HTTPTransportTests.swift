import AdapterKit
import AsyncHTTPClient
import HTTPTypes
import NIOCore
import NIOPosix
import Testing

@testable import Engine

@Suite("The transport over HTTP")
struct HTTPTransportTests {
    @Test(
        "an answer whose body stalls or never ends is given up at the time limit", .timeLimit(.minutes(1)),
        arguments: [HTTPRequest.Method.get, .post], [false, true])
    func stalledBody(method: HTTPRequest.Method, trickles: Bool) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { $0.pipeline.addHandler(HalfAnAnswer(trickles: trickles)) }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPTransport.configuration)
        let began = ContinuousClock.now
        do throws(ExchangeFailure) {
            _ = try await HTTPTransport(client: client).send(
                WireRequest(method: method, url: "http://127.0.0.1:\(port)/"), within: .milliseconds(300))
            Issue.record("half an answer passed for a whole one")
        } catch {
            #expect(error.effect == (method == .get ? .none : .unknown))
            #expect(error.message == "no answer came within the time limit")
        }
        #expect(ContinuousClock.now - began < .seconds(10))
        try await client.shutdown()
        try await server.close()
    }
}

/// Answers with a head and the beginning of its body, and then with nothing or with a byte now and then.
private final class HalfAnAnswer: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let trickles: Bool

    init(trickles: Bool) { self.trickles = trickles }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = context.channel
        channel.writeAndFlush(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf"), promise: nil)
        guard trickles else { return }
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20)) { task in
            guard channel.isActive else { return task.cancel() }
            channel.writeAndFlush(ByteBuffer(string: "."), promise: nil)
        }
    }
}
