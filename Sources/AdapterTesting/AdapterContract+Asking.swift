import AdapterKit
import Canonical

extension AdapterContract {
    private var noise: [WireResponse] {
        [
            WireResponse(status: 500), WireResponse(status: 404, json: Array("{}".utf8)), WireResponse(status: 200),
            WireResponse(status: 200, json: Array("[[[[".utf8)), WireResponse(status: 200, json: Array("null".utf8)),
            WireResponse(status: 200, json: Array("[]".utf8)),
        ]
    }

    /// Polls that move the cursor although nothing could be read.
    func pollViolations(of adapter: Subject) async -> [ContractViolation] {
        guard let adapter = adapter as? any Polling else { return [] }
        var violations: [ContractViolation] = []
        if adapter.pollInterval <= .zero {
            violations.append(ContractViolation(rule: "polls have a distance", detail: "\(adapter.pollInterval)"))
        }
        for response in noise {
            // A poll that throws is repeated later with the same cursor, which is right.
            let page = try? await adapter.poll(after: "C1", through: UniformExchange(at: now, response))
            if let page, page.cursor != nil && page.cursor != "C1" || page.hasMore {
                violations.append(
                    ContractViolation(
                        rule: "a poll that failed leaves the cursor", detail: "answered with \(response.status)"))
            }
        }
        return violations
    }

    /// Questions that are answered from nothing, fail with a foreign error or are answered though undeclared.
    func questionViolations(of adapter: Subject) async -> [ContractViolation] {
        guard let adapter = adapter as? any Answering else { return [] }
        var violations: [ContractViolation] = []
        for question in questions {
            if !Subject.declaration.questions.contains(question.name) {
                violations.append(ContractViolation(rule: "questions are declared", detail: question.name))
            }
            for response in noise where response.status != 200 {
                let detail = "\(question.name) answered with \(response.status)"
                violations += await violation(adapter, question, UniformExchange(at: now, response), detail)
            }
            violations += await violation(
                adapter, question, UniformExchange(at: now, nil), "\(question.name), no answer")
        }
        let stranger = Question(name: "no.such.question", order: questions.first?.order)
        violations += await violation(adapter, stranger, UniformExchange(at: now, nil), stranger.name)
        return violations
    }

    private func violation(
        _ adapter: any Answering, _ question: Question, _ exchange: UniformExchange, _ detail: String
    ) async -> [ContractViolation] {
        do {
            _ = try await adapter.answer(question, through: exchange)
            return [ContractViolation(rule: "an answer has a source", detail: detail)]
        } catch is QuestionFailure {
            return []
        } catch is ExchangeFailure {
            return []
        } catch {
            return [ContractViolation(rule: "a failed question says why", detail: "\(detail): \(error)")]
        }
    }
}
