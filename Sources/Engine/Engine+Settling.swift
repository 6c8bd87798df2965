import AdapterKit
import Canonical
import Journal
import Logging

/// What an attempt or a look-up came to, on disk and in memory.
extension Engine {
    /// Records how an attempt ended, and lets its lane go on.
    func settle(
        _ course: Course, _ result: DeliveryResult, attempt: Int, status: Int?, in lanes: Lanes
    ) async throws(JournalFailure) {
        switch result.outcome {
        case .confirmed:
            try await settleConfirmed(course, result, attempt: attempt, status: status, in: lanes)
        case .rejected(let reason):
            try await settleOpen(
                course, result, attempt: attempt, status: status, state: .needsAttention, reason, wait: nil, in: lanes)
        case .retry(let reason, let asked):
            try await settleAgain(course, result, attempt, status, .waiting, reason, asked: asked, in: lanes)
        case .unknown(let reason):
            try await settleAgain(course, result, attempt, status, .inDoubt, reason, asked: nil, in: lanes)
        }
    }

    private func settleAgain(
        _ course: Course, _ result: DeliveryResult, _ attempt: Int, _ status: Int?, _ state: DeliveryState,
        _ reason: Reason, asked: Duration?, in lanes: Lanes
    ) async throws(JournalFailure) {
        // Nothing ends by exhausted attempts alone: a person decides then, and the schedule starts anew.
        let counted = attempt - course.item.attemptsBefore
        let isExhausted = counted >= course.retries.attempts
        let wait = course.retries.wait(after: counted, asked: asked, chance: environment.chance())
        // Asked too early, a target that is still at it would say that nothing happened.
        let settles = state == .inDoubt && course.operation?.idempotency == .lookup
        try await settleOpen(
            course, result, attempt: attempt, status: status, state: isExhausted ? .needsAttention : state, reason,
            wait: wait, dueAfter: settles ? max(wait, course.retries.settling) : wait, in: lanes)
    }

    private func settleOpen(
        _ course: Course, _ result: DeliveryResult, attempt: Int, status: Int?, state: DeliveryState, _ reason: Reason,
        wait: Duration?, dueAfter: Duration = .zero, in lanes: Lanes
    ) async throws(JournalFailure) {
        let item = course.item
        let now = environment.time.now
        let settlement = Settlement(
            delivery: item.id, attempt: attempt, status: status, outcome: result.outcome.name, state: state,
            dueAt: now.advanced(by: dueAfter), reason: Hold(reason), notes: notes(result, item), at: now)
        try await keep(settlement, result, course)
        replies.giveRefusal(item, when: state == .needsAttention)
        if state == .needsAttention { alarm(item, Hold(reason)) }
        let end: Lanes.End =
            state.isOpen
            ? .again(after: dueAfter, state: state, attempts: attempt, isSettled: state == .inDoubt)
            : .blocked(state: state, attempts: attempt)
        lanes.finish(item, end, breakerWait: wait.map { max($0, .milliseconds(100)) }, askedTarget: true)
    }

    /// Records a confirmed delivery with its references and follow-up facts, and starts what follows.
    ///
    /// What cannot be stored as the target said it is put before a person: the attempt must not stay open.
    func settleConfirmed(
        _ course: Course, _ result: DeliveryResult, attempt: Int?, status: Int?, in lanes: Lanes
    ) async throws(JournalFailure) {
        let item = course.item
        var obstacle = Hold(code: "journal.incomplete", message: "the journal has no order for this delivery")
        for _ in 0..<Self.staleLimit {
            guard let known = try await known(item.orderID) else { break }
            let (settlement, steps) = confirmation(course, result, attempt, status, of: known)
            do {
                try await persist(settlement)
                replies.give(
                    item.id,
                    IntakeResult.Reply(target: item.target, isConfirmed: true, references: result.references))
                if !steps.isEmpty { measures.factsStored(steps.count, from: item.target) }
                return lanes.finish(item, .final, breakerWait: nil, askedTarget: true)
            } catch {
                guard case .stale(let order) = error else { throw error }
                memory.forget(order)
                obstacle = Hold(code: "order.busy", message: "the order changed each time the answer was stored")
                guard order == item.orderID else {
                    // Follow-ups are about this order alone: the other one has an id that the answer names.
                    obstacle = .referenceTaken(by: order, saidBy: item.target)
                    break
                }
            }
        }
        try await settleObstructed(course, result, attempt, status, obstacle, in: lanes)
    }

