import NIOCore
import NIOPosix

/// A bare connection, for requests that no client library would send.
enum RawConnection {
    /// Sends bytes and gives everything that comes back until the server closes.
    static func exchange(_ request: String, port: Int, endsOutput: Bool = false) async throws -> String {
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "localhost", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await connection.executeThenClose { inbound, outbound in
            var answer = ByteBuffer()
            do {
                try await outbound.write(ByteBuffer(string: request))
                if endsOutput { outbound.finish() }
                for try await part in inbound { answer.writeImmutableBuffer(part) }
            } catch let error where error is IOError || error is ChannelError {
                // The server may end the connection before it has read everything; what came before counts.
            }
            return String(buffer: answer)
        }
    }
}
