import Canonical
import Journal
import Testing

extension JournalContract {
    static let booksClauses =
        [Clause("the books count every message, fact and delivery", { try await $0.countsBooks() })]
        + (UInt64(1)...3).map { seed in
            Clause("the books balance after every step of random walk \(seed)", { try await $0.walks(seed: seed) })
        }

    private func countsBooks() async throws {
        let journal = try await open()
        let samples = Samples()
        let intake = samples.intake(samples.order(), targets: ["oms", "erp"])
        _ = try await journal.append(intake)
        _ = try await journal.append(
            Intake(
                messages: [samples.message("h", hold: Hold(code: "c", message: "m")), samples.message("silent")],
                at: Samples.moment()))
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        try await journal.begin(samples.start(delivery))

        var expected = Books()
        expected.messages = 3
        expected.translatedMessages = 2
        expected.heldMessages = 1
        expected.facts = 1
        expected.orders = 1
        expected.promisedDeliveries = 2
        expected.deliveries = [.sending: 1, .waiting: 1]
        #expect(try await journal.books() == expected)
        await journal.close()
    }

    private func walks(seed: UInt64) async throws {
        var journal = try await open()
        var walk = RandomWalk(seed: seed)
        for number in 1...250 {
            try await walk.step(journal)
            let books = try await journal.books()
            try #require(books.differences == [], "seed \(seed), step \(number)")
            #expect(books.messages == books.translatedMessages + books.heldMessages + books.closedMessages)
            #expect(books.promisedDeliveries == books.deliveries.values.reduce(0, +))
            if number.isMultiple(of: 100) { journal = try await reopen(journal) }
        }
        // A walk in which nothing was refused, or nothing recorded, proves little.
        #expect(walk.recorded > 50 && walk.refused > 10)
        await journal.close()
    }
}
