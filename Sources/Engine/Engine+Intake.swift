package import AdapterKit
import Canonical
package import Journal
import Logging

extension Engine {
    /// What became of the messages of one batch.
    package struct Intaken: Sendable {
        /// The journal's proof.
        package let receipt: Receipt
        /// One result per message, for the adapter to word.
        package let results: [IntakeResult]
        /// What is on disk of the only message; nil when it is held or in conflict.
        let stored: StoredFacts?
    }

    /// Takes a webhook's request: verify, translate, store, and only then answer.
    package func receive(
        _ request: WireRequest, by adapter: any WebhookReceiving, traceparent: String?
    ) async
        -> WireResponse
    {
        let now = environment.time.now
        do {
            try await running(adapter) { () throws(VerificationFailure) in try await adapter.verify(request, at: now) }
        } catch {
            measures.unauthenticated(at: adapter.id)
            environment.logger.debug(
                "unauthenticated", metadata: ["event": "webhook.unauthenticated", "adapter": "\(adapter.id)"])
            return adapter.answer(to: request, result: .unauthenticated)
        }
        let content: Result<[IncomingFact], TranslationProblem>
        do {
            let inbound = try await running(adapter) { () throws(TranslationProblem) in
                try adapter.translate(request, at: now)
            }
            switch inbound {
            case .wakeUp:
                wakeUp(adapter.id)
                return adapter.answer(to: request, result: .accepted(facts: [], replies: []))
            case .later(let wait): return adapter.answer(to: request, result: .unavailable(retryAfter: wait))
            case .facts(let facts): content = .success(facts)
            }
        } catch {
            content = .failure(error)
        }
        let document = adapter.document(of: request)
        let key = (try? content.get())?.first?.duplicateKey ?? "sha256:\(Digest.sha256(document))"
        let message = Batch.Message(
            key: key, raw: document, comparesBytes: adapter.comparesBodies, content: content)
        return adapter.answer(
            to: request, result: await take(message, from: adapter.id, traceparent: traceparent))
    }

    /// Stores one message and waits for the answers of synchronous routes.
    ///
    /// - Parameters:
    ///   - message: The message with its facts.
    ///   - source: The installed adapter whose system says it.
    ///   - traceparent: W3C trace context of the request that brought it.
    /// - Returns: What became of the message, with the ids that its targets gave in time.
    package func take(
        _ message: Batch.Message, from source: String, traceparent: String?
    ) async -> IntakeResult {
        do {
            let batch = Batch(source: source, messages: [message], traceparent: traceparent)
            return try await take(batch).results.first ?? .accepted(facts: [], replies: [])
        } catch {
            environment.logger.error(
                "not stored", metadata: ["event": "intake.failed", "adapter": "\(source)", "reason": "\(error)"])
            return .unavailable(retryAfter: error == .full ? .seconds(30) : .seconds(5))
        }
    }

    /// Stores a batch in one transaction; its deliveries start at once.
    ///
    /// - Throws: ``JournalFailure`` when nothing of it is stored.
    package func take(_ batch: Batch) async throws(JournalFailure) -> Intaken {
        // Which of two messages a common fact came with must be known before its order's versions are counted.
        var isStale = batch.repeatsFacts
        for _ in 0..<Self.staleLimit {
            let draft = try await self.draft(batch, isCareful: isStale)
            let waits = (batch.isStated ? [] : draft.steps).flatMap { step in
                step.replies.map { (id: $0.key, rule: $0.value, replies: replies.expect($0.key)) }
            }
            do {
                var intake = Intake(messages: draft.messages, entries: draft.entries, at: draft.now)
                intake.cursor = batch.cursor.map { (batch.source, $0) }
                intake.onCommit = { [self] receipt in commit(draft.steps, receipt) }
                intake.request = batch.request.map { $0.from { [draft] in Self.stored(draft, $0) } }
                let began = environment.time.uptime
                let receipt = try await journal.append(intake)
                measures.commit(took: environment.time.uptime - began)
                note(draft, receipt, from: batch.source)
                var answers: [IntakeResult.Reply] = []
                for wait in waits { answers.append(await self.reply(wait.id, wait.rule, wait.replies)) }
                let refusal = zip(waits, answers).first { !$1.isConfirmed && !$0.rule.acceptsOnTimeout }
                if !batch.isStated, waits.isEmpty {
                    answers += await repliesSoFar(draft, receipt, to: batch.source)
                }
                return Intaken(
                    receipt: receipt,
                    results: results(of: draft, batch, receipt, answers, refusedBy: refusal?.0.rule.target),
                    stored: Self.stored(draft, receipt))
            } catch {
                for wait in waits { replies.forget(wait.id) }
                guard case .stale(let order) = error else { throw error }
                memory.forget(order)
                isStale = true
            }
        }
        throw .storage("an order changed \(Self.staleLimit) times while a fact about it was stored")
    }

