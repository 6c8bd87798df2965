import Canonical
import GRDB
import Testing

@testable import Journal

@Suite("Other processes beside the gateway")
struct SQLiteCompanyTests {
    @Test("a reader sees what was acknowledged while the gateway writes")
    func readsDuringWrites() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let reader = try folder.journal(.readOnly)
        let samples = Samples()
        let missing = try await concurrently(64) { _ in
            let order = samples.order()
            _ = try await journal.append(samples.intake(order))
            let books = try await reader.books()
            return try await reader.facts(of: order).isEmpty || !books.isBalanced
        }
        #expect(missing.allSatisfy { !$0 })
        await reader.close()
        await journal.close()
    }

    @Test("a reader works without a gateway and leaves the file as it is")
    func readsAlone() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        let order = samples.order()
        _ = try await journal.append(samples.intake(order))
        await journal.close()
        let reader = try folder.journal(.readOnly)
        #expect(try await reader.facts(of: order).count == 1)
        #expect(try await reader.books().isBalanced)
        await reader.close()
    }

    @Test("a reader records no step")
    func refusesWriting() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let reader = try folder.journal(.readOnly)
        let samples = Samples()
        await expectConflict { _ = try await reader.append(samples.intake(samples.order())) }
        await expectConflict { try await reader.probe(at: Samples.moment()) }
        await expectConflict { _ = try await reader.recover(at: Samples.moment()) }
        await reader.close()
        await journal.close()
    }

    @Test("a person moves deliveries and closes messages while no gateway runs, and never beside one")
    func operates() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        let intake = samples.intake(samples.order())
        _ = try await journal.append(intake)
        let held = samples.message("held", hold: Hold(code: "c", message: "m"))
        _ = try await journal.append(Intake(messages: [held], at: Samples.moment()))
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        await expectConflict { _ = try folder.journal(.operate) }
        await journal.close()
        let person = try folder.journal(.operate)

        _ = try await person.move(samples.move(delivery, from: [.waiting], to: .closed))
        _ = try await person.resolve(
            MessageResolution(message: held.id, actor: "mara", reason: "spam", at: Samples.moment()))
        await expectConflict { _ = try await person.append(samples.intake(samples.order())) }
        await expectConflict {
            let entry = samples.entry(samples.order())
            _ = try await person.resolve(
                MessageResolution(message: held.id, entries: [entry], actor: "m", reason: "r", at: Samples.moment()))
        }

        await person.close()
        let next = try folder.journal()
        #expect(try await next.delivery(delivery)?.state == .closed)
        #expect(try await next.messagesNeedingAttention(limit: 5) == [])
        _ = try await next.append(samples.intake(samples.order()))
        try await expectBalance(next)
        await next.close()
    }

    @Test("a step fails when another process writes for too long, and succeeds after")
    func survivesBusyFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var limits = SQLiteJournal.Limits()
        limits.busyTimeout = .milliseconds(20)
        let journal = try folder.journal(limits: limits)
        let samples = Samples()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let blocker = try DatabaseQueue(path: folder.file, configuration: configuration)
        try await blocker.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }

        await expect(.storage("database is locked (SQLite code 5)")) {
            _ = try await journal.append(samples.intake(samples.order()))
        }

        try await blocker.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        _ = try await journal.append(samples.intake(samples.order()))
        #expect(try await journal.books().messages == 1)
        await journal.close()
    }
}
