package import AdapterKit
package import Canonical
package import Journal

extension Engine {
    /// A person's decision to try a delivery again, now.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the delivery does not wait for anybody.
    package func retry(
        _ id: DeliveryID, by actor: String, because reason: String, once request: KeyedRequest<DeliveryRecord>? = nil
    ) async throws(JournalFailure) -> DeliveryRecord {
        try await decide(id, to: .waiting, code: "retried", actor, reason, request)
    }

    /// A person's decision that a delivery has ended, with the reason.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the delivery does not wait for anybody.
    package func close(
        _ id: DeliveryID, by actor: String, because reason: String, once request: KeyedRequest<DeliveryRecord>? = nil
    ) async throws(JournalFailure) -> DeliveryRecord {
        try await decide(id, to: .closed, code: "closed", actor, reason, request)
    }

    private func decide(
        _ id: DeliveryID, to state: DeliveryState, code: String, _ actor: String, _ reason: String,
        _ request: KeyedRequest<DeliveryRecord>?
    ) async throws(JournalFailure) -> DeliveryRecord {
        var move = DeliveryMove(
            delivery: id, from: [.held, .needsAttention], to: state, dueAt: environment.time.now,
            reason: Hold(code: code, message: reason), actor: actor, at: environment.time.now)
        move.request = request
        let record = try await journal.move(move)
        memory.note(id, of: record.orderID, state: state, hasBegun: record.attempts > 0)
        lanes(of: record.target).decide(id, of: record.orderID, state == .closed ? .closed : .again)
        return record
    }

    /// A person's decision to read a held message again, with the adapter as it is now.
    ///
    /// A message that only points to a document is read again from its system.
    /// - Throws: ``JournalFailure``: `conflict` when the message waits for nobody or still cannot be read.
    package func release(
        _ id: String, by actor: String, because reason: String, once request: KeyedRequest<Receipt>? = nil
    ) async throws(JournalFailure) {
        guard let message = try await journal.heldMessage(id), let raw = try await journal.heldBytes(id) else {
            throw .conflict("no message \(id) is held")
        }
        var facts = try await read(raw, of: message.adapter)
        Self.giveKeys(to: &facts, of: message)
        for _ in 0..<Self.staleLimit {
            let batch = Batch(
                source: message.adapter,
                // Not under its sender's key: what was stored under that one has other facts.
                messages: [Batch.Message(key: id, raw: [], comparesBytes: false, content: .success(facts))])
            let draft = try await draft(batch, isCareful: true)
            if let hold = draft.messages.first?.hold { throw .conflict(hold.message) }
            guard facts.isEmpty || !draft.entries.isEmpty else {
                throw .conflict("all that the message says is known already; close it when nothing else is wanted")
            }
            do {
                var resolution = MessageResolution(
                    message: id, entries: draft.entries, actor: actor, reason: reason, at: draft.now,
                    onCommit: { [self] in commit(draft.steps, $0) })
                resolution.request = request
                _ = try await journal.resolve(resolution)
                return
            } catch {
                guard case .stale(let order) = error else { throw error }
                memory.forget(order)
            }
        }
        throw .storage("an order changed \(Self.staleLimit) times while the message was released")
    }

    /// The facts of a held message's bytes, by the adapter as it is now.
    private func read(_ raw: [UInt8], of id: String) async throws(JournalFailure) -> [IncomingFact] {
        do {
            switch installation.adapters[id] {
            case let adapter as any Rereading:
                let exchange = EngineExchange(
                    transport: environment.transport, time: environment.time, limit: installation.timeLimit)
                return try await running(adapter) { try await adapter.reread(raw, through: exchange) }
            case let adapter as any DocumentTranslating:
                return try await running(adapter) { try adapter.translate(document: raw) }
            default: throw JournalFailure.conflict("\(id) is not installed or cannot read a stored message again")
            }
        } catch let failure as JournalFailure {
            throw failure
        } catch {
            throw .conflict("the message still cannot be read: \(error)")
        }
    }

    /// Gives a key to facts whose adapter found none, because it stood beside the body.
    ///
    /// A conflicting message shares its key with the message that came first, so its own id stands in.
    private static func giveKeys(to facts: inout [IncomingFact], of message: HeldMessage) {
        let key = message.hold.code == HeldMessage.conflictCode ? message.id : message.key
        for index in facts.indices where facts[index].duplicateKey.isEmpty {
            facts[index].duplicateKey = index == 0 ? key : "\(key)#\(index)"
        }
    }

    /// A person's decision that a held message says nothing that is still wanted.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the message waits for nobody.
    package func closeMessage(
        _ id: String, by actor: String, because reason: String, once request: KeyedRequest<Receipt>? = nil
    ) async throws(JournalFailure) {
        var resolution = MessageResolution(message: id, actor: actor, reason: reason, at: environment.time.now)
        resolution.request = request
        _ = try await journal.resolve(resolution)
    }

    /// Asks one system a question; nothing is journaled.
    ///
    /// - Throws: ``QuestionFailure`` with the reason and the status for the asker.
    package func ask(_ adapterID: String, _ question: Question) async throws(QuestionFailure) -> Answer {
        let installation = self.installation
        guard let adapter = installation.adapters[adapterID] else {
            throw QuestionFailure(
                Reason(code: "adapter.unknown", message: "no adapter \(adapterID) is installed"), status: 404)
        }
        guard let answering = adapter as? any Answering,
            installation.declarations[adapterID]?.questions.contains(question.name) == true
        else {
            throw QuestionFailure(
                Reason(code: "question.unknown", message: "\(adapterID) does not answer \(question.name)"), status: 404)
        }
        let exchange = EngineExchange(
            transport: environment.transport, time: environment.time, limit: installation.timeLimit)
        do {
            return try await running(answering) { try await answering.answer(question, through: exchange) }
        } catch let failure as QuestionFailure {
            throw failure
        } catch let failure as ExchangeFailure {
            throw QuestionFailure(Reason(code: "target.unreachable", message: failure.message), status: 503)
        } catch {
            throw QuestionFailure(Reason(code: "answer.unreadable", message: "\(type(of: error))"), status: 502)
        }
    }
}
