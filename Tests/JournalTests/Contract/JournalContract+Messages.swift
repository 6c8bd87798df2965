import Canonical
import Journal
import Testing

extension JournalContract {
    static let messageClauses = [
        Clause("a message that cannot be translated is kept with its reason", { try await $0.holdsMessage() }),
        Clause("a held message that comes again waits on, for the newest reason", { try await $0.holdsAgain() }),
        Clause("a held message that comes again and can be read is stored and ends", { try await $0.readsHeldAgain() }),
        Clause("a held message becomes facts once it can be translated", { try await $0.translatesHeld() }),
        Clause("a conflict can be taken over or closed with a reason", { try await $0.endsConflicts() }),
        Clause("only a message that waits can be ended", { try await $0.refusesResolution() }),
        Clause("a resolution that says nothing new leaves the message waiting", { try await $0.refusesKnownFacts() }),
        Clause("a stale resolution leaves the message waiting", { try await $0.refusesStaleResolution() }),
    ]

    private static let hold = Hold(code: "mapping.missing", message: "no mapping for the method", pointer: "/ship/0")

    private func held(_ journal: any Journal, _ samples: Samples, key: String = "m") async throws -> String {
        let message = samples.message(key, hold: Self.hold)
        let receipt = try await journal.append(Intake(messages: [message], at: Samples.moment(3)))
        #expect(receipt.messages == [.held])
        return message.id
    }

    private func resolution(_ message: String, _ entries: [Intake.Entry] = []) -> MessageResolution {
        MessageResolution(message: message, entries: entries, actor: "mara", reason: "seen", at: Samples.moment(8))
    }

    private func holdsMessage() async throws {
        let journal = try await open()
        let samples = Samples()
        let message = try await held(journal, samples)

        let kept = try #require(try await journal.heldMessage(message))
        #expect(kept.hold == Self.hold && kept.adapter == "glopal" && kept.key == "m")
        #expect(kept.size == 11 && kept.receivedAt == Samples.moment(3))
        #expect(try await journal.heldBytes(message) == Array("{\"order\":1}".utf8))
        #expect(try await journal.heldBytes("none") == nil)
        #expect(try await journal.messagesNeedingAttention(limit: 9) == [kept])
        #expect(try await journal.heldMessage("none") == nil)
        let books = try await journal.books()
        #expect(books.messages == 1 && books.heldMessages == 1 && books.isBalanced)
        await journal.close()
    }

    private func holdsAgain() async throws {
        let journal = try await open()
        let samples = Samples()
        let message = try await held(journal, samples)
        let newest = Hold(code: "order.unknown", message: "no order has the id")

        let receipt = try await journal.append(
            Intake(messages: [samples.message("m", hold: newest)], at: Samples.moment(5)))

        #expect(receipt.messages == [.heldAgain])
        #expect(try await journal.messagesNeedingAttention(limit: 9).map(\.id) == [message])
        #expect(try await journal.heldMessage(message)?.hold == newest)
        let other = try await journal.append(
            Intake(messages: [samples.message("m", "other", hold: newest)], at: Samples.moment(6)))
        #expect(other.messages == [.conflict(offset: 0)])
        let books = try await journal.books()
        #expect(books.messages == 2 && books.heldMessages == 2 && books.isBalanced)
        await journal.close()
    }

    private func readsHeldAgain() async throws {
        let journal = try await open()
        let samples = Samples()
        let message = try await held(journal, samples)
        let order = samples.order()
        let again = Intake(
            messages: [samples.message("m")], entries: [samples.entry(order, 1, deliveries: [samples.delivery()])],
            at: Samples.moment(5))

        let receipt = try await journal.append(again)

        #expect(receipt.messages == [.stored])
        #expect(try await journal.message(of: again.entries[0].fact.id) == Array("{\"order\":1}".utf8))
        #expect(try await journal.heldMessage(message) == nil)
        await expectConflict { _ = try await journal.resolve(resolution(message, [samples.entry(order, 2)])) }
        let repeated = try await journal.append(Intake(messages: [samples.message("m")], at: Samples.moment()))
        #expect(repeated.messages == [.duplicate(facts: [again.entries[0].fact.id], order: order)])
        let books = try await journal.books()
        #expect(books.messages == 1 && books.translatedMessages == 1 && books.heldMessages == 0 && books.isBalanced)
        await journal.close()
    }

