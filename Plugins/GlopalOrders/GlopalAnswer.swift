import AdapterKit
import Canonical

/// What the provider's answers mean.
///
/// Source: Order API 2.3.2 (stated: 200 with `{"status":"ok"}` and 400 with a description for accept; the other codes
/// and the body of an error are assumed). Nothing is ever decided by the text of an error.
enum GlopalAnswer {
    /// The most characters of the provider's words that go into a reason.
    static let longestWords = 200

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
    static func reason(_ response: WireResponse) -> Reason {
        let words = words(response.body)
        let suffix = words.isEmpty ? "" : ": \(words)"
        switch response.status {
        case 401, 403:
            return Reason(
                code: "glopal.unauthorised",
                message: "Glopal does not take the API key for this store (\(response.status))\(suffix)")
        case 404: return Reason(code: "glopal.not-found", message: "Glopal does not know the order (404)\(suffix)")
        case 429: return Reason(code: "glopal.throttled", message: "Glopal asks to slow down (429)\(suffix)")
        case 300..<400:
            return Reason(
                code: "glopal.redirected", message: "the endpoint redirects (\(response.status)), which is not followed"
            )
        case 400..<500:
            return Reason(code: "glopal.refused", message: "Glopal refused the call (\(response.status))\(suffix)")
        case 200..<300:
            return Reason(code: "glopal.unclear", message: "the answer (\(response.status)) does not say what happened")
        default: return Reason(code: "http.\(response.status)", message: "Glopal answered \(response.status)\(suffix)")
        }
    }

    /// The description in an error's body, shortened and made fit for a log.
    static func words(_ body: [UInt8]) -> String {
        // An error need not be JSON; then the raw text is all there is.
        let root = (try? JSONDocument.parse(body))?.root
        let found =
            root?["message"]?.stringValue ?? root?["error"]?.stringValue ?? root?["error"]?["message"]?.stringValue
            ?? root?["errors"]?[0]?["message"]?.stringValue ?? root?["detail"]?.stringValue
        return harmless(found ?? String(decoding: body.prefix(500), as: UTF8.self))
    }

    /// Printable characters only, without anything that looks like an address of a person.
    private static func harmless(_ text: String) -> String {
        let printable = String(text.unicodeScalars.map { $0.properties.isWhitespace ? " " : Character($0) })
        let shown = printable.filter { $0.isASCII ? $0 >= " " && $0 != "\u{7F}" : $0.isLetter || $0.isNumber }
        let tokens = shown.split(separator: " ").map { $0.contains("@") ? "…" : String($0) }
        return String(tokens.joined(separator: " ").prefix(longestWords))
    }
}
