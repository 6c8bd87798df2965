import AdapterKit
import Canonical

extension MappedStep {
    /// What an answer means for a step.
    struct Conclusion {
        var outcome: Outcome
        /// Whether later steps are left out.
        var isLast = false
        var answer: MappedAnswer
    }

    /// What an answer means: as its program says, else by its status.
    ///
    /// Without a moment, dates in `Retry-After` count from the answer's own.
    func conclusion(from response: WireResponse, in run: MappedRun, at now: Instant?) -> Conclusion {
        let byStatus = HTTPOutcome.outcome(of: response, mayBeRepeated: isRepeatable, at: now)
        let answer: MappedAnswer
        do throws(ProgramProblem) {
            answer = try run.reading(response, by: self, allowed: MappedAnswer.ofSteps) ?? MappedAnswer()
        } catch {
            return unreadable(response, error, byStatus)
        }
        if answer.accepted != nil || answer.refused != nil, !run.delivery.fact.kind.carriesOrder {
            return unreadable(
                response, ProgramProblem("only the answer to an order accepts or refuses it (accepted, refused)"),
                byStatus)
        }
        let asked = answer.retryAfter ?? RetryAfter.duration(in: response.headers, at: now)
        let reason = answer.reason ?? HTTPOutcome.reason(for: response.status)
        switch answer.outcome {
        case .confirmed: return Conclusion(outcome: .confirmed, answer: answer)
        case .done: return Conclusion(outcome: .confirmed, isLast: true, answer: answer)
        case .rejected: return Conclusion(outcome: .rejected(reason), answer: answer)
        case .retry: return Conclusion(outcome: .retry(reason, after: asked), answer: answer)
        case .unknown: return Conclusion(outcome: .unknown(reason), answer: answer)
        case .happened, .didNotHappen, .unclear, nil:
            return Conclusion(outcome: Self.worded(byStatus, reason, asked), answer: answer)
        }
    }

    /// The status's outcome with the program's reason, if it gave one.
    private static func worded(_ outcome: Outcome, _ reason: Reason, _ asked: Duration?) -> Outcome {
        switch outcome {
        case .confirmed: .confirmed
        case .rejected: .rejected(reason)
        case .retry: .retry(reason, after: asked)
        case .unknown: .unknown(reason)
        }
    }

    /// An answer that the program could not read: the request may have taken effect all the same.
    ///
    /// The program will stumble over JSON again, so that is for a person; a page in its place may be gone by then.
    private func unreadable(_ response: WireResponse, _ problem: ProgramProblem, _ byStatus: Outcome) -> Conclusion {
        let reason = Reason(code: "oms.answer-unreadable", message: "\(place).answer (\(name)): \(problem.message)")
        var answer = MappedAnswer()
        guard case .confirmed = byStatus else {
            answer.warnings = [reason]
            return Conclusion(outcome: byStatus, answer: answer)
        }
        guard isRepeatable else { return Conclusion(outcome: .unknown(reason), answer: answer) }
        let isFinal = !problem.isPassing && MappedInput.isJSON(response.body)
        return Conclusion(outcome: isFinal ? .rejected(reason) : .retry(reason, after: nil), answer: answer)
    }
}
