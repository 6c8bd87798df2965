public import Canonical

/// An adapter's only way out: one request, one answer.
///
/// In production the engine's transport stands behind it, in tests a recorded script.
public protocol Exchange: Sendable {
    /// The present moment, for timestamps and signatures.
    var now: Instant { get }

    /// Sends a request and waits for its answer within the request's time limit.
    ///
    /// - Throws: ``ExchangeFailure``: whether the request certainly did not leave, or may have taken effect.
    func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse

    /// Keeps what a step of a delivery gave, so that no later attempt repeats the step.
    ///
    /// The value is on disk when this returns, and is in ``OutboundDelivery/remembered`` from the next attempt on. The
    /// same step again replaces its value. A value is at most ``OutboundDelivery/rememberedLimit`` bytes long.
    /// - Throws: ``ExchangeFailure``, effect `unknown`: the step took effect and nobody will know; end the attempt in doubt.
    func remember(_ value: JSONText, as step: String) async throws(ExchangeFailure)
}

extension Exchange {
    /// Refuses: outside of a delivery there is nothing that a value could belong to.
    ///
    /// - Throws: ``ExchangeFailure``, always.
    public func remember(_ value: JSONText, as step: String) async throws(ExchangeFailure) {
        throw ExchangeFailure(effect: .unknown, message: "nothing is remembered outside of a delivery")
    }
}

/// Why a request has no answer.
public struct ExchangeFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is known about the request's effect.
    public enum Effect: Sendable, Equatable {
        /// The request certainly did not reach the system, or only read: trying again is harmless.
        case none
        /// The request may have taken effect.
        case unknown
    }

    /// What is known about the request's effect.
    public var effect: Effect
    /// What happened, for the person on call; no payload, no secret.
    public var message: String
    /// How long the system asked to wait before it is asked again; nil when it asked for nothing.
    public var retryAfter: Duration?

    /// Creates a failure.
    public init(effect: Effect, message: String, retryAfter: Duration? = nil) {
        self.effect = effect
        self.message = message
        self.retryAfter = retryAfter
    }

    /// The message with what is known about the effect.
    public var description: String { effect == .none ? message : "\(message); it may have taken effect" }
}
