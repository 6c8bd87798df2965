import Synchronization

@testable import Simulators

/// A receiver of pushes and notifications that keeps what it was sent.
final class Receiver: Simulation {
    let faults = Faults()
    let clock = standstill
    let bodyLimit = 1 << 20
    /// Guards the requests received.
    private let received = Mutex<[IncomingRequest]>([])

    var requests: [IncomingRequest] { received.withLock { $0 } }

    /// Names are asked for on every request as long as there is a rule, so a rule that never applies sees them all.
    init() {
        faults.add(FaultRule("none", count: nil, .dropBefore))
    }

    func operations(_ request: IncomingRequest) -> [String] {
        received.withLock { $0.append(request) }
        return ["receive"]
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        Answer(status: 202, document: ["accepted": true])
    }

    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer {
        Answer(status: 404)
    }

    func runInBackground() async {}
}

/// Runs a test with a receiver that ends with it.
func withReceiver(_ body: (Receiver, String) async throws -> Void) async throws {
    let receiver = Receiver()
    let server = try await SimulatorServer.start(receiver, host: "127.0.0.1", port: 0, logger: nil)
    do {
        try await body(receiver, server.endpoint)
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}
