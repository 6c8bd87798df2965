import AdapterKit
import Canonical

/// What an answer means for a delivery: the body first, then the status.
struct GlobalEOutcome {
    var endpoint: GlobalEEndpoint
    var mayBeRepeated: Bool
    /// Whether an earlier attempt may have had the effect that this one is refused for.
    var isRepetition: Bool
    var now: Instant?

    /// The outcome of an answer.
    func outcome(of answer: GlobalEAnswer, _ response: WireResponse) -> Outcome {
        let isSuccessStatus = (200..<300).contains(response.status)
        switch answer.statement {
        case .success where isSuccessStatus: return .confirmed
        case .success:
            // One of the two is wrong, and nothing tells which.
            return .unknown(
                Reason(
                    code: "globale.contradiction",
                    message: "the answer says success and its status is \(response.status)"))
        case .failure(let failures): return refusal(failures, response)
        case .nothing where isSuccessStatus:
            return .unknown(Reason(code: "globale.unclear", message: "the answer does not say what happened"))
        case .nothing: return byStatus(response.status, response, nil)
        }
    }

    /// The gravest of several refusals: what may have happened goes before what will never happen.
    private func refusal(_ failures: [GlobalEAnswer.Failure], _ response: WireResponse) -> Outcome {
        let outcomes = failures.map { outcome(of: $0, response) }
        return outcomes.first { if case .unknown = $0 { true } else { false } }
            ?? outcomes.first { if case .rejected = $0 { true } else { false } }
            ?? outcomes.first ?? byStatus(response.status, response, nil)
    }

    private func outcome(of failure: GlobalEAnswer.Failure, _ response: WireResponse) -> Outcome {
        let words = failure.words.isEmpty ? "" : ": \(failure.words)"
        guard let code = failure.code else { return byStatus(response.status, response, failure) }
        guard let entry = GlobalEErrorCatalogue.entry(code, at: endpoint) else {
            // Codes of HTTP stand for their status, whatever status they came with.
            let status = Int(code).flatMap { (400..<600).contains($0) ? $0 : nil }
            return byStatus(status ?? response.status, response, failure)
        }
        let reason = Reason(code: "globale.\(Self.word(code))", message: "\(entry.meaning)\(words)")
        switch entry.verdict {
        case .rejected: return .rejected(reason)
        case .rejectedUnlessRepeated: return isRepetition && !mayBeRepeated ? .unknown(reason) : .rejected(reason)
        case .retry: return .retry(reason, after: RetryAfter.duration(in: response.headers, at: now))
        case .unknown: return inDoubt(reason, response)
        }
    }

    private func inDoubt(_ reason: Reason, _ response: WireResponse) -> Outcome {
        mayBeRepeated ? .retry(reason, after: RetryAfter.duration(in: response.headers, at: now)) : .unknown(reason)
    }

    private func byStatus(_ status: Int, _ response: WireResponse, _ failure: GlobalEAnswer.Failure?) -> Outcome {
        let reason = reason(status, failure)
        switch status {
        case 408, 425, 429: return .retry(reason, after: RetryAfter.duration(in: response.headers, at: now))
        // An expired token is answered like this too (found: sample), so nobody can tell what 500 stands for.
        case 500...: return inDoubt(reason, response)
        default: return .rejected(reason)
        }
    }

    private func reason(_ status: Int, _ failure: GlobalEAnswer.Failure?) -> Reason {
        let words = failure.map { $0.words.isEmpty ? "" : ": \($0.words)" } ?? ""
        if status == 401 || status == 403 && endpoint != .applyEdit && endpoint != .quoteEdit {
            return Reason(
                code: "globale.unauthorised", message: "Global-e does not take the merchant's GUID or token\(words)")
        }
        guard let failure else { return HTTPOutcome.reason(for: status) }
        if let code = failure.code {
            return Reason(code: "globale.\(Self.word(code))", message: "Global-e refused the call\(words)")
        }
        return Reason(code: "globale.refused", message: "Global-e refused the call without a code\(words)")
    }

    /// A code fit for ours: it comes from the wire and may be anything.
    private static func word(_ code: String) -> String {
        String(code.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(40))
    }
}
