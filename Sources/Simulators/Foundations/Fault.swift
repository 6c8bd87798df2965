/// Something that goes wrong with one exchange.
package enum Fault: Sendable, Equatable {
    /// The answer comes late by that much; may join another fault.
    case latency(Duration)
    /// The request is answered with an error and has no effect; the wait is in seconds.
    case status(Int, retryAfter: Int? = nil, shape: ErrorShape = .message)
    /// The connection closes before the effect is committed.
    case dropBefore
    /// The effect is committed, then the connection closes without an answer.
    case dropAfter

    var isLatency: Bool {
        if case .latency = self { return true }
        return false
    }
}
