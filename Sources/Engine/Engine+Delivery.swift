import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Logging

extension Engine {
    /// Carries one delivery as far as it goes now, and tells its lane how it ended.
    func carry(_ item: LaneItem, in lanes: Lanes) async {
        let course = Course(item: item, installation: installation)
        do {
            guard let delivery = try await prepare(course, in: lanes) else { return }
            try await attempt(delivery, course, in: lanes)
        } catch {
            // The journal failed: the delivery is as it was on disk, and is taken up again.
            environment.logger.error(
                "delivery not recorded",
                metadata: ["event": "delivery.unrecorded", "delivery": "\(item.id)", "reason": "\(error)"])
            if case .conflict = error {
                await refresh(item, in: lanes)
            } else {
                lanes.finish(
                    item, .again(after: .seconds(1), state: item.state, attempts: item.attempts), breakerWait: nil,
                    askedTarget: false)
            }
        }
    }

    /// One delivery on its way, with the configuration that was in force when it set out.
    struct Course {
        let item: LaneItem
        let installation: Installation

        var retries: RetrySchedule { installation.retries }
        var operation: OperationDeclaration? { installation.operation(named: item.operation, at: item.target) }
    }

    /// A delivery with what its adapter made of it.
    private struct Ready {
        let adapter: any Delivering
        let outbound: OutboundDelivery
        let prepared: PreparedDelivery
        let exchange: EngineExchange
    }

    // MARK: Before the first byte

    /// Translates the delivery; nil when it ended before anything could be sent.
    private func prepare(_ course: Course, in lanes: Lanes) async throws(JournalFailure) -> Ready? {
        let item = course.item
        guard let adapter = course.installation.adapters[item.target] as? any Delivering,
            let operation = course.operation
        else {
            let hold = Hold(
                code: "target.missing", message: "\(item.target) is not installed or cannot \(item.operation)")
            try await block(course, as: .held, hold, in: lanes)
            return nil
        }
        guard let known = try await known(item.orderID), let fact = try await fact(of: item) else {
            let hold = Hold(code: "journal.incomplete", message: "the journal has no fact for this delivery")
            try await block(course, as: .needsAttention, hold, in: lanes)
            return nil
        }
        if let reason = pointlessness(of: item, operation, known, in: lanes, course.installation) {
            try await end(item, as: .superseded, reason, in: lanes)
            return nil
        }
        var outbound = OutboundDelivery(
            id: item.id, operation: item.operation, fact: fact, order: known.order, idempotencyKey: item.id.value,
            attempt: item.attempts + 1, route: item.route, remembered: try await remembered(by: item))
        if item.state == .inDoubt, !operation.mayBeRepeated {
            let mayGoOn = try await resolveDoubt(
                course, outbound, adapter, exchange(for: course, attempt: nil), in: lanes)
            guard mayGoOn else { return nil }
            outbound.remembered = try await remembered(by: item)
        }
        return try await translate(outbound, by: adapter, course, in: lanes)
    }

    /// What the adapter makes of a delivery; nil when it was put before a person instead.
    private func translate(
        _ outbound: OutboundDelivery, by adapter: any Delivering, _ course: Course, in lanes: Lanes
    ) async throws(JournalFailure) -> Ready? {
        do {
            let prepared = try await running(adapter) { () throws(TranslationProblem) in try adapter.prepare(outbound) }
            if let row = prepared.ledger.unexplained.first {
                let hold = Hold(
                    code: "money.unexplained",
                    message: "\(row.role.rawValue) \(row.path) would be sent with another amount and no cause",
                    pointer: row.path)
                try await block(course, as: .held, hold, in: lanes)
                return nil
            }
            return Ready(
                adapter: adapter, outbound: outbound, prepared: prepared,
                exchange: exchange(for: course, attempt: outbound.attempt))
        } catch let problem as TranslationProblem {
            try await block(course, as: .held, Hold(problem), in: lanes)
            return nil
        } catch let failure as JournalFailure {
            throw failure
        } catch {
            try await block(
                course, as: .held, Hold(code: "translation.failed", message: "\(type(of: error))"), in: lanes)
            return nil
        }
    }

    private func fact(of item: LaneItem) async throws(JournalFailure) -> Fact? {
        if let fact = item.fact { return fact }
        return try await journal.fact(item.factID)
    }

    /// Why a newer fact made a delivery pointless; nil when it still has a point.
    private func pointlessness(
        of item: LaneItem, _ operation: OperationDeclaration, _ known: KnownOrder, in lanes: Lanes,
        _ installation: Installation
    ) -> Hold? {
        guard item.state == .waiting, item.attempts == 0 else { return nil }
        switch operation.effect {
        case .creates where known.order.phase == .cancelled && item.target != known.order.origin.adapter:
            let creating = Set(
                known.sent.filter {
                    installation.operation(named: $0.operation, at: item.target)?.effect == .creates
                }.map(\.operation))
            guard !known.mayExist(at: item.target, creating: creating) else { return nil }
            return Hold(
                code: "cancelled-first", message: "the order was cancelled before it was sent to \(item.target)")
        case .ends:
            let creating = Set(
                known.sent.filter {
                    installation.operation(named: $0.operation, at: item.target)?.effect == .creates
                }.map(\.operation))
            guard !known.mayExist(at: item.target, creating: creating) else { return nil }
            return Hold(
                code: "never-sent", message: "the order was never sent to \(item.target), so nothing ends there")
        case .changes where item.kind == .orderChanged:
            guard let next = lanes.successor(of: item), next.kind == .orderChanged else { return nil }
            return Hold(code: "newer-change", message: "a newer change of the order follows")
        default: return nil
        }
    }

