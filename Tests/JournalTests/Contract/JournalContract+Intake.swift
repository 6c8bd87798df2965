import Canonical
import Journal
import Synchronization
import Testing

extension JournalContract {
    static let intakeClauses = [
        Clause("a message is stored with its fact, order, references and deliveries", { try await $0.storesAll() }),
        Clause("the entries of one intake may be about one order", { try await $0.storesSeveralOfOneOrder() }),
        Clause(
            "an order that changed meanwhile makes a step stale and leaves nothing", { try await $0.refusesStale() }),
        Clause("a reference of another order makes a step stale and names that order", { try await $0.refusesTaken() }),
        Clause("a number that two stores print identifies neither order", { try await $0.sharesNumbers() }),
        Clause("the cursor is stored with its messages or not at all", { try await $0.storesCursor() }),
        Clause("receipts are told in the sequence in which they were stored", { try await $0.tellsInSequence() }),
        Clause("a step that fails in a shared flush leaves the others alone", { try await $0.isolatesFailures() }),
        Clause("an entry must name a message of its step that has facts", { try await $0.refusesStrayEntries() }),
        Clause("a delivery begins waiting, held or superseded", { try await $0.refusesBegunDeliveries() }),
    ]

    private func storesAll() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let reference = Reference(system: "glopal", scope: "store", kind: .order, value: "007051", role: "checkout")
        let note = TimelineNote(at: Samples.moment(), code: "echo", message: "we caused this", actor: "gateway")
        let entry = samples.entry(
            order, references: [reference],
            deliveries: [samples.delivery(), samples.delivery(to: "erp", state: .held)],
            notes: [note])
        let intake = Intake(messages: [samples.message("m1", "bytes")], entries: [entry], at: Samples.moment(5))

        let receipt = try await journal.append(intake)

