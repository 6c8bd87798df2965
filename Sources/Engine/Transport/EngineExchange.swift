import AdapterKit
import Canonical
import HTTPTypes
import Synchronization

/// The exchange that the engine hands to an adapter for one delivery, poll or question.
final class EngineExchange: Exchange {
    private let transport: any Transport
    private let time: any TimeSource
    private let limit: Duration
    /// Keeps a value on disk; nil outside of a delivery.
    private let keep: (@Sendable (JSONText, String) async throws(ExchangeFailure) -> Void)?
    /// Guards what was sent and answered.
    private let record = Mutex(Record())

    private struct Record {
        var lastStatus: Int?
        /// The first calls in words, as many as a note holds.
        var calls: [String] = []
        var count = 0
    }

    private static let callLimit = 40

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
    var lastStatus: Int? { record.withLock(\.lastStatus) }

    /// All calls with their answers, for people; nil while there was one at most, which an attempt's record tells.
    var calls: String? {
        record.withLock { record in
            guard record.count > 1 else { return nil }
            let more = record.count - record.calls.count
            return record.calls.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
        }
    }

    func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        let began = time.uptime
        do throws(ExchangeFailure) {
            let answer = try await transport.send(request, within: request.timeLimit ?? limit)
            note(request, "\(answer.status)", since: began)
            record.withLock { $0.lastStatus = answer.status }
            return answer
        } catch {
            note(request, error.effect == .none ? "not sent" : "no answer", since: began)
            throw error
        }
    }

    private func note(_ request: WireRequest, _ outcome: String, since began: Duration) {
        let took = Int((time.uptime - began) / .milliseconds(1))
        record.withLock { record in
            record.count += 1
            guard record.calls.count < Self.callLimit else { return }
            record.calls.append("\(request.method.rawValue) \(URLPath.path(of: request.url)) \(outcome) in \(took) ms")
        }
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