    /// Looks up what became of an unanswered attempt; true when the delivery may be sent again.
    private func resolveDoubt(
        _ course: Course, _ outbound: OutboundDelivery, _ adapter: any Delivering, _ exchange: EngineExchange,
        in lanes: Lanes
    ) async throws(JournalFailure) -> Bool {
        let item = course.item
        guard let adapter = adapter as? any LookingUp, course.operation?.idempotency == .lookup else {
            let hold = Hold(
                code: "in-doubt",
                message:
                    "nobody can tell whether \(item.operation) took effect at \(item.target), and it must not repeat")
            try await block(course, as: .needsAttention, hold, in: lanes)
            return false
        }
        if let rest = try await restOfSettling(course) {
            lanes.finish(
                item,
                .again(
                    after: rest, state: .inDoubt, attempts: item.attempts, lookUps: item.lookUps, isSettled: true),
                breakerWait: nil, askedTarget: false)
            return false
        }
        let found: LookUpResult
        do throws(ExchangeFailure) {
            found = try await running(adapter) { () throws(ExchangeFailure) in
                try await adapter.lookUp(outbound, through: exchange)
            }
        } catch {
            try await lookUpAgain(course, after: error, in: lanes)
            return false
        }
        switch found {
        case .didNotHappen:
            return true
        case .happened(let references, let followUps, let warnings):
            let result = Self.told(
                DeliveryResult(.confirmed, references: references, followUps: followUps, warnings: warnings),
                through: exchange)
            try await settleConfirmed(course, result, attempt: nil, status: exchange.lastStatus, in: lanes)
        case .unclear(let reason):
            try await block(course, as: .needsAttention, Hold(reason), in: lanes)
        }
        return false
    }

    /// How long the attempt in doubt may still take effect; nil when it had its time.
    ///
    /// What waited in memory did so by the monotonic clock. After a start only the recorded times are there.
    private func restOfSettling(_ course: Course) async throws(JournalFailure) -> Duration? {
        let settling = course.retries.settling
        guard !course.item.isSettled, settling > .zero else { return nil }
        guard let last = try await journal.attempts(of: course.item.id).last else { return settling }
        let rest = settling - environment.time.now.since(last.finishedAt ?? last.startedAt)
        return rest > .zero ? min(rest, settling) : nil
    }

    /// Notes a look-up without an answer: it is repeated later, or a person decides.
    private func lookUpAgain(
        _ course: Course, after failure: ExchangeFailure, in lanes: Lanes
    ) async throws(JournalFailure) {
        let item = course.item
        let lookUps = item.lookUps + 1
        guard lookUps < course.retries.attempts else {
            let hold = Hold(
                code: "in-doubt",
                message:
                    "\(item.target) could not be asked \(lookUps) times whether \(item.operation) took effect: "
                    + failure.message)
            return try await block(course, as: .needsAttention, hold, in: lanes)
        }
        let wait = course.retries.wait(after: lookUps, asked: failure.retryAfter, chance: environment.chance())
        lanes.finish(
            item,
            .again(
                after: max(wait, .milliseconds(50)), state: .inDoubt, attempts: item.attempts, lookUps: lookUps,
                isSettled: true),
            breakerWait: wait, askedTarget: true)
    }

    // MARK: The attempt

    private func attempt(_ ready: Ready, _ course: Course, in lanes: Lanes) async throws(JournalFailure) {
        let item = course.item
        let number = item.attempts + 1
        try await journal.begin(
            AttemptStart(
                delivery: item.id, number: number, at: environment.time.now,
                request: "\(ready.prepared.request.method.rawValue) \(URLPath.path(of: ready.prepared.request.url))",
                requestSize: ready.prepared.request.body.count, from: item.state))
        memory.note(item.id, of: item.orderID, state: .sending, hasBegun: true)
        let began = environment.time.uptime
        let result: DeliveryResult
        do throws(ExchangeFailure) {
            result = try await running(ready.adapter) { () throws(ExchangeFailure) in
                try await ready.adapter.deliver(ready.prepared, of: ready.outbound, through: ready.exchange)
            }
        } catch {
            let reason = Reason(
                code: error.effect == .none ? "target.unreachable" : "target.no-answer", message: error.message)
            result = DeliveryResult(error.effect == .none ? .retry(reason, after: nil) : .unknown(reason))
        }
        measures.attempt(at: item.target, outcome: result.outcome.name, took: environment.time.uptime - began)
        try await settle(
            course, Self.told(result, through: ready.exchange), attempt: number, status: ready.exchange.lastStatus,
            in: lanes)
    }

    /// A result with the calls that it took, where they were several: an attempt's record names the first one alone.
    private static func told(_ result: DeliveryResult, through exchange: EngineExchange) -> DeliveryResult {
        guard let calls = exchange.calls else { return result }
        var result = result
        result.warnings.append(Reason(code: "calls", message: calls))
        return result
    }
}