    /// The settlement of a confirmed delivery, and what follows from it in memory.
    private func confirmation(
        _ course: Course, _ result: DeliveryResult, _ attempt: Int?, _ status: Int?, of known: KnownOrder
    ) -> (Settlement, [IntakeDraft.Step]) {
        let item = course.item
        let plain = Settlement(
            delivery: item.id, attempt: attempt, status: status,
            outcome: attempt == nil ? "looked-up" : result.outcome.name, state: .confirmed,
            notes: notes(result, item), at: environment.time.now)
        return complete(plain, result, course, of: known)
    }

    /// A settlement with the ids and facts that the answer brought, and what follows from it in memory.
    private func complete(
        _ plain: Settlement, _ result: DeliveryResult, _ course: Course, of known: KnownOrder
    ) -> (Settlement, [IntakeDraft.Step]) {
        let item = course.item
        var draft = IntakeDraft(
            installation: course.installation, identifiers: environment.identifiers, now: plain.at)
        for followUp in result.followUps {
            draft.add(followUp, to: known, from: item.target, message: nil, cause: item.factID)
        }
        var settlement = plain
        settlement.entries = draft.entries
        settlement.references = result.references.filter { reference in
            !known.order.references.contains(reference)
                && !draft.entries.contains { $0.references.contains(reference) }
        }
        if !settlement.references.isEmpty {
            let ids = settlement.references.map { "\($0.kind.raw) \($0.value)" }.joined(separator: ", ")
            settlement.notes.append(
                TimelineNote(at: plain.at, code: "ids.given", message: "\(item.target) gave \(ids)", actor: item.target)
            )
        }
        settlement.onCommit = { [self, settlement, steps = draft.steps] receipt in
            memory.note(item.id, of: item.orderID, state: settlement.state, hasBegun: true)
            commit(steps, receipt)
            // Last: the steps bring the order as it was before these ids came.
            memory.add(settlement.references, to: item.orderID)
        }
        return (settlement, draft.steps)
    }

    /// Records an outcome that is no confirmation, with what the target did all the same.
    ///
    /// Of a batch a part may have worked: its ids and facts must not be forgotten with the part that did not.
    private func keep(
        _ plain: Settlement, _ result: DeliveryResult, _ course: Course
    ) async throws(JournalFailure) {
        let item = course.item
        let brings = !result.references.isEmpty || !result.followUps.isEmpty
        var plain = plain
        var obstacle = Hold(code: "order.busy", message: "the order changed each time the answer was stored")
        for _ in 0..<(brings ? Self.staleLimit : 0) {
            guard let known = try await known(item.orderID) else { break }
            let (settlement, steps) = complete(plain, result, course, of: known)
            do {
                try await persist(settlement)
                if !steps.isEmpty { measures.factsStored(steps.count, from: item.target) }
                return
            } catch {
                guard case .stale(let order) = error else { throw error }
                memory.forget(order)
                // Another order has an id that the answer names, which no repetition changes.
                guard order == item.orderID else {
                    obstacle = .referenceTaken(by: order, saidBy: item.target)
                    break
                }
            }
        }
        if brings {
            plain.notes.append(
                TimelineNote(
                    at: plain.at, code: obstacle.code,
                    message: "\(obstacle.message); the ids and facts of its answer are not kept", actor: "gateway"))
        }
        try await persist(plain)
        memory.note(item.id, of: item.orderID, state: plain.state, hasBegun: true)
    }

    /// Records that the target confirmed and that its answer could not be stored, for a person.
    private func settleObstructed(
        _ course: Course, _ result: DeliveryResult, _ attempt: Int?, _ status: Int?, _ obstacle: Hold, in lanes: Lanes
    ) async throws(JournalFailure) {
        let item = course.item
        try await persist(
            Settlement(
                delivery: item.id, attempt: attempt, status: status,
                outcome: attempt == nil ? "looked-up" : result.outcome.name, state: .needsAttention, reason: obstacle,
                notes: notes(result, item), at: environment.time.now))
        memory.note(item.id, of: item.orderID, state: .needsAttention, hasBegun: true)
        alarm(item, obstacle)
        replies.giveRefusal(item, when: true)
        lanes.finish(
            item, .blocked(state: .needsAttention, attempts: attempt ?? item.attempts), breakerWait: nil,
            askedTarget: true)
    }

