import Canonical
import Journal
import Testing

extension JournalContract {
    static let stepClauses = [
        Clause("what a step gave is there after a restart, the last value of each step", { try await $0.remembers() }),
        Clause("a step belongs to an attempt or look-up that is under way", { try await $0.refusesMemory() }),
        Clause("a look-up remembers what it found out", { try await $0.remembersInDoubt() }),
    ]

    /// A journal with one order and a delivery whose first attempt is under way.
    private func sending() async throws -> (any Journal, Samples, DeliveryID) {
        let journal = try await open()
        let samples = Samples()
        let intake = samples.intake(samples.order(), targets: ["oms", "erp"])
        _ = try await journal.append(intake)
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        try await journal.begin(samples.start(delivery))
        return (journal, samples, delivery)
    }

    private func step(_ delivery: DeliveryID, _ attempt: Int?, _ step: String, _ json: String) throws -> RememberedStep
    {
        RememberedStep(
            delivery: delivery, attempt: attempt, step: step, value: try JSONText(validating: Array(json.utf8)),
            at: Samples.moment(15))
    }

    private func texts(_ journal: any Journal, _ delivery: DeliveryID) async throws -> [String: String] {
        try await journal.rememberedSteps(of: delivery).mapValues { String(decoding: $0.bytes, as: UTF8.self) }
    }

    private func remembers() async throws {
        let (journal, samples, delivery) = try await sending()
        #expect(try await texts(journal, delivery) == [:])
        try await journal.remember(try step(delivery, 1, "party", "{\"id\": 11.490}"))
        try await journal.remember(try step(delivery, 1, "sale", "null"))
        try await journal.remember(try step(delivery, 1, "sale", "\"Zoë\""))

        let again = try await reopen(journal)
        let expected = ["party": "{\"id\": 11.490}", "sale": "\"Zoë\""]
        #expect(try await texts(again, delivery) == expected)
        #expect(try await again.recover(at: Samples.moment(90)) == 1)
        _ = try await again.settle(samples.settlement(delivery, nil))
        #expect(try await texts(again, delivery) == expected)
        #expect(try await texts(again, DeliveryID("none")) == [:])
        try await expectBalance(again)
        await again.close()
    }

    private func refusesMemory() async throws {
        let (journal, samples, delivery) = try await sending()
        await expectConflict { try await journal.remember(try step(delivery, nil, "party", "1")) }
        await expectConflict { try await journal.remember(try step(delivery, 2, "party", "1")) }
        await expectConflict { try await journal.remember(try step(DeliveryID("none"), 1, "party", "1")) }
        _ = try await journal.settle(samples.settlement(delivery))
        await expectConflict { try await journal.remember(try step(delivery, 1, "party", "1")) }
        #expect(try await texts(journal, delivery) == [:])
        await journal.close()
    }

    private func remembersInDoubt() async throws {
        let (journal, samples, delivery) = try await sending()
        _ = try await journal.settle(samples.settlement(delivery, to: .inDoubt))
        try await journal.remember(try step(delivery, nil, "sale", "{\"id\":1}"))
        await expectConflict { try await journal.remember(try step(delivery, 1, "sale", "2")) }
        try await journal.begin(samples.start(delivery, 2, from: .inDoubt))
        #expect(try await texts(journal, delivery) == ["sale": "{\"id\":1}"])
        await journal.close()
    }
}
