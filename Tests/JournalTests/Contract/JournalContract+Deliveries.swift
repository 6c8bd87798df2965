import Canonical
import Journal
import Testing

extension JournalContract {
    static let deliveryClauses = [
        Clause("an attempt is recorded before it leaves and settled after", { try await $0.recordsAttempt() }),
        Clause("an attempt begins only from the state that it names", { try await $0.refusesBegin() }),
        Clause("a retry waits for its due time and counts on", { try await $0.retries() }),
        Clause("a settlement stores follow-up facts with their deliveries", { try await $0.storesFollowUps() }),
        Clause("a stale settlement leaves the delivery sending", { try await $0.refusesStaleSettlement() }),
        Clause("only what is under way can be settled", { try await $0.refusesSettlement() }),
        Clause("a look-up settles what is in doubt", { try await $0.settlesDoubt() }),
        Clause("a move goes from the states that it names and notes who decided", { try await $0.moves() }),
        Clause("a move refuses every other state", { try await $0.refusesMove() }),
        Clause("a decision to go on puts the attempts so far behind it", { try await $0.countsFromDecision() }),
        Clause("after a start whatever was sending is in doubt", { try await $0.recovers() }),
    ]

    /// A journal with one order and one delivery.
    private func begun() async throws -> (any Journal, Samples, OrderID, DeliveryID) {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let intake = samples.intake(order)
        _ = try await journal.append(intake)
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        return (journal, samples, order, delivery)
    }

