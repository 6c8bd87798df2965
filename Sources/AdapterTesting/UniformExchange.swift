public import AdapterKit
public import Canonical

/// An exchange that gives every request the same answer, or none.
public struct UniformExchange: Exchange {
    /// The moment that the adapter sees.
    public var now: Instant
    /// The answer to everything; nil leaves everything unanswered.
    public var response: WireResponse?

    /// Creates an exchange that answers everything alike.
    public init(at now: Instant = .testMoment, _ response: WireResponse?) {
        self.now = now
        self.response = response
    }

    /// Gives the answer.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure`` when there is none: harmless for reads, unknown for all else.
    public func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        guard let response else {
            throw ExchangeFailure(effect: request.isSafe ? .none : .unknown, message: "no answer within the time limit")
        }
        return response
    }
}
