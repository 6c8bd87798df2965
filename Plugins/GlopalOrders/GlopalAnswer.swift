import AdapterKit
import Canonical

/// What the provider's answers mean.
///
/// Source: Order API 2.3.2 (stated: 200 with `{"status":"ok"}` and 400 with a description for accept; the other codes
/// and the body of an error are assumed). Nothing is ever decided by the text of an error.
enum GlopalAnswer {
    /// What a success says about itself.
    enum Success: Equatable {
        /// The body says that it worked.
        case stated
        /// A JSON object that does not mention a status.
        case silent
        /// No JSON object, or a status that is not the one of a success.
        case contradicted
    }

    /// The outcome of an answer that is no success; only calls that may be repeated are retried after a fault.
    static func failure(_ response: WireResponse, mayBeRepeated: Bool, now: Instant?) -> Outcome {
        let reason = reason(response)
        switch response.status {
        case 429:
            return .retry(reason, after: RetryAfter.duration(in: response.headers, at: now))
        case 408, 500...:
            return mayBeRepeated
                ? .retry(reason, after: RetryAfter.duration(in: response.headers, at: now)) : .unknown(reason)
        case 300..<500:
            return .rejected(reason)
        default:
            return mayBeRepeated ? .retry(reason, after: nil) : .unknown(reason)
        }
    }

    /// What a 200 says about itself.
    static func success(_ response: WireResponse) -> Success {
        // A body that is no JSON says nothing that could be relied on.
        guard let root = try? JSONDocument.parse(response.body).root, root.kind == .object else { return .contradicted }
        guard let status = root[GlopalAssumptions.Reply.status] else { return .silent }
        return status.stringValue == GlopalAssumptions.successStatus ? .stated : .contradicted
    }

    /// The provider's refusal or fault as a code and one sentence.
    ///
    /// Reasons get into logs and timelines, so nothing that the provider writes gets into them: its words may name the
    /// buyer. What it is about is named only where it is a member of our own call.
    static func reason(_ response: WireResponse) -> Reason {
        switch response.status {
        case 401, 403:
            return Reason(
                code: "glopal.unauthorised",
                message: "Glopal does not take the API key for this store (\(response.status))")
        case 404: return Reason(code: "glopal.not-found", message: "Glopal does not know the order (404)")
        case 429: return Reason(code: "glopal.throttled", message: "Glopal asks to slow down (429)")
        case 300..<400:
            return Reason(
                code: "glopal.redirected", message: "the endpoint redirects (\(response.status)), which is not followed"
            )
        case 400..<500:
            let cause = member(response.body).map { " because of \($0)" } ?? ""
            return Reason(code: "glopal.refused", message: "Glopal refused the call (\(response.status))\(cause)")
        case 200..<300:
            return Reason(code: "glopal.unclear", message: "the answer (\(response.status)) does not say what happened")
        default: return Reason(code: "http.\(response.status)", message: "Glopal answered \(response.status)")
        }
    }

    /// The member of our call that an error's body names; nil when it names none, or something else.
    private static func member(_ body: [UInt8]) -> String? {
        // An error need not be JSON; then it names nothing.
        let root = (try? JSONDocument.parse(body))?.root
        guard let path = root?["errors"]?[0]?["field"]?.stringValue else { return nil }
        let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return names.allSatisfy(GlopalAssumptions.Call.names.contains) ? path : nil
    }
}
