public import Canonical

/// What an HTTP status means for a delivery when the system's own rules add nothing.
///
/// An adapter asks here last: a system that gives a status a meaning of its own is right.
public enum HTTPOutcome {
    /// The outcome that an answer's status stands for.
    ///
    /// | status | outcome |
    /// | --- | --- |
    /// | 2xx | confirmed |
    /// | 408, 425, 429, 503 | retry, after `Retry-After`: the system says that it did nothing |
    /// | other 5xx | retry when the operation may be repeated, else unknown |
    /// | all others | rejected |
    ///
    /// - Parameters:
    ///   - response: The answer; its body is not read.
    ///   - mayBeRepeated: Whether sending the same again is harmless, as the operation's declaration says.
    ///   - now: The present moment; a `Retry-After` that is a date needs it when the answer has no `Date`.
    /// - Returns: The outcome; its reason's code is `http.<status>`.
    public static func outcome(of response: WireResponse, mayBeRepeated: Bool, at now: Instant? = nil) -> Outcome {
        let reason = reason(for: response.status)
        switch response.status {
        case 200..<300: return .confirmed
        case 408, 425, 429, 503: return .retry(reason, after: RetryAfter.duration(in: response.headers, at: now))
        case 500..<600 where mayBeRepeated:
            return .retry(reason, after: RetryAfter.duration(in: response.headers, at: now))
        case 500..<600: return .unknown(reason)
        default: return .rejected(reason)
        }
    }

    /// The reason that names a status: code `http.<status>` and a sentence for the person on call.
    public static func reason(for status: Int) -> Reason {
        let message =
            switch status {
            case 401: "The system did not accept our credentials or signature."
            case 403: "The system does not let us do this."
            case 404, 410: "There is nothing at this address of the system."
            case 408, 504: "The system gave up waiting."
            case 413: "The message is too large for the system."
            case 429: "The system wants fewer requests."
            case 503: "The system is not available."
            case 300..<400: "The system answered with a redirection, which is not followed."
            case 400..<500: "The system refused the request."
            case 500..<600: "The system failed."
            default: "The system answered with a status that has no meaning here."
            }
        return Reason(code: "http.\(status)", message: message)
    }
}
