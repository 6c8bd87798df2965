import AdapterKit
import Canonical
import HTTPTypes

/// What an answer of the service means.
///
/// Source: answers (found: a 200 alone is no success; 400, 401, 403, 404, 405, 500 and 503 occur; derived: their numbers).
enum GlopalShippingAnswer {
    /// An answer, judged.
    enum Verdict {
        /// It worked; members of a batch may still have failed.
        case done(GlopalShippingEnvelope)
        /// It did not, or nobody can tell.
        case other(Outcome, GlopalShippingEnvelope?)
    }

    /// Judges an answer.
    ///
    /// - Parameters:
    ///   - response: The answer.
    ///   - mayBeRepeated: Whether the call changes nothing, so that a fault may simply be tried again.
    ///   - sentAt: Our clock when it was sent, to tell how far it is from the service's.
    /// - Returns: That it worked, or the outcome that it stands for.
    static func judge(_ response: WireResponse, mayBeRepeated: Bool, sentAt: Instant?) -> Verdict {
        let envelope = GlopalShippingEnvelope(response.body)
        switch response.status {
        case 200..<300:
            guard let envelope else { return .other(.unknown(protocolError), nil) }
            return envelope.hasFailed ? .other(.rejected(refusal(envelope)), envelope) : .done(envelope)
        case 429:
            let reason = Reason(code: "glopal-shipping.throttled", message: "the service asks to slow down (429)")
            return .other(.retry(reason, after: RetryAfter.duration(in: response.headers, at: sentAt)), envelope)
        case 408, 500...:
            let words = envelope.flatMap { $0.errors.first }.map(\.asSuffix) ?? ""
            let reason = Reason(
                code: "http.\(response.status)", message: "the service answered \(response.status)\(words)")
            let later = RetryAfter.duration(in: response.headers, at: sentAt)
            return .other(mayBeRepeated ? .retry(reason, after: later) : .unknown(reason), envelope)
        case 401, 403:
            return .other(.rejected(unauthorised(response, envelope, sentAt)), envelope)
        case 300..<400:
            let message = "the endpoint redirects (\(response.status)), which is not followed"
            return .other(.rejected(Reason(code: "glopal-shipping.redirected", message: message)), envelope)
        case 400..<500:
            if let envelope, envelope.hasFailed { return .other(.rejected(refusal(envelope)), envelope) }
            let message = "the service refused the call (\(response.status))"
            return .other(.rejected(Reason(code: "glopal-shipping.refused", message: message)), envelope)
        default: return .other(.unknown(protocolError), envelope)
        }
    }

    /// A 200 without `error`.
    static let protocolError = Reason(
        code: "glopal-shipping.protocol", message: "the answer does not say whether the call worked: it has no `error`")

    /// Why the service said no.
    static func refusal(_ envelope: GlopalShippingEnvelope) -> Reason {
        refusal(envelope.errors)
    }

    /// Why the service said no, by its errors.
    ///
    /// Its words may name a person, a denied party above all, so its codes and fields alone are quoted.
    static func refusal(_ errors: [GlopalShippingEnvelope.Notice]) -> Reason {
        if errors.contains(where: \.isAboutDeniedParty) {
            return Reason(
                code: "glopal-shipping.denied-party",
                message: "a party of the order stands on a sanction list; nothing may be shipped to it")
        }
        if let rule = errors.first(where: { $0.rule == .refuses }) {
            return Reason(code: "glopal-shipping.prohibited", message: "the goods must not be shipped: \(rule.words)")
        }
        guard let first = errors.first(where: { !$0.words.isEmpty }) else {
            let message = "the service says that the call failed, and gives no code that could be quoted"
            return Reason(code: "glopal-shipping.failed", message: message)
        }
        return Reason(code: "glopal-shipping.failed", message: "the service says that the call failed: \(first.words)")
    }

    /// What belongs on the timeline although it worked.
    static func warnings(_ envelope: GlopalShippingEnvelope) -> [Reason] {
        // A rule that refuses is no warning, wherever it stands; the screening has it.
        envelope.warnings.filter { $0.rule != .refuses }.map { notice in
            if notice.isAboutDeniedParty {
                let message = "the service warns of a party that may stand on a sanction list"
                return Reason(code: "glopal-shipping.denied-party", message: message)
            }
            let code = notice.rule == nil ? "glopal-shipping.warning" : "glopal-shipping.goods-warning"
            let message = notice.words.isEmpty ? "the service warns in words that are not quoted" : notice.words
            return Reason(code: code, message: message)
        }
    }

    /// How far our clock is ahead of the service's, by its `Date`; whole seconds, negative when behind.
    ///
    /// Source: order creation (stated: a wrong clock is rejected). It is told, never corrected.
    static func skew(of response: WireResponse, sentAt: Instant?) -> Int64? {
        guard let sentAt, let date = response.headers[.date].flatMap({ HTTPDate.instant($0) }) else { return nil }
        return (sentAt.microseconds - date.microseconds) / 1_000_000
    }

    private static func unauthorised(
        _ response: WireResponse, _ envelope: GlopalShippingEnvelope?, _ sentAt: Instant?
    ) -> Reason {
        let words = envelope.flatMap { $0.errors.first }.map(\.asSuffix) ?? ""
        let skew = skew(of: response, sentAt: sentAt)
        if let skew, abs(skew) > Int64(GlopalShippingAssumptions.clockTolerance) {
            return Reason(
                code: "glopal-shipping.clock-skew",
                message:
                    "our clock is \(abs(skew)) s \(skew > 0 ? "ahead of" : "behind") the service's, which is why it "
                    + "takes no signature (\(response.status)); set the clock by NTP")
        }
        let clock = skew.map { "; our clock is right within \(max(1, abs($0))) s" } ?? ""
        return Reason(
            code: "glopal-shipping.unauthorised",
            message: "the service does not take login, alias or secret (\(response.status))\(words)\(clock)")
    }

    /// A code, rule or field's name as it may be quoted: letters, digits and what joins them; nil for anything else.
    ///
    /// What is no such word may be about a person and is in no reason.
    static func word(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= GlopalShippingAssumptions.longestWord,
            text.utf8.allSatisfy({ byte in
                let letter = byte | 0x20
                return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "._-/[]:".utf8.contains(byte)
            })
        else { return nil }
        return text
    }
}
