import Engine
import Logging
import ServiceLifecycle
import Web

/// A gateway put together: the engine and its HTTP face, as one service.
struct RunningGateway: Service {
    let engine: Engine
    let face: Gateway
    var onListening: @Sendable (Int) async -> Void

    /// Runs both until shut down or cancelled.
    ///
    /// - Throws: The failure that ended one of them.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            group.addTask { try await face.makeApplication(onListening: onListening).run() }
            defer { engine.stop() }
            try await group.next()
            engine.stop()
            // One ended alone: the other is taken along. In an orderly stop both end by themselves.
            if !Task.isShuttingDownGracefully { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    /// Runs the gateway while the body runs, then stops it in order.
    ///
    /// - Parameter body: Is called with the bound port once connections are taken.
    /// - Throws: What the body throws, or the failure that ended the gateway.
    /// - Returns: What the body returns.
    func run<Result>(while body: (_ port: Int) async throws -> Result) async throws -> Result {
        let (ports, opened) = AsyncThrowingStream<Int, any Error>.makeStream(bufferingPolicy: .bufferingOldest(1))
        var gateway = self
        gateway.onListening = { port in
            await onListening(port)
            opened.yield(port)
        }
        let services = ServiceGroup(
            configuration: .init(
                services: [.init(service: gateway, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: Logger(label: "crossdock", factory: { _ in SwiftLogNoOpLogHandler() })))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await services.run()
                    opened.finish()
                } catch {
                    opened.finish(throwing: error)
                }
            }
            let result: Swift.Result<Result, any Error>
            do {
                guard let port = try await ports.first(where: { _ in true }) else { throw CancellationError() }
                result = .success(try await body(port))
            } catch {
                result = .failure(error)
            }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return try result.get()
        }
    }
}
