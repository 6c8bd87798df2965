import AdapterKit
import Canonical
import HTTPTypes

extension MappedOMS {
    /// Reads whether a delivery took effect, request by request until one tells.
    ///
    /// - Throws: ``AdapterKit/ExchangeFailure``; the delivery stays in doubt and is looked up again later.
    func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult {
        guard var run = run(delivery), !run.operation.lookUp.isEmpty else {
            return .unclear(Reason(code: "oms.no-look-up", message: "The mapping says nothing of how to look this up."))
        }
        for step in run.operation.lookUp {
            let request: WireRequest
            do throws(TranslationProblem) {
                guard try run.isNeeded(step) else { continue }
                request = try run.request(for: step)
            } catch {
                if error.code == ProgramProblem.crowded { throw ExchangeFailure(effect: .none, message: error.message) }
                return .unclear(Reason(code: error.code, message: error.message))
            }
            let response: WireResponse
            do throws(MappedCaller.Failure) {
                response = try await caller.send(request, through: exchange)
            } catch {
                throw error.harmless
            }
            if let result = try await judge(response, step, &run, through: exchange) { return result }
        }
        return .unclear(
            Reason(code: "oms.look-up-undecided", message: "No request of `look_up` said what became of it."))
    }

    /// What an answer tells; nil when the next request decides.
    private func judge(
        _ response: WireResponse, _ step: MappedStep, _ run: inout MappedRun, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> LookUpResult? {
        let isJudged = step.judges.contains(response.status)
        guard (200..<300).contains(response.status) || isJudged else {
            return try Self.unanswered(response, at: exchange.now)
        }
        // A page for people with status 200, such as a login form, holds no order either; that proves nothing.
        let mayBeEmpty = isJudged || step.method == .head
        guard response.body.isEmpty ? mayBeEmpty : MappedInput.isJSON(response.body) else {
            return .unclear(
                Reason(code: "oms.answer-unreadable", message: "The answer to \(step.name) is no JSON."))
        }
        let answer: MappedAnswer
        do throws(ProgramProblem) {
            answer = try run.reading(response, by: step, allowed: MappedAnswer.ofLookUps) ?? MappedAnswer()
        } catch {
            let message = "\(step.place).answer (\(step.name)): \(error.message)"
            if error.isPassing { throw ExchangeFailure(effect: .none, message: message) }
            return .unclear(Reason(code: "oms.answer-unreadable", message: message))
        }
        run.take(answer, of: step.name)
        if answer.remember != nil {
            let memory = MappedMemory(answer)
            try await exchange.remember(memory.text, as: step.name)
            run.remember(memory, of: step)
        }
        switch answer.outcome {
        case .happened:
            let result = run.result(.confirmed)
            return .happened(
                references: result.references, followUps: result.followUps, warnings: result.warnings)
        case .didNotHappen: return .didNotHappen
        case .unclear:
            return .unclear(
                answer.reason ?? Reason(code: "oms.look-up-undecided", message: "The OMS's state does not tell."))
        default: return nil
        }
    }

    /// A look-up that failed tells nothing: it is asked again where that may help.
    private static func unanswered(_ response: WireResponse, at now: Instant) throws(ExchangeFailure) -> LookUpResult {
        switch HTTPOutcome.outcome(of: response, mayBeRepeated: true, at: now) {
        case .retry(let reason, let after):
            throw ExchangeFailure(effect: .none, message: reason.message, retryAfter: after)
        case .rejected(let reason), .unknown(let reason): return .unclear(reason)
        case .confirmed: return .unclear(HTTPOutcome.reason(for: response.status))
        }
    }
}
