public import AdapterKit
public import Canonical
import Synchronization

/// A script of expected requests and their answers, in order, at a fixed moment.
///
/// A request that the script does not expect gets no answer and is remembered: ask ``deviations`` at the end.
public final class RecordedExchange: Exchange {
    private struct State {
        var waiting: [ExchangeStep]
        var requests: [WireRequest] = []
        var deviations: [String] = []
        var remembered: [String: JSONText] = [:]
    }

    /// Guards the script's position and what was sent; adapters may send from several tasks.
    private let state: Mutex<State>
    /// The moment that the adapter sees, always the same.
    public let now: Instant

    /// Creates an exchange that plays the steps in order.
    public init(at now: Instant = .testMoment, _ steps: [ExchangeStep] = []) {
        self.now = now
        state = Mutex(State(waiting: steps))
    }

    /// All requests so far, in order.
    public var requests: [WireRequest] { state.withLock { $0.requests } }

    /// Requests that were not expected, and steps that were never asked for; empty after a faithful run.
    public var deviations: [String] {
        state.withLock { state in
            state.deviations + state.waiting.map { "\($0.method) \($0.url) was never sent" }
        }
    }

    /// What was remembered so far, by step; hand it to the next attempt as its ``AdapterKit/OutboundDelivery/remembered``.
    public var remembered: [String: JSONText] { state.withLock { $0.remembered } }

    /// Keeps a step's value, as the journal would.
    public func remember(_ value: JSONText, as step: String) async throws(ExchangeFailure) {
        state.withLock { $0.remembered[step] = value }
    }

    /// Plays the next step.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` when the step is unanswered or the request is not the expected one.
    public func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        let reply = state.withLock { state -> Result<WireResponse, ExchangeFailure> in
            state.requests.append(request)
            guard let step = state.waiting.first else {
                state.deviations.append("\(request.method) \(request.url) was not expected")
                return .failure(ExchangeFailure(effect: .unknown, message: "the script has ended"))
            }
            state.waiting.removeFirst()
            if let mismatch = step.mismatch(with: request) {
                state.deviations.append(mismatch)
                return .failure(ExchangeFailure(effect: .unknown, message: "the request is not the expected one"))
            }
            return step.reply
        }
        return try reply.get()
    }
}
