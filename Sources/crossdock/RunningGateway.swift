import Engine
import ServiceLifecycle
import Web

/// A gateway put together: the engine and its HTTP face, as one service.
struct RunningGateway: Service {
    let engine: Engine
    let face: Gateway
    let onListening: @Sendable (Int) async -> Void

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
            // One ended alone: the other is taken along.
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
