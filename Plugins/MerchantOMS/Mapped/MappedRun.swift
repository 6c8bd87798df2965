import AdapterKit
import Canonical
import HTTPTypes

/// One delivery on its way through the steps of its operation: what they were given, and what came of them so far.
struct MappedRun {
    let operation: MappedOperation
    let delivery: OutboundDelivery
    let decision: OMSDecision
    let endpoint: String
    let timeLimit: Duration?
    private let input: MappedInput
    private(set) var memories: [String: MappedMemory]
    private var references: [Reference] = []
    private var followUps: [IncomingFact] = []
    private var warnings: [Reason] = []

    /// Takes up a delivery where earlier attempts left it; programs see the given fact and order.
    init(
        _ operation: MappedOperation, _ delivery: OutboundDelivery, fact: Fact, order: Order,
        _ configuration: MappedConfiguration, _ decision: OMSDecision
    ) {
        self.operation = operation
        self.delivery = delivery
        self.decision = decision
        endpoint = configuration.endpoint
        timeLimit = configuration.timeLimit
        input = MappedInput(
            config: configuration.config, key: delivery.idempotencyKey, fact: fact, order: order)
        memories = delivery.remembered.mapValues { MappedMemory(journaled: $0) }
    }

    /// What the programs of the first step see.
    var firstInput: [UInt8]? { operation.steps.first.map { input.bytes($0.name, remembered: memories) } }

    // MARK: Requests

    /// The next step that is neither remembered nor needless, from a position on; nil at the end.
    ///
    /// What remembered steps brought is taken up on the way: after a crash nobody else knows it.
    mutating func next(from start: Int) throws(TranslationProblem) -> (position: Int, step: MappedStep)? {
        for position in start..<max(start, operation.steps.count) {
            let step = operation.steps[position]
            if let memory = memories[step.name] {
                take(memory, of: step.name)
            } else if try isNeeded(step) {
                return (position, step)
            }
        }
        return nil
    }

    /// Whether a step's condition holds.
    func isNeeded(_ step: MappedStep) throws(TranslationProblem) -> Bool {
        guard let when = step.when else { return true }
        do throws(ProgramProblem) {
            return try when.holds(input.bytes(step.name, remembered: memories))
        } catch {
            throw problem(step, "when", error)
        }
    }

    /// The request of a step, without credentials.
    func request(for step: MappedStep) throws(TranslationProblem) -> WireRequest { try composed(step).request }

    /// The request of a step with the body before it was encoded: running its program twice would cost twice.
    func composed(_ step: MappedStep) throws(TranslationProblem) -> (request: WireRequest, body: JSONDocument?) {
        let input = input.bytes(step.name, remembered: memories)
        var request = WireRequest(method: step.method, url: endpoint, timeLimit: timeLimit)
        do throws(ProgramProblem) {
            request.url = endpoint + (try step.path.path(input))
        } catch {
            throw problem(step, "path", error)
        }
        request.headers[.accept] = "application/json"
        if let header = operation.keyHeader, !step.isSafe { request.headers[header] = key(of: step) }
        let body = try body(of: step, input)
        if let body {
            do throws(ProgramProblem) {
                request.body = try Self.encoded(body, step.encoding)
            } catch {
                throw problem(step, "body", error)
            }
            request.headers[.contentType] = Self.mediaType(step.encoding)
        }
        for header in step.headers {
            do throws(ProgramProblem) {
                request.headers[header.name] = try header.value.headerValue(input)
            } catch {
                throw problem(step, "headers.\(header.name.rawName)", error)
            }
        }
        return (request, body)
    }

    static func encoded(_ body: JSONDocument, _ encoding: MappedStep.Encoding) throws(ProgramProblem) -> [UInt8] {
        switch encoding {
        case .json: body.bytes
        case .form: try FormEncoding.bytes(body)
        }
    }

    static func mediaType(_ encoding: MappedStep.Encoding) -> String {
        switch encoding {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        }
    }

    /// Each request of a delivery has a key of its own: the second is not the first one again.
    ///
    /// The first one's does not change when steps are added behind it.
    private func key(of step: MappedStep) -> String {
        operation.steps.first?.name == step.name ? delivery.idempotencyKey : "\(delivery.idempotencyKey)-\(step.name)"
    }

