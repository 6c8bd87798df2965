import NIOCore
import NIOHTTP1

/// Puts a simulated time in the place of the `Date` header, which the server writes from the machine's clock.
final class DateStamp: ChannelOutboundHandler {
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The header that carries the simulated time up to here and no further.
    static let header = "x-simulated-date"

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), let date = head.headers.first(name: Self.header) else {
            return context.write(data, promise: promise)
        }
        head.headers.remove(name: Self.header)
        head.headers.replaceOrAdd(name: "date", value: date)
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    /// Takes its place in a connection once; the server itself has no way to set that header.
    ///
    /// - Throws: The pipeline's error when the connection has ended.
    static func install(on channel: any Channel) async throws {
        try await channel.eventLoop.submit {
            let operations = channel.pipeline.syncOperations
            // An error says that it is not there yet.
            guard (try? operations.handler(type: DateStamp.self)) == nil else { return }
            let encoder = try operations.handler(type: HTTPResponseEncoder.self)
            try operations.addHandler(DateStamp(), position: .after(encoder))
        }.get()
    }
}