    private func translatesHeld() async throws {
        let journal = try await open()
        let samples = Samples()
        let message = try await held(journal, samples)
        let order = samples.order()
        let told = Told()
        let entries = [
            samples.entry(order, 1, deliveries: [samples.delivery()]), samples.entry(order, 2, message: nil),
        ]
        var resolution = resolution(message, entries)
        resolution.onCommit = { told.add($0) }

        let receipt = try await journal.resolve(resolution)

        #expect(receipt.messages == [.stored] && told.sequences == [Told.sequence(of: receipt)])
        #expect(try await journal.message(of: entries[0].fact.id) == Array("{\"order\":1}".utf8))
        #expect(try await journal.message(of: entries[1].fact.id) == nil)
        #expect(try await journal.notes(of: order).map(\.actor) == ["mara"])
        #expect(try await journal.notes(of: order).map(\.message) == ["seen"])
        #expect(try await journal.heldMessage(message) == nil)
        let repeated = try await journal.append(Intake(messages: [samples.message("m")], at: Samples.moment()))
        #expect(repeated.messages == [.duplicate(facts: [entries[0].fact.id], order: order)])
        let books = try await journal.books()
        #expect(books.translatedMessages == 1 && books.heldMessages == 0 && books.isBalanced)
        await journal.close()
    }

    private func endsConflicts() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        _ = try await journal.append(samples.intake(order, key: "m"))
        let conflicts = [samples.message("m", "other"), samples.message("m", "third")]
        for message in conflicts { _ = try await journal.append(Intake(messages: [message], at: Samples.moment())) }

        _ = try await journal.resolve(resolution(conflicts[0].id, [samples.entry(order, 2)]))
        _ = try await journal.resolve(resolution(conflicts[1].id))

        let books = try await journal.books()
        #expect(books.messages == 3 && books.translatedMessages == 2 && books.closedMessages == 1 && books.isBalanced)
        #expect(try await journal.messagesNeedingAttention(limit: 9) == [])
        let repeated = try await journal.append(Intake(messages: [conflicts[1]], at: Samples.moment()))
        #expect(repeated.messages == [.conflict(offset: 0)])
        #expect(try await journal.heldBytes(conflicts[1].id) == nil)
        #expect(try await journal.books().messages == 3)
        await journal.close()
    }

    private func refusesResolution() async throws {
        let journal = try await open()
        let samples = Samples()
        let stored = samples.message("stored")
        _ = try await journal.append(Intake(messages: [stored], at: Samples.moment()))
        let message = try await held(journal, samples)
        _ = try await journal.resolve(resolution(message))
        for id in [message, stored.id, "none"] {
            await expectConflict { _ = try await journal.resolve(resolution(id)) }
        }
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesKnownFacts() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let known = samples.entry(order, key: "k")
        _ = try await journal.append(
            Intake(messages: [samples.message("first")], entries: [known], at: Samples.moment()))
        let message = try await held(journal, samples)
        await expectConflict {
            _ = try await journal.resolve(resolution(message, [samples.entry(order, 2, key: "k")]))
        }
        #expect(try await journal.heldMessage(message) != nil)
        let receipt = try await journal.resolve(
            resolution(message, [samples.entry(order, 2, key: "k"), samples.entry(order, 2)]))
        #expect(receipt.entries == [.duplicate(known.fact.id, order: order), .stored(sequences: [])])
        try await expectBalance(journal)
        await journal.close()
    }

    private func refusesStaleResolution() async throws {
        let journal = try await open()
        let samples = Samples()
        let message = try await held(journal, samples)
        let order = samples.order()
        await expect(.stale(order)) {
            _ = try await journal.resolve(resolution(message, [samples.entry(order, 2)]))
        }
        #expect(try await journal.heldMessage(message) != nil)
        try await expectBalance(journal)
        await journal.close()
    }
}