    private func persist(_ settlement: Settlement) async throws(JournalFailure) {
        try await persisting(settlement.delivery) { () throws(JournalFailure) in
            _ = try await journal.settle(settlement)
        }
    }

    // MARK: Ends without an attempt

    func block(
        _ course: Course, as state: DeliveryState, _ hold: Hold, in lanes: Lanes
    )
        async throws(JournalFailure)
    {
        let item = course.item
        _ = try await journal.move(
            DeliveryMove(
                delivery: item.id, from: [.waiting, .inDoubt], to: state, reason: hold, actor: "gateway",
                at: environment.time.now))
        memory.note(item.id, of: item.orderID, state: state, hasBegun: item.attempts > 0)
        alarm(item, hold)
        replies.giveRefusal(item, when: true)
        lanes.finish(item, .blocked(state: state, attempts: item.attempts), breakerWait: nil, askedTarget: false)
    }

    func end(
        _ item: LaneItem, as state: DeliveryState, _ reason: Hold, in lanes: Lanes
    )
        async throws(JournalFailure)
    {
        _ = try await journal.move(
            DeliveryMove(
                delivery: item.id, from: [.waiting], to: state, reason: reason, actor: "gateway",
                at: environment.time.now))
        memory.note(item.id, of: item.orderID, state: state, hasBegun: item.attempts > 0)
        replies.giveRefusal(item, when: true)
        lanes.finish(item, .final, breakerWait: nil, askedTarget: false)
    }

    /// Takes up what the journal says of a delivery that is not as its lane believes.
    func refresh(_ item: LaneItem, in lanes: Lanes) async {
        let end: Lanes.End
        do throws(JournalFailure) {
            var record = try await journal.delivery(item.id)
            // The lane has one worker at a time, so nobody hears the answer of an attempt that is still open.
            if record?.state == .sending {
                record = try await journal.move(
                    DeliveryMove(
                        delivery: item.id, from: [.sending], to: .inDoubt, dueAt: environment.time.now,
                        reason: Hold(code: "attempt.interrupted", message: "the attempt's end was not recorded"),
                        actor: "gateway", at: environment.time.now))
            }
            if let record, !record.state.isFinal {
                end =
                    record.state.isOpen
                    ? .again(after: .seconds(1), state: record.state, attempts: record.attempts)
                    : .blocked(state: record.state, attempts: record.attempts)
            } else {
                end = .final
            }
        } catch {
            // Nothing is known without the journal, and what waits in the lane must not go past its head.
            end = .again(after: .seconds(1), state: item.state, attempts: item.attempts)
        }
        lanes.finish(item, end, breakerWait: nil, askedTarget: false)
    }

    private func notes(_ result: DeliveryResult, _ item: LaneItem) -> [TimelineNote] {
        result.warnings.map {
            TimelineNote(at: environment.time.now, code: $0.code, message: $0.message, actor: item.target)
        }
    }

    private func alarm(_ item: LaneItem, _ hold: Hold) {
        environment.logger.warning(
            "delivery needs attention",
            metadata: [
                "event": "delivery.attention", "delivery": "\(item.id)", "order": "\(item.orderID)",
                "target": "\(item.target)", "operation": "\(item.operation)", "code": "\(hold.code)",
            ])
    }
}

extension ReplyDesk {
    /// Tells who waits that the target will not confirm in time.
    func giveRefusal(_ item: LaneItem, when isOver: Bool) {
        guard isOver else { return }
        give(item.id, IntakeResult.Reply(target: item.target, isConfirmed: false, references: []))
    }
}

extension Outcome {
    /// The outcome's word in the journal and the metrics.
    var name: String {
        switch self {
        case .confirmed: "confirmed"
        case .rejected: "rejected"
        case .retry: "retry"
        case .unknown: "unknown"
        }
    }
}