    /// How often a draft is made anew before the intake is refused for now.
    static var staleLimit: Int { 100 }

    func draft(_ batch: Batch, isCareful: Bool) async throws(JournalFailure) -> IntakeDraft {
        var draft = IntakeDraft(
            installation: installation, identifiers: environment.identifiers, now: environment.time.now)
        let known = isCareful ? try await self.known(to: batch) : KnownParts()
        var keys = known.messages
        for message in batch.messages {
            // What a message brings that is stored already is not stored again: none of it counts.
            if isCareful, case .success = message.content, !keys.insert(message.key).inserted {
                _ = draft.add(message, from: batch.source, hold: nil)
                continue
            }
            // A message is stored whole: when one of its facts has no order, the draft goes back to before it.
            let before = draft
            if let hold = try await add(message, of: batch, to: &draft, without: known.facts, isCareful: isCareful) {
                draft = before
                // Held, it takes the facts of a message with its key that comes behind it.
                keys.remove(message.key)
                _ = draft.add(message, from: batch.source, hold: hold)
            }
        }
        return draft
    }

    /// What the journal has of a batch already.
    private struct KnownParts {
        /// Keys of messages that are stored and wait for nobody.
        var messages: Set<String> = []
        /// Duplicate keys of facts.
        var facts: [String: FactID] = [:]
    }

    private func known(to batch: Batch) async throws(JournalFailure) -> KnownParts {
        let messages = try await journal.storedMessages(from: batch.source, keys: batch.messages.map(\.key))
        let facts = try await journal.knownFacts(from: batch.source, keys: batch.messages.flatMap(\.factKeys))
        return KnownParts(messages: messages, facts: facts)
    }

    /// Adds a message with its facts; gives the reason when it has to be held instead.
    private func add(
        _ message: Batch.Message, of batch: Batch, to draft: inout IntakeDraft, without known: [String: FactID],
        isCareful: Bool
    ) async throws(JournalFailure) -> Hold? {
        let facts: [IncomingFact]
        switch message.content {
        case .failure(let problem): return Hold(problem)
        case .success(let translated): facts = translated
        }
        let index = draft.add(message, from: batch.source, hold: nil)
        for fact in facts {
            if let id = known[fact.duplicateKey] {
                if batch.isStated { try await note(id, in: &draft) }
                continue
            }
            guard let known = try await subject(of: fact, from: batch.source, in: draft, isCareful: isCareful) else {
                return Hold(
                    code: "order.unknown", message: "no order has the id that this \(fact.kind.rawValue) names")
            }
            if let hold = try await collision(of: fact, with: known, from: batch.source) { return hold }
            let before = draft.entries.count
            draft.add(
                fact, to: known, from: batch.source, message: index, traceparent: batch.traceparent, told: batch.told,
                statedBy: batch.actor)
            if batch.isStated, draft.entries.count == before, let id = try await earlier(fact, of: batch) {
                draft.note(id, about: known.order.id)
            }
            // As for a new order, the constraint refuses first, and only then is there a look at the journal.
            guard isCareful, draft.entries.count > before, let entry = draft.entries.last else { continue }
            if let owner = try await otherOwner(of: entry, in: draft) {
                return .referenceTaken(by: owner, saidBy: batch.source)
            }
        }
        return nil
    }

