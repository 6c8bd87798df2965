import AdapterKit
import Canonical

extension AdapterContract {
    /// Documents that are translated differently twice, and broken ones that are taken.
    func translationViolations(of adapter: Subject) -> [ContractViolation] {
        guard let adapter = adapter as? any DocumentTranslating else { return [] }
        var violations: [ContractViolation] = []
        for document in documents {
            do {
                if try adapter.translate(document: document) != adapter.translate(document: document) {
                    violations.append(
                        ContractViolation(rule: "a translation is a pure function", detail: "a document differs"))
                }
            } catch {
                violations.append(ContractViolation(rule: "the sample documents translate", detail: "\(error)"))
            }
            for broken in BrokenMessages.all(from: document) {
                guard (try? adapter.translate(document: broken.bytes)) != nil else { continue }
                violations.append(
                    ContractViolation(rule: "a broken document is refused", detail: "one that is \(broken.name)"))
            }
        }
        return violations
    }

    /// Held documents that are read otherwise again, and broken ones that are taken without asking anybody.
    func rereadingViolations(of adapter: Subject) async -> [ContractViolation] {
        guard let adapter = adapter as? any Rereading else { return [] }
        let silence = UniformExchange(at: now, nil)
        var violations: [ContractViolation] = []
        for document in documents {
            let again = try? await adapter.reread(document, through: silence)
            if let adapter = adapter as? any DocumentTranslating, again != (try? adapter.translate(document: document))
            {
                violations.append(
                    ContractViolation(rule: "a held document is read again as it is", detail: "a document differs"))
            }
            for broken in BrokenMessages.all(from: document) {
                do {
                    _ = try await adapter.reread(broken.bytes, through: silence)
                    violations.append(
                        ContractViolation(
                            rule: "a broken document stays held", detail: "one that is \(broken.name) was read"))
                } catch is TranslationProblem {
                } catch {
                    violations.append(
                        ContractViolation(
                            rule: "a broken document stays held with its problem",
                            detail: "one that is \(broken.name): \(error)"))
                }
            }
        }
        return violations
    }

    /// Webhooks that are taken from strangers, translated differently twice, or taken when broken.
    func webhookViolations(of adapter: Subject) async -> [ContractViolation] {
        guard let adapter = adapter as? any WebhookReceiving else { return [] }
        var violations: [ContractViolation] = []
        for webhook in webhooks {
            violations += await authenticityViolations(of: adapter, webhook)
            do {
                if try adapter.translate(webhook, at: now) != adapter.translate(webhook, at: now) {
                    violations.append(
                        ContractViolation(rule: "a translation is a pure function", detail: "a webhook differs"))
                }
            } catch {
                violations.append(ContractViolation(rule: "the sample webhooks translate", detail: "\(error)"))
            }
            for broken in BrokenMessages.all(from: webhook.body) {
                var request = webhook
                request.body = broken.bytes
                guard (try? adapter.translate(request, at: now)) != nil else { continue }
                violations.append(
                    ContractViolation(rule: "a broken webhook is refused", detail: "one that is \(broken.name)"))
            }
            let answer = adapter.answer(to: webhook, result: .accepted(facts: [], replies: []))
            if !(200..<300).contains(answer.status) {
                violations.append(
                    ContractViolation(rule: "a stored webhook is answered with success", detail: "\(answer.status)"))
            }
        }
        return violations
    }

    private func authenticityViolations(
        of adapter: any WebhookReceiving, _ webhook: WireRequest
    ) async -> [ContractViolation] {
        var violations: [ContractViolation] = []
        do {
            try await adapter.verify(webhook, at: now)
        } catch {
            violations.append(ContractViolation(rule: "the sample webhooks are authentic", detail: error.reason))
        }
        let stranger = WireRequest(method: webhook.method, url: webhook.path, body: webhook.body)
        if (try? await adapter.verify(stranger, at: now)) != nil {
            violations.append(
                ContractViolation(rule: "a stranger's webhook is refused", detail: "no header and no query were needed")
            )
        }
        return violations
    }
}