    private func body(of step: MappedStep, _ input: [UInt8]) throws(TranslationProblem) -> JSONDocument? {
        guard let body = step.body else { return nil }
        do throws(ProgramProblem) {
            return try body.value(input)
        } catch {
            throw problem(step, "body", error)
        }
    }

    /// The bodies that can be written before the first answer; what needs an answer is left out.
    func foreseeableBodies(from start: Int) -> [JSONDocument] {
        operation.steps.dropFirst(start).compactMap { step in
            guard memories[step.name] == nil else { return nil }
            do throws(TranslationProblem) {
                return try isNeeded(step) ? try body(of: step, input.bytes(step.name, remembered: memories)) : nil
            } catch {
                // It stumbles over what is not remembered yet, or will hold the delivery when its turn comes.
                return nil
            }
        }
    }

    private func problem(_ step: MappedStep, _ part: String, _ problem: ProgramProblem) -> TranslationProblem {
        TranslationProblem(
            code: problem.code, pointer: "",
            message: "\(step.place).\(part) (\(step.name)): \(problem.message)")
    }

    // MARK: Answers

    /// What a step's program makes of an answer; nil without a program.
    func reading(
        _ response: WireResponse, by step: MappedStep, allowed: Set<MappedAnswer.Outcome>
    ) throws(ProgramProblem) -> MappedAnswer? {
        guard let program = step.answer else { return nil }
        return try MappedAnswer(
            program.value(input.bytes(step.name, remembered: memories, answer: response)), allowed: allowed,
            system: decision.system, scope: decision.scope)
    }

    /// Takes up what earlier look-ups brought that an operation goes on with: no step of it has their name.
    mutating func takeLookUps() {
        let names = Set(operation.steps.map(\.name))
        for (name, memory) in memories.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            take(memory, of: name)
        }
    }

    private mutating func take(_ memory: MappedMemory, of step: String) {
        take(MappedAnswer(memory, system: decision.system, scope: decision.scope), of: step)
    }

    /// Takes references, facts and warnings that the step of a name brought.
    mutating func take(_ answer: MappedAnswer, of step: String) {
        references += answer.references.filter { !references.contains($0) }
        warnings += answer.warnings
        if let accepted = answer.accepted { take(decision.accepted(accepted.orderID, accepted.orderNumber, delivery)) }
        if let refused = answer.refused { take(decision.refused(refused.reason, refused.note, delivery)) }
        for (index, bytes) in answer.facts.enumerated() { take(bytes, "\(step):\(index)") }
    }

    private mutating func take(_ result: DeliveryResult) {
        references += result.references.filter { !references.contains($0) }
        followUps += result.followUps
        warnings += result.warnings
    }

    private mutating func take(_ fact: [UInt8], _ name: String) {
        do {
            let message = OMSMessage(system: decision.system, scope: decision.scope)
            let fact = try message.fact(
                in: JSONDocument.parse(fact), duplicateKey: "\(delivery.idempotencyKey):\(name)",
                about: delivery.order.id)
            if !operation.emits.contains(fact.kind) {
                let message = "An answer stated \(fact.kind.rawValue), which the operation's `emits` does not name."
                warnings.append(Reason(code: "oms.fact-not-declared", message: message))
            } else if fact.orderID != delivery.order.id {
                let message = "An answer stated \(fact.kind.rawValue) of another order; that belongs into `inbound`."
                warnings.append(Reason(code: "oms.fact-of-another", message: message))
            } else {
                followUps.append(fact)
            }
        } catch {
            warnings.append(
                Reason(
                    code: "oms.fact-unreadable",
                    message: "A fact in an answer was left out: \(String(describing: error).prefix(300))"))
        }
    }

    /// Keeps in mind what a step gave; the caller has put it on disk.
    mutating func remember(_ memory: MappedMemory, of step: MappedStep) { memories[step.name] = memory }

    /// Notes something for people.
    mutating func warn(_ reason: Reason) { warnings.append(reason) }

    /// The delivery's result with all that its steps brought so far.
    func result(_ outcome: Outcome) -> DeliveryResult {
        DeliveryResult(outcome, references: references, followUps: followUps, warnings: warnings)
    }
}
