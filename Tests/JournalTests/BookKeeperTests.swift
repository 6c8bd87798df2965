import Canonical
import GRDB
import Testing

@testable import Journal

@Suite("The book keeper")
struct BookKeeperTests {
    struct Damage: Sendable, CustomTestStringConvertible {
        let sql: String
        let sentence: String

        init(_ sql: String, says sentence: String) {
            self.sql = sql
            self.sentence = sentence
        }

        var testDescription: String { sentence }
    }

    @Test(
        "every row that is lost or altered makes a difference",
        arguments: [
            Damage("DELETE FROM messages WHERE state = 'stored'", says: "came with a message that is missing"),
            Damage(
                "UPDATE messages SET state = 'held' WHERE state = 'stored'", says: "came with a message that is held"),
            Damage("UPDATE messages SET state = 'odd' WHERE state = 'held'", says: "messages are in the unknown state"),
            Damage("UPDATE messages SET hold_code = NULL", says: "waits and its state is held"),
            Damage("DELETE FROM facts WHERE order_version = 1", says: "and 1 facts"),
            Damage("UPDATE orders SET version = 9", says: "has version 9 and"),
            Damage("DELETE FROM orders", says: "belongs to no order"),
            Damage("DELETE FROM deliveries WHERE target = 'erp'", says: "promised 2 deliveries and has 1"),
            Damage("UPDATE facts SET promised = 0", says: "0 deliveries were promised and 2 are there"),
            Damage("UPDATE deliveries SET state = 'odd'", says: "deliveries are in the unknown state"),
            Damage("UPDATE deliveries SET open = 0", says: "listed as if they were not"),
            Damage("UPDATE deliveries SET order_row = 99", says: "carries no stored fact"),
            Damage("UPDATE deliveries SET state = 'waiting'", says: "and an attempt of it is under way"),
            Damage("UPDATE deliveries SET state = 'sending'", says: "and no attempt of it is under way"),
            Damage("DELETE FROM attempts", says: "counts 1 attempts and has 0"),
            Damage("UPDATE refs SET order_row = 99", says: "reference of glopal belongs to no order"),
            Damage("UPDATE tallies SET count = 5", says: "the tally of"),
        ])
    func namesDamage(_ damage: Damage) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        let order = samples.order()
        let reference = Reference(system: "glopal", kind: .order, value: "A")
        let intake = samples.intake(order, references: [reference], targets: ["oms", "erp"])
        _ = try await journal.append(intake)
        _ = try await journal.append(
            Intake(
                messages: [samples.message("second"), samples.message("h", hold: Hold(code: "c", message: "m"))],
                entries: [samples.entry(order, 2)], at: Samples.moment()))
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        try await journal.begin(samples.start(delivery))
        try await expectBalance(journal)

        try await journal.store.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: damage.sql)
        }

        let differences = try await journal.books().differences
        #expect(differences.contains { $0.contains(damage.sentence) }, "\(differences)")
        await journal.close()
    }

    @Test("many differences of one kind are named in part")
    func boundsDifferences() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        for _ in 0..<30 { _ = try await journal.append(samples.intake(samples.order())) }
        try await journal.store.write { try $0.execute(sql: "UPDATE orders SET version = 4") }
        let differences = try await journal.books().differences
        #expect(differences.count == 21)
        #expect(differences.last == "there are more differences like the one before")
        await journal.close()
    }
}