    private func recordsAttempt() async throws {
        let (journal, samples, order, delivery) = try await begun()

        try await journal.begin(samples.start(delivery))
        var record = try #require(try await journal.delivery(delivery))
        #expect(record.state == .sending && record.attempts == 1 && record.updatedAt == Samples.moment(10))
        let open = try #require(try await journal.attempts(of: delivery).first)
        #expect(open.finishedAt == nil && open.outcome == nil && open.request == "POST /orders")

        let reference = Reference(system: "oms", kind: .order, value: "77")
        _ = try await journal.settle(samples.settlement(delivery, references: [reference]))
        record = try #require(try await journal.delivery(delivery))
        #expect(record.state == .confirmed && record.reason == nil)
        let ended = try #require(try await journal.attempts(of: delivery).first)
        #expect(ended.status == 200 && ended.outcome == "confirmed" && ended.finishedAt == Samples.moment(20))
        #expect(try await journal.order(identifiedBy: reference) == order)
        #expect(try await journal.openDeliveries(to: "oms", after: 0, limit: 9) == [])
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesBegin() async throws {
        let (journal, samples, _, delivery) = try await begun()
        await expectConflict { try await journal.begin(samples.start(delivery, from: .inDoubt)) }
        await expectConflict { try await journal.begin(samples.start(delivery, from: .held)) }
        await expectConflict { try await journal.begin(samples.start(delivery, 2)) }
        await expectConflict { try await journal.begin(samples.start(DeliveryID("none"))) }
        try await journal.begin(samples.start(delivery))
        await expectConflict { try await journal.begin(samples.start(delivery, 2)) }
        #expect(try await journal.attempts(of: delivery).count == 1)
        await journal.close()
    }

    private func retries() async throws {
        let (journal, samples, _, delivery) = try await begun()
        try await journal.begin(samples.start(delivery))
        _ = try await journal.settle(samples.settlement(delivery, to: .waiting))
        let record = try #require(try await journal.delivery(delivery))
        #expect(record.state == .waiting && record.dueAt == Samples.moment(60) && record.reason?.code == "answer")
        try await journal.begin(samples.start(delivery, 2))
        _ = try await journal.settle(samples.settlement(delivery, 2))
        #expect(try await journal.attempts(of: delivery).map(\.outcome) == ["retry", "confirmed"])
        #expect(try await journal.delivery(delivery)?.attempts == 2)
        try await expectBalance(journal)
        await journal.close()
    }

    private func storesFollowUps() async throws {
        let (journal, samples, order, delivery) = try await begun()
        try await journal.begin(samples.start(delivery))
        let told = Told()
        var settlement = samples.settlement(
            delivery, entries: [samples.entry(order, 2, message: nil, deliveries: [samples.delivery(to: "glopal")])])
        settlement.notes = [TimelineNote(at: Samples.moment(), code: "warning", message: "slow", actor: "oms")]
        settlement.onCommit = { told.add($0) }

        let receipt = try await journal.settle(settlement)

        #expect(told.sequences == [Told.sequence(of: receipt)])
        #expect(try await journal.facts(of: order).count == 2)
        #expect(try await journal.openDeliveries(to: "glopal", after: 0, limit: 9).map(\.sequence) == told.sequences)
        #expect(try await journal.notes(of: order).map(\.code) == ["warning"])
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesStaleSettlement() async throws {
        let (journal, samples, order, delivery) = try await begun()
        try await journal.begin(samples.start(delivery))
        for version in [1, 3] {
            await expect(.stale(order)) {
                _ = try await journal.settle(
                    samples.settlement(delivery, entries: [samples.entry(order, version, message: nil)]))
            }
        }
        #expect(try await journal.delivery(delivery)?.state == .sending)
        #expect(try await journal.attempts(of: delivery).first?.outcome == nil)
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesSettlement() async throws {
        let (journal, samples, order, delivery) = try await begun()
        await expectConflict { _ = try await journal.settle(samples.settlement(delivery)) }
        await expectConflict { _ = try await journal.settle(samples.settlement(DeliveryID("none"))) }
        try await journal.begin(samples.start(delivery))
        await expectConflict { _ = try await journal.settle(samples.settlement(delivery, 2)) }
        await expectConflict { _ = try await journal.settle(samples.settlement(delivery, nil)) }
        await expectConflict { _ = try await journal.settle(samples.settlement(delivery, to: .sending)) }
        await expectConflict {
            _ = try await journal.settle(samples.settlement(delivery, entries: [samples.entry(order, 2, message: 0)]))
        }
        _ = try await journal.settle(samples.settlement(delivery))
        await expectConflict { _ = try await journal.settle(samples.settlement(delivery)) }
        try await expectBalance(journal)
        await journal.close()
    }

    private func settlesDoubt() async throws {
        let (journal, samples, _, delivery) = try await begun()
        try await journal.begin(samples.start(delivery))
        _ = try await journal.settle(samples.settlement(delivery, to: .inDoubt))
        #expect(try await journal.openDeliveries(to: "oms", after: 0, limit: 9).map(\.state) == [.inDoubt])

        try await journal.begin(samples.start(delivery, 2, from: .inDoubt))
        _ = try await journal.settle(samples.settlement(delivery, 2, to: .inDoubt))
        _ = try await journal.settle(samples.settlement(delivery, nil))

        #expect(try await journal.delivery(delivery)?.state == .confirmed)
        #expect(try await journal.attempts(of: delivery).map(\.outcome) == ["in-doubt", "in-doubt"])
        try await expectBalance(journal)
        await journal.close()
    }

    private func moves() async throws {
        let (journal, samples, order, delivery) = try await begun()
        let moves: [(DeliveryState, DeliveryState)] = [
            (.waiting, .held), (.held, .waiting), (.waiting, .needsAttention), (.needsAttention, .waiting),
            (.waiting, .superseded),
        ]
        for (from, to) in moves {
            let record = try await journal.move(samples.move(delivery, from: [from, .closed], to: to))
            #expect(record.state == to && record.reason?.code == "decided" && record.updatedAt == Samples.moment(30))
            #expect(try await journal.delivery(delivery) == record)
            try await expectBalance(journal)
        }
        let notes = try await journal.notes(of: order)
        #expect(notes.map(\.code) == moves.map { "delivery.\($0.1.rawValue)" })
        #expect(Set(notes.map(\.actor)) == ["mara"])
        await journal.close()
    }

    private func refusesMove() async throws {
        let (journal, samples, order, delivery) = try await begun()
        for from in DeliveryState.allCases where from != .waiting {
            await expectConflict { _ = try await journal.move(samples.move(delivery, from: [from], to: .closed)) }
        }
        await expectConflict { _ = try await journal.move(samples.move(delivery, from: [.waiting], to: .sending)) }
        await expectConflict {
            _ = try await journal.move(samples.move(DeliveryID("none"), from: [.waiting], to: .closed))
        }
        #expect(try await journal.notes(of: order) == [])
        #expect(try await journal.delivery(delivery)?.state == .waiting)
        await journal.close()
    }

    private func countsFromDecision() async throws {
        let (journal, samples, _, delivery) = try await begun()
        for number in 1...2 {
            try await journal.begin(samples.start(delivery, number))
            _ = try await journal.settle(
                samples.settlement(delivery, number, to: number == 1 ? .waiting : .needsAttention))
        }
        #expect(try await journal.delivery(delivery)?.attemptsBefore == 0)
        let moved = try await journal.move(samples.move(delivery, from: [.needsAttention], to: .waiting))
        #expect(moved.attempts == 2 && moved.attemptsBefore == 2)
        try await journal.begin(samples.start(delivery, 3))
        let again = try await reopen(journal)
        let record = try #require(try await again.delivery(delivery))
        #expect(record.attempts == 3 && record.attemptsBefore == 2)
        try await expectBalance(again)
        await again.close()
    }

    private func recovers() async throws {
        let (journal, samples, _, delivery) = try await begun()
        _ = try await journal.append(samples.intake(samples.order(), targets: ["oms", "erp"]))
        try await journal.begin(samples.start(delivery))

        let again = try await reopen(journal)
        #expect(try await again.recover(at: Samples.moment(90)) == 1)
        #expect(try await again.recover(at: Samples.moment(91)) == 0)

        let record = try #require(try await again.delivery(delivery))
        #expect(record.state == .inDoubt && record.dueAt == Samples.moment(90))
        let attempt = try #require(try await again.attempts(of: delivery).first)
        #expect(attempt.outcome == "unknown" && attempt.finishedAt == nil)
        #expect(attempt.reason?.message == "process ended during the attempt")
        try await expectBalance(again)
        await again.close()
    }
}