    /// Notes a fact that the journal has, so that who states it again can be told which order it is about.
    private func note(_ id: FactID, in draft: inout IntakeDraft) async throws(JournalFailure) {
        guard draft.repeated == nil, let fact = try await journal.fact(id) else { return }
        draft.note(id, about: fact.orderID)
    }

    /// The fact that the source stated under the key of one that its order in memory has already.
    private func earlier(_ fact: IncomingFact, of batch: Batch) async throws(JournalFailure) -> FactID? {
        try await journal.knownFacts(from: batch.source, keys: [fact.duplicateKey])[fact.duplicateKey]
    }

    /// Another order that has an identifying reference which the entry brings for its own.
    private func otherOwner(
        of entry: Intake.Entry, in draft: IntakeDraft
    ) async throws(JournalFailure) -> OrderID? {
        for reference in entry.references where reference.identifiesOrder {
            if let owner = draft.order(identifiedBy: [reference], except: entry.fact.orderID) { return owner }
            if let owner = try await journal.order(identifiedBy: reference), owner != entry.fact.orderID {
                return owner
            }
        }
        return nil
    }

    /// The order that a fact is about: one of the draft, one known, or a new one when the fact can begin an order.
    private func subject(
        of fact: IncomingFact, from source: String, in draft: IntakeDraft, isCareful: Bool
    ) async throws(JournalFailure) -> KnownOrder? {
        if let id = fact.orderID {
            if let known = draft.order(id) { return known }
            return try await known(id)
        }
        let names = fact.subject + fact.content.references
        if let id = draft.order(identifiedBy: names) { return draft.order(id) }
        if let id = memory.order(identifiedBy: names), let known = try await known(id) { return known }
        let beginsOrder = fact.content.order != nil
        // A new order is guessed without a look at the journal; its constraint refuses a wrong guess, and we look then.
        if isCareful || !beginsOrder {
            for name in names where name.identifiesOrder {
                if let id = try await journal.order(identifiedBy: name), let known = try await known(id) {
                    return known
                }
            }
        }
        guard beginsOrder else { return nil }
        return KnownOrder(id: OrderID(environment.identifiers.next(at: draft.now)), origin: source, at: draft.now)
    }

    /// The reason to hold a fact that claims an id which another order of its source has already.
    private func collision(
        of fact: IncomingFact, with known: KnownOrder, from source: String
    ) async throws(JournalFailure) -> Hold? {
        for claim in fact.claims {
            for summary in try await journal.orders(named: claim.value, limit: 8)
            where summary.id != known.order.id && summary.origin == source {
                // The same text may name a cart or a parcel there, which claims nothing.
                let names = try await journal.references(of: summary.id)
                guard names.contains(where: { $0.value == claim.value && $0.namesOrder }) else { continue }
                return Hold(
                    code: "order.collision",
                    message:
                        "another order of \(source) has the \(claim.kind.raw) that this \(fact.kind.rawValue) names")
            }
        }
        return nil
    }

    /// Brings memory and lanes up to what the journal has just committed; called in commit order.
    func commit(_ steps: [IntakeDraft.Step], _ receipt: Receipt) {
        for (step, result) in zip(steps, receipt.entries) {
            guard case .stored(let sequences) = result else { continue }
            memory.advance(step.known, adding: step.sent)
            for (delivery, sequence) in zip(step.deliveries, sequences) where delivery.state.isOpen {
                lanes(of: delivery.target).enqueue(LaneItem(delivery, sequence: sequence, fact: step.fact))
            }
        }
    }

    private func note(_ draft: IntakeDraft, _ receipt: Receipt, from source: String) {
        let stored = receipt.entries.count { if case .stored = $0 { true } else { false } }
        if stored > 0 { measures.factsStored(stored, from: source) }
        for step in draft.steps {
            measures.residue(
                (step.fact.content.order?.residue.count ?? 0) + step.fact.content.residue.count, from: source)
        }
        for (message, result) in zip(draft.messages, receipt.messages) {
            guard result == .held, let hold = message.hold else { continue }
            measures.messageHeld(from: source)
            environment.logger.warning(
                "message held",
                metadata: [
                    "event": "message.held", "adapter": "\(source)", "message": "\(message.id)",
                    "code": "\(hold.code)", "pointer": "\(hold.pointer ?? "")",
                ])
        }
    }

