import Engine
import ServiceLifecycle

/// A gateway put together: the engine and its HTTP face.
struct Gateway: Service {
    let engine: Engine
    let web: any Service

    /// Runs both until shut down; the face goes first, so that nothing is accepted while the engine drains.
    ///
    /// - Throws: The failure that ended one of them.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            group.addTask { try await web.run() }
            do {
                try await group.next()
            } catch {
                engine.stop()
                group.cancelAll()
                throw error
            }
            engine.stop()
            // The face ends when it is asked to; an engine that ended alone takes it along.
            group.cancelAll()
            try await group.waitForAll()
        }
    }
}
