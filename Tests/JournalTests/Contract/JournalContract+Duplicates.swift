import Canonical
import Journal
import Testing

extension JournalContract {
    static let duplicateClauses = [
        Clause("of 64 concurrent messages with one key exactly one is stored", { try await $0.storesOneOfMany() }),
        Clause("of 64 concurrent facts with one key exactly one is stored", { try await $0.storesOneFactOfMany() }),
        Clause("a repeated message answers with its facts", { try await $0.answersRepeated() }),
        Clause("a polled message with other bytes is just known already", { try await $0.toleratesOtherBytes() }),
        Clause("a reused key is a conflict that names the first difference", { try await $0.keepsConflict() }),
        Clause("a fact that its source stated earlier is not stored again", { try await $0.reportsKnownFacts() }),
        Clause("a message that is stored and waits for nobody is known by its key", { try await $0.knowsMessages() }),
        Clause("the same key of another adapter is another message", { try await $0.keepsAdaptersApart() }),
    ]

    private func storesOneOfMany() async throws {
        let journal = try await open()
        let samples = Samples()
        let all = try await concurrently(64) { _ in
            try await journal.append(samples.intake(samples.order(), key: "one")).messages
        }.flatMap(\.self)
        #expect(all.filter { $0 == .stored }.count == 1)
        #expect(all.filter { if case .duplicate(let facts, _?) = $0 { facts.count == 1 } else { false } }.count == 63)
        let books = try await journal.books()
        #expect(books.messages == 1 && books.facts == 1 && books.orders == 1 && books.promisedDeliveries == 1)
        #expect(books.differences == [])
        await journal.close()
    }

    private func storesOneFactOfMany() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let results = try await concurrently(64) { number in
            let intake = Intake(
                messages: [samples.message("message \(number)")],
                entries: [samples.entry(order, key: "fact", deliveries: [samples.delivery()])], at: Samples.moment())
            return try await journal.append(intake).entries
        }.flatMap(\.self)
        #expect(results.filter { if case .stored = $0 { true } else { false } }.count == 1)
        let books = try await journal.books()
        #expect(books.messages == 64 && books.facts == 1 && books.deliveries == [.waiting: 1])
        #expect(books.differences == [])
        await journal.close()
    }

    private func answersRepeated() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let entries = [samples.entry(order, 1), samples.entry(order, 2), samples.entry(samples.order(), message: nil)]
        let message = samples.message("m")
        _ = try await journal.append(Intake(messages: [message], entries: entries, at: Samples.moment()))
        let silent = samples.message("silent")
        _ = try await journal.append(Intake(messages: [silent], at: Samples.moment()))

        let repeated = Intake(
            messages: [message, silent], entries: [samples.entry(order, 9, key: entries[1].fact.duplicateKey)],
            at: Samples.moment())
        let receipt = try await journal.append(repeated)

        #expect(
            receipt.messages == [
                .duplicate(facts: entries.prefix(2).map(\.fact.id), order: order), .duplicate(facts: [], order: nil),
            ])
        #expect(receipt.entries == [.duplicate(entries[1].fact.id, order: order)])
        let other = try await journal.append(
            Intake(messages: [message], entries: [samples.entry(order, 9)], at: Samples.moment()))
        #expect(other.entries == [.duplicate(nil, order: nil)])
        try await expectBalance(journal)
        await journal.close()
    }

    private func toleratesOtherBytes() async throws {
        let journal = try await open()
        let samples = Samples()
        for text in ["first", "second"] {
            _ = try await journal.append(
                Intake(messages: [samples.message("m", text, comparesBytes: false)], at: Samples.moment()))
        }
        let books = try await journal.books()
        #expect(books.messages == 1 && books.heldMessages == 0)
        await journal.close()
    }

    private func keepsConflict() async throws {
        let journal = try await open()
        let samples = Samples()
        _ = try await journal.append(samples.intake(samples.order(), key: "m"))

        for (text, offset) in [("{\"order\":2}", 9), ("{\"order\":1}+", 11), ("{\"or", 4), ("", 0), ("{\"or", 4)] {
            let order = samples.order()
            let receipt = try await journal.append(
                Intake(messages: [samples.message("m", text)], entries: [samples.entry(order)], at: Samples.moment()))
            #expect(receipt.messages == [.conflict(offset: offset)])
            #expect(receipt.entries == [.duplicate(nil, order: nil)])
            #expect(try await journal.facts(of: order) == [])
        }

        let waiting = try await journal.messagesNeedingAttention(limit: 9)
        // The repetition of the very same conflict is kept once.
        #expect(waiting.map(\.size) == [11, 12, 4, 0])
        #expect(try await journal.heldBytes(waiting[1].id) == Array("{\"order\":1}+".utf8))
        #expect(Set(waiting.map(\.hold.code)) == ["message.conflict"])
        #expect(waiting.first?.hold.message.contains("byte 9") == true)
        let books = try await journal.books()
        #expect(books.messages == 5 && books.heldMessages == 4 && books.isBalanced)
        await journal.close()
    }

    private func knowsMessages() async throws {
        let journal = try await open()
        let samples = Samples()
        let held = samples.message("held", hold: Hold(code: "c", message: "m"))
        _ = try await journal.append(
            Intake(messages: [samples.message("m1"), held], at: Samples.moment()))
        #expect(try await journal.storedMessages(from: "glopal", keys: ["m1", "held", "none"]) == ["m1"])
        #expect(try await journal.storedMessages(from: "oms", keys: ["m1"]) == [])

        // It came again and could be read: from now on it is as any other.
        _ = try await journal.append(Intake(messages: [samples.message("held")], at: Samples.moment()))
        #expect(try await journal.storedMessages(from: "glopal", keys: ["m1", "held"]) == ["m1", "held"])
        await journal.close()
    }

    private func reportsKnownFacts() async throws {
        let journal = try await open()
        let samples = Samples()
        let order = samples.order()
        let first = samples.entry(order, key: "k")
        _ = try await journal.append(
            Intake(messages: [samples.message("m1")], entries: [first], at: Samples.moment()))

        // The version counts for nothing when the fact is known.
        let receipt = try await journal.append(
            Intake(
                messages: [samples.message("m2")],
                entries: [samples.entry(order, 7, key: "k"), samples.entry(order, 2, key: "other")],
                at: Samples.moment()))

        #expect(receipt.messages == [.stored])
        #expect(receipt.entries == [.duplicate(first.fact.id, order: order), .stored(sequences: [])])
        #expect(try await journal.knownFacts(from: "glopal", keys: ["k", "none"]) == ["k": first.fact.id])
        #expect(try await journal.knownFacts(from: "oms", keys: ["k"]) == [:])
        try await expectBalance(journal)
        await journal.close()
    }

    private func keepsAdaptersApart() async throws {
        let journal = try await open()
        let samples = Samples()
        for adapter in ["glopal", "oms"] {
            let receipt = try await journal.append(
                Intake(messages: [samples.message("m", adapter, adapter: adapter)], at: Samples.moment()))
            #expect(receipt.messages == [.stored])
        }
        await journal.close()
    }
}
