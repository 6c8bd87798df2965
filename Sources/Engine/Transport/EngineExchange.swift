import AdapterKit
import Canonical
import Synchronization

/// The exchange that the engine hands to an adapter for one delivery, poll or question.
final class EngineExchange: Exchange {
    private let transport: any Transport
    private let time: any TimeSource
    private let limit: Duration
    /// Keeps a value on disk; nil outside of a delivery.
    private let keep: (@Sendable (JSONText, String) async throws(ExchangeFailure) -> Void)?
    /// Guards the status of the last answer, which the attempt's record shows.
    private let lastAnswer = Mutex<Int?>(nil)

    init(
        transport: any Transport, time: any TimeSource, limit: Duration,
        keep: (@Sendable (JSONText, String) async throws(ExchangeFailure) -> Void)? = nil
    ) {
        self.transport = transport
        self.time = time
        self.limit = limit
        self.keep = keep
    }

    var now: Instant { time.now }

    /// HTTP status of the last answer; nil before the first one.
    var lastStatus: Int? { lastAnswer.withLock { $0 } }

    func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        let answer = try await transport.send(request, within: request.timeLimit ?? limit)
        lastAnswer.withLock { $0 = answer.status }
        return answer
    }

    func remember(_ value: JSONText, as step: String) async throws(ExchangeFailure) {
        guard let keep else {
            throw ExchangeFailure(effect: .unknown, message: "nothing is remembered outside of a delivery")
        }
        guard value.bytes.count <= OutboundDelivery.rememberedLimit else {
            throw ExchangeFailure(
                effect: .unknown,
                message: "the step \(step) wants \(value.bytes.count) bytes remembered, more than the limit")
        }
        try await keep(value, step)
    }
}
