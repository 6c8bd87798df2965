package import Hummingbird
import NIOCore

/// What a request brings beside itself: its connection.
package struct GatewayContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The connection that the request came on.
    let channel: any Channel

    /// Creates the context of one request.
    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The other end of the connection; nil when it has no address.
    var peer: SocketAddress? { channel.remoteAddress }
}
