import AdapterKit
import Canonical
import HTTPTypes

extension MappedOMS {
    /// The first request that is left to send, and the ledger of all that can be foreseen.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the step whose program gave no request.
    func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        guard var run = run(delivery) else {
            throw TranslationProblem(
                code: "oms.not-carried", pointer: "",
                message: "the mapping has no operation for \(delivery.fact.kind.rawValue)")
        }
        let position: Int
        var request: WireRequest
        let body: JSONDocument?
        do throws(TranslationProblem) {
            let next = try run.next(from: 0)
            // Everything is done already; the request stands for it and is not sent.
            guard let next else { return PreparedDelivery(request: unsent) }
            position = next.position
            (request, body) = try run.composed(next.step)
        } catch {
            // What passes by itself is no reason to hold the delivery: the attempt tries again, and says so.
            guard error.code == ProgramProblem.crowded else { throw error }
            return PreparedDelivery(request: unsent)
        }
        if let traceparent = delivery.fact.traceparent { request.headers[.traceparent] = traceparent }
        let bodies = (body.map { [$0] } ?? []) + run.foreseeableBodies(from: position + 1)
        let ledger = MappedLedger(bodies).ledger(
            of: delivery.fact.content, order: delivery.fact.kind.carriesOrder ? delivery.order : nil)
        return PreparedDelivery(request: request, ledger: ledger)
    }

    /// What the answer to the first request means by itself.
    func conclude(_ response: WireResponse, of delivery: OutboundDelivery) -> DeliveryResult {
        guard var run = run(delivery) else { return Self.notCarried }
        run.takeLookUps()
        do throws(TranslationProblem) {
            guard let (_, step) = try run.next(from: 0) else { return run.result(.confirmed) }
            let conclusion = step.conclusion(from: response, in: run, at: nil)
            run.take(conclusion.answer, of: step.name)
            return run.result(conclusion.outcome)
        } catch {
            return run.result(Self.outcome(of: error))
        }
    }

    /// A request that is never sent: it has the endpoint's address, which no step has.
    private var unsent: WireRequest { WireRequest(method: .head, url: configuration.endpoint) }

    /// What a request that could not be made means for the attempt.
    private static func outcome(of problem: TranslationProblem) -> Outcome {
        let reason = Reason(code: problem.code, message: problem.message)
        return problem.code == ProgramProblem.crowded ? .retry(reason, after: nil) : .rejected(reason)
    }

    /// Carries out the steps that are left, one after the other; each one's result is on disk before the next begins.
    func deliver(
        _ prepared: PreparedDelivery, of delivery: OutboundDelivery, through exchange: any Exchange
    ) async -> DeliveryResult {
        guard var run = run(delivery) else { return Self.notCarried }
        run.takeLookUps()
        var position = 0
        var first = prepared.request == unsent ? nil : prepared.request
        var hasSent = false
        while true {
            let step: MappedStep
            let request: WireRequest
            do throws(TranslationProblem) {
                guard let next = try run.next(from: position) else {
                    return Self.finished(run, sentNothing: !hasSent)
                }
                (position, step) = next
                if let first { request = first } else { request = try run.request(for: step) }
            } catch {
                // The same programs will stumble again: somebody mends the mapping, and the steps so far stay done.
                return run.result(Self.outcome(of: error))
            }
            first = nil
            hasSent = true
            if let result = await attempt(step, at: position, request, &run, through: exchange) { return result }
            position += 1
        }
    }

    private static func finished(_ run: MappedRun, sentNothing: Bool) -> DeliveryResult {
        var run = run
        if sentNothing, run.memories.isEmpty {
            run.warn(Reason(code: "oms.nothing-to-do", message: "No step's condition held, so nothing was sent."))
        }
        return run.result(.confirmed)
    }

    /// Sends one request and takes its answer; nil when the next step follows.
    private func attempt(
        _ step: MappedStep, at position: Int, _ request: WireRequest, _ run: inout MappedRun,
        through exchange: any Exchange
    ) async -> DeliveryResult? {
        let response: WireResponse
        do throws(MappedCaller.Failure) {
            response = try await caller.send(request, through: exchange)
        } catch {
            return run.result(error.outcome(mayBeRepeated: step.isRepeatable))
        }
        let conclusion = step.conclusion(from: response, in: run, at: exchange.now)
        run.take(conclusion.answer, of: step.name)
        guard case .confirmed = conclusion.outcome else { return run.result(conclusion.outcome) }
        // Not remembered: after a crash, a step that is skipped could not say again that the rest is to be left out.
        if conclusion.isLast { return run.result(.confirmed) }
        let isEnd = position == run.operation.steps.count - 1
        // What changes something is kept in any case: nothing is done twice because a mapping forgot to say so.
        if conclusion.answer.remember != nil || !isEnd && !step.isSafe {
            let memory = MappedMemory(conclusion.answer)
            do throws(ExchangeFailure) {
                try await exchange.remember(memory.text, as: step.name)
            } catch {
                let reason = Reason(code: "oms.not-remembered", message: error.message)
                return run.result(step.isRepeatable ? .retry(reason, after: nil) : .unknown(reason))
            }
            run.remember(memory, of: step)
        }
        return nil
    }

    private static let notCarried = DeliveryResult(
        .rejected(Reason(code: "oms.not-carried", message: "The mapping has no operation for this fact.")))
}