        #expect(receipt.messages == [.stored])
        guard case .stored(let sequences)? = receipt.entries.first else {
            Issue.record("the entry was not stored")
            return
        }
        #expect(sequences.count == 2 && sequences == sequences.sorted())
        #expect(try await journal.order(identifiedBy: reference) == order)
        #expect(try await journal.facts(of: order) == [entry.fact])
        #expect(try await journal.facts(of: order).first?.occurredAt?.raw == "raw")
        #expect(try await journal.facts(of: order).first?.occurredAt?.hadZone == false)
        #expect(try await journal.fact(entry.fact.id) == entry.fact)
        #expect(try await journal.message(of: entry.fact.id) == Array("bytes".utf8))
        #expect(try await journal.notes(of: order) == [note])
        #expect(try await journal.orders(before: nil, phase: nil, limit: 9) == [entry.summary])
        let deliveries = try await journal.deliveries(of: order)
        #expect(deliveries.map(\.sequence) == sequences)
        #expect(deliveries.map(\.id) == entry.deliveries.map(\.id))
        #expect(deliveries.map(\.state) == [.waiting, .held])
        #expect(deliveries.map(\.dueAt) == [Samples.moment(5), Samples.moment(5)])
        #expect(deliveries.last?.reason == entry.deliveries.last?.reason)
        #expect(deliveries.first?.kind == .orderReceived && deliveries.first?.attempts == 0)
        try await expectBalance(journal)
        await journal.close()
    }

    private func storesSeveralOfOneOrder() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let entries = (1...3).map { samples.entry(order, $0, message: $0 == 3 ? nil : $0 - 1) }

        let receipt = try await journal.append(
            Intake(messages: [samples.message("a"), samples.message("b")], entries: entries, at: Samples.moment()))

        #expect(receipt.messages == [.stored, .stored])
        #expect(try await journal.facts(of: order).map(\.id) == entries.map(\.fact.id))
        #expect(try await journal.message(of: entries[2].fact.id) == nil)
        #expect(try await journal.orders(before: nil, phase: nil, limit: 9).map(\.version) == [3])
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesStale() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        _ = try await journal.append(samples.intake(order))

        for version in [1, 3] {
            await expect(.stale(order)) {
                _ = try await journal.append(
                    Intake(
                        messages: [samples.message("late \(version)")], entries: [samples.entry(order, version)],
                        cursor: ("glopal", "late"), at: Samples.moment()))
            }
        }
        await expect(.stale(OrderID("none"))) {
            _ = try await journal.append(
                Intake(entries: [samples.entry(OrderID("none"), 2, message: nil)], at: Samples.moment()))
        }

        #expect(try await journal.books().messages == 1)
        #expect(try await journal.cursor(of: "glopal") == nil)
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesTaken() async throws {
        let journal = try await open()
        let samples = Samples()
        let reference = Reference(system: "glopal", kind: .order, value: "A")
        let (first, second) = (samples.order(), samples.order())
        _ = try await journal.append(samples.intake(first, references: [reference]))

        await expect(.stale(first)) {
            _ = try await journal.append(samples.intake(second, references: [reference]))
        }

        #expect(try await journal.books().orders == 1)
        let change = samples.entry(first, 2, references: [reference])
        _ = try await journal.append(
            Intake(messages: [samples.message("again")], entries: [change], at: Samples.moment()))
        #expect(try await journal.order(identifiedBy: reference) == first)
        await journal.close()
    }

    private func sharesNumbers() async throws {
        let journal = try await open()
        let samples = Samples()
        let number = Reference(system: "glopal", kind: .number, value: "1001")
        let orders = [samples.order(), samples.order()]

        for order in orders { _ = try await journal.append(samples.intake(order, references: [number])) }

        #expect(try await journal.order(identifiedBy: number) == nil)
        #expect(try await journal.orders(named: "1001", limit: 9).map(\.id) == orders.reversed())
        await journal.close()
    }

    private func storesCursor() async throws {
        let journal = try await open()
        let samples = Samples()
        for value in ["one", "two"] {
            _ = try await journal.append(Intake(cursor: ("glopal", value), at: Samples.moment()))
        }
        #expect(try await journal.cursor(of: "glopal") == "two")
        #expect(try await journal.cursor(of: "oms") == nil)

        await expectConflict {
            let entry = samples.entry(samples.order(), message: 7)
            _ = try await journal.append(Intake(entries: [entry], cursor: ("glopal", "three"), at: Samples.moment()))
        }

        #expect(try await journal.cursor(of: "glopal") == "two")
        await journal.close()
    }

    private func tellsInSequence() async throws {
        let journal = try await open()
        let samples = Samples()
        let told = Told()
        _ = try await concurrently(200) { _ in
            let receipt = try await journal.append(samples.intake(samples.order()) { told.add($0) })
            // Told before the caller goes on.
            #expect(told.sequences.contains(Told.sequence(of: receipt)))
        }
        #expect(told.sequences.count == 200)
        #expect(told.sequences == told.sequences.sorted())
        await journal.close()
    }

    private func isolatesFailures() async throws {
        let journal = try await open()
        let samples = Samples()
        let taken = Reference(system: "glopal", kind: .order, value: "taken")
        let owner = samples.order()
        _ = try await journal.append(samples.intake(owner, references: [taken]))
        let failures = try await concurrently(64) { number -> JournalFailure? in
            // Fails at its last row, after everything else of it was written.
            let references = number.isMultiple(of: 2) ? [] : [taken]
            do throws(JournalFailure) {
                _ = try await journal.append(samples.intake(samples.order(), references: references))
                return nil
            } catch {
                return error
            }
        }.compactMap(\.self)

        #expect(failures == Array(repeating: .stale(owner), count: 32))
        let books = try await journal.books()
        #expect(books.messages == 33 && books.facts == 33 && books.orders == 33)
        #expect(books.deliveries == [.waiting: 33])
        #expect(try await journal.deliveryCounts().map(\.count) == [33])
        #expect(books.differences == [])
        await journal.close()
    }

    private func refusesStrayEntries() async throws {
        let journal = try await open()
        let samples = Samples()
        let held = samples.message("held", hold: Hold(code: "mapping", message: "no mapping"))
        let other = samples.order()
        var misled = samples.entry(samples.order())
        misled.summary.id = other
        let strays = [
            Intake(messages: [], entries: [samples.entry(samples.order())], at: Samples.moment()),
            Intake(messages: [held], entries: [samples.entry(samples.order())], at: Samples.moment()),
            Intake(messages: [samples.message("misled")], entries: [misled], at: Samples.moment()),
        ]
        for intake in strays { await expectConflict { _ = try await journal.append(intake) } }
        #expect(try await journal.books().messages == 0)
        await journal.close()
    }

    private func refusesBegunDeliveries() async throws {
        let journal = try await open()
        let samples = Samples()
        for state in DeliveryState.allCases where ![.waiting, .held, .superseded].contains(state) {
            let entry = samples.entry(samples.order(), deliveries: [samples.delivery(state: state)])
            await expectConflict {
                _ = try await journal.append(
                    Intake(messages: [samples.message(state.rawValue)], entries: [entry], at: Samples.moment()))
            }
        }
        #expect(try await journal.books().facts == 0)
        await journal.close()
    }
}

/// Receipts in the sequence in which they were told.
final class Told: Sendable {
    /// Guards the sequences of the first deliveries.
    private let told = Mutex<[Int64]>([])

    var sequences: [Int64] { told.withLock { $0 } }

    func add(_ receipt: Receipt) { told.withLock { $0.append(Self.sequence(of: receipt)) } }

    static func sequence(of receipt: Receipt) -> Int64 {
        guard case .stored(let sequences)? = receipt.entries.first else { return -1 }
        return sequences.first ?? -1
    }
}