    /// The ids that targets gave the order earlier, when nothing waits for an answer now.
    ///
    /// A message that comes again, because our answer to it was lost, is answered with the ids of the first time.
    private func repliesSoFar(
        _ draft: IntakeDraft, _ receipt: Receipt, to source: String
    ) async -> [IntakeResult.Reply] {
        var references: [Reference] = []
        if case .duplicate(let facts, _) = receipt.messages.first, receipt.messages.count == 1, let first = facts.first
        {
            // What cannot be read now is only missing in an answer, and the message is safe.
            if let fact = try? await journal.fact(first) {
                references = (try? await journal.references(of: fact.orderID)) ?? []
            }
        } else if draft.messages.count == 1, let step = draft.steps.last {
            references = step.known.order.references
        }
        let targets = references.map(\.system).filter { $0 != source && installation.adapters[$0] != nil }
        return Set(targets).sorted().map { target in
            IntakeResult.Reply(
                target: target, isConfirmed: true, references: references.filter { $0.system == target })
        }
    }

    private func reply(
        _ id: DeliveryID, _ rule: IntakeDraft.ReplyRule, _ stream: AsyncStream<IntakeResult.Reply>
    ) async -> IntakeResult.Reply {
        defer { replies.forget(id) }
        let time = environment.time
        let answer = await withTaskGroup(of: IntakeResult.Reply?.self) { group in
            group.addTask { await stream.first { _ in true } }
            group.addTask {
                // A cancelled sleep only means that the target answered first.
                try? await time.sleep(for: rule.wait)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        return answer ?? IntakeResult.Reply(target: rule.target, isConfirmed: false, references: [])
    }

    private func results(
        of draft: IntakeDraft, _ batch: Batch, _ receipt: Receipt, _ replies: [IntakeResult.Reply],
        refusedBy target: String?
    ) -> [IntakeResult] {
        receipt.messages.enumerated().map { index, result in
            switch result {
            case .held, .heldAgain:
                if case .failure(let problem) = batch.messages[index].content { return .held(problem) }
                let hold = draft.messages[index].hold
                return .held(
                    TranslationProblem(
                        code: hold?.code ?? "held", pointer: hold?.pointer ?? "", message: hold?.message ?? ""))
            case .conflict(let offset):
                return .conflict(difference: "the bodies differ from byte \(offset) on")
            case .duplicate(let facts, _):
                return .duplicate(facts: facts, replies: replies)
            case .stored:
                if let target { return .refused(message: "\(target) did not confirm the order in time") }
                let facts = zip(draft.entries, receipt.entries).compactMap { entry, result -> FactID? in
                    guard entry.message == index, case .stored = result else { return nil }
                    return entry.fact.id
                }
                return .accepted(facts: facts, replies: replies)
            }
        }
    }
}

extension Hold {
    init(_ problem: TranslationProblem) {
        self.init(code: problem.code, message: problem.message, pointer: problem.pointer)
    }

    init(_ reason: Reason) { self.init(code: reason.code, message: reason.message) }

    /// A system names an order by an id that another order has already.
    static func referenceTaken(by owner: OrderID, saidBy system: String) -> Hold {
        Hold(code: "reference.taken", message: "\(system) names an order by an id that order \(owner) has already")
    }
}

extension Reference {
    /// Whether both name the same thing at the same system, whatever the system uses the name for.
    func names(sameAs other: Reference) -> Bool {
        system == other.system && scope == other.scope && kind == other.kind && value == other.value
    }
}

extension Reference {
    /// Whether the id names an order, as an identity or as a number for people.
    fileprivate var namesOrder: Bool {
        kind == .known(.order) || kind == .known(.internalOrder) || kind == .known(.number)
    }
}
