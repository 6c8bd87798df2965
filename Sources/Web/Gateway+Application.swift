package import Hummingbird
import HummingbirdCore
import NIOCore

extension Gateway {
    /// The server as a service: binds when it runs, ends requests under way before it stops.
    ///
    /// - Parameter onListening: Called with the bound port once connections are taken.
    /// - Returns: The application; shutting it down gracefully makes `/readyz` say so first.
    package func makeApplication(
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let configuration = configuration
        let channel = HTTP1Channel.Configuration(
            idleTimeout: TimeAmount(configuration.idleLimit),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 200))
        let application = Application(
            router: makeRouter(), server: .http1(configuration: channel),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(
                    configuration.connectionLimit, logger: logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? configuration.port) },
            logger: logger)
        return DrainingApplication(base: application, readiness: readiness)
    }
}
