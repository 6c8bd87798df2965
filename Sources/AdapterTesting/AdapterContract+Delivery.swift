import AdapterKit
import Canonical
import HTTPTypes

extension AdapterContract {
    /// Impure translations, and answers that are taken for more than they say.
    func deliveryViolations(of adapter: Subject) async -> [ContractViolation] {
        guard let adapter = adapter as? any Delivering else { return [] }
        var violations: [ContractViolation] = []
        for delivery in deliveries {
            let name = delivery.fact.kind.rawValue
            if Self.operation(of: delivery)?.name != delivery.operation {
                let detail = "\(name) does not become \(delivery.operation)"
                violations.append(ContractViolation(rule: "the sample deliveries fit the declaration", detail: detail))
            }
            do {
                let prepared = try adapter.prepare(delivery)
                if try adapter.prepare(delivery) != prepared {
                    violations.append(ContractViolation(rule: "a translation is a pure function", detail: name))
                }
                for row in prepared.ledger.rows where row.cause == nil && row.output != row.input {
                    violations.append(
                        ContractViolation(rule: "every difference has a cause", detail: "\(name), \(row.path)"))
                }
                violations += answerViolations(of: adapter, prepared, delivery)
                violations += await silenceViolations(of: adapter, prepared, delivery)
            } catch {
                violations.append(
                    ContractViolation(rule: "the sample deliveries can be prepared", detail: "\(name): \(error)"))
            }
            violations += await lookUpViolations(of: adapter, delivery)
        }
        return violations
    }

    /// The declared operation that a delivery is of: the one that its fact becomes, or the one that somebody told.
    private static func operation(of delivery: OutboundDelivery) -> OperationDeclaration? {
        guard delivery.fact.kind == .operationTold else {
            return Subject.declaration.operation(for: delivery.fact.kind)
        }
        return Subject.declaration.toldOperations.first { $0.name == delivery.operation }
    }

    private func answerViolations(
        of adapter: any Delivering, _ prepared: PreparedDelivery, _ delivery: OutboundDelivery
    ) -> [ContractViolation] {
        let mayBeRepeated = Self.operation(of: delivery)?.mayBeRepeated ?? false
        let bodies = ["", "not JSON", "{\"unexpected\":true}", "[[[["]
        var violations: [ContractViolation] = []
        for status in [301, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504] {
            for body in bodies {
                var headers = HTTPFields()
                if status == 429 { headers[.retryAfter] = "7" }
                let response = WireResponse(status: status, headers: headers, body: Array(body.utf8))
                let outcome = adapter.conclude(response, to: prepared, of: delivery).outcome
                guard let fault = Self.fault(of: outcome, for: status, mayBeRepeated: mayBeRepeated) else { continue }
                let detail = "\(delivery.fact.kind.rawValue) answered with \(status): \(fault)"
                violations.append(ContractViolation(rule: "an answer is taken for what it says", detail: detail))
            }
        }
        return Array(Set(violations)).sorted { $0.detail < $1.detail }
    }

    private static func fault(of outcome: Outcome, for status: Int, mayBeRepeated: Bool) -> String? {
        switch outcome {
        case .confirmed: return "a failure confirms nothing"
        case .retry(_, let after) where status == 429:
            return after == .seconds(7) ? nil : "the time that the target named is not obeyed"
        case .rejected where status == 429 || status >= 500: return "it may work later"
        case .retry where status >= 500 && !mayBeRepeated: return "it may have taken effect, and must not be repeated"
        case .rejected, .retry, .unknown: return nil
        }
    }

    private func silenceViolations(
        of adapter: any Delivering, _ prepared: PreparedDelivery, _ delivery: OutboundDelivery
    ) async -> [ContractViolation] {
        do {
            let result = try await adapter.deliver(prepared, of: delivery, through: UniformExchange(at: now, nil))
            switch result.outcome {
            case .retry, .unknown: return []
            case .confirmed, .rejected:
                let detail = "\(delivery.fact.kind.rawValue) without any answer is \(result.outcome)"
                return [ContractViolation(rule: "silence decides nothing", detail: detail)]
            }
        } catch {
            // A failure of the exchange is what silence is.
            return []
        }
    }

    private func lookUpViolations(
        of adapter: any Delivering, _ delivery: OutboundDelivery
    ) async -> [ContractViolation] {
        guard let adapter = adapter as? any LookingUp else { return [] }
        var violations: [ContractViolation] = []
        let noise = [
            WireResponse(status: 500), WireResponse(status: 503), WireResponse(status: 401),
            WireResponse(status: 200, json: Array("not JSON".utf8)), WireResponse(status: 200, json: Array("{}".utf8)),
        ]
        for response in noise {
            do {
                let result = try await adapter.lookUp(delivery, through: UniformExchange(at: now, response))
                if case .unclear = result { continue }
                let detail = "\(delivery.fact.kind.rawValue) looked up, answered with \(response.status)"
                violations.append(ContractViolation(rule: "a look-up that failed tells nothing", detail: detail))
            } catch {
                // A failed look-up is repeated later, which is right.
                continue
            }
        }
        return violations
    }
}
