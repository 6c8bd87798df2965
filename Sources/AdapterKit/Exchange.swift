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
