import AdapterKit
import Canonical
import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import Engine

@Suite("Adapters that compute for long")
struct ComputingTests {
    @Test("hold up nobody but themselves", .timeLimit(.minutes(1)))
    func aside() async throws {
        let rig = try Rig()
        try await rig.run {
            // given: as many busy translations as there are threads for everybody, and one more
            let gate = Turnstile()
            let slow = SlowSystem(id: "crm", gate: gate)
            let installation = rig.engine.installation
            rig.engine.reload(
                Installation(
                    adapters: installation.adapters.values.filter { $0.id != "crm" } + [slow],
                    routes: installation.routes, revision: "r2"))
            let count = min(ProcessInfo.processInfo.activeProcessorCount + 1, 7)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 1...count {
                    group.addTask {
                        let request = WireRequest(method: .post, url: "/", body: Array("\(number)".utf8))
                        _ = await rig.engine.receive(request, by: slow, traceparent: nil)
                    }
                }
                try await rig.until("all compute") { gate.waiting == count }
                // when: another system is heard
                try await rig.hear("order.ready A1 k1")
                // then
                try await rig.untilDeliveries("oms create confirmed")
                #expect(gate.waiting == count)
                gate.open(for: count)
                try await group.waitForAll()
            }
        }
    }
}

/// Holds threads up until it is opened.
private final class Turnstile: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let count = Mutex(0)

    var waiting: Int { count.withLock { $0 } }

    /// Not for ever: should nobody be able to open it, the test is to fail and not to hang.
    func wait() {
        count.withLock { $0 += 1 }
        _ = semaphore.wait(timeout: .now() + 20)
        count.withLock { $0 -= 1 }
    }

    func open(for count: Int) { for _ in 0..<count { semaphore.signal() } }
}

/// An imaginary system whose messages take long to read.
private struct SlowSystem: WebhookReceiving {
    static let declaration = AdapterDeclaration(
        type: "test-system", summary: "An imaginary system.", documents: [], emits: [], carries: [:], operations: [],
        settings: [], mayComputeLong: true)

    let id: String
    let gate: Turnstile

    init(id: String, gate: Turnstile) {
        self.id = id
        self.gate = gate
    }

    init(id: String, settings: Settings) throws(SettingsProblems) { self.init(id: id, gate: Turnstile()) }

    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {}

    func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        gate.wait()
        return .facts([])
    }

    func answer(to request: WireRequest, result: IntakeResult) -> WireResponse { WireResponse(status: 200) }
}
