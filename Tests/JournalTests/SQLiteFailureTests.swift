import Canonical
import Foundation
import Testing

@testable import Journal

@Suite("The journal when the machine fails")
struct SQLiteFailureTests {
    @Test("whatever was acknowledged is in a copy of the files taken under load")
    func survivesCrash() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        let (acknowledged, acknowledge) = AsyncStream.makeStream(of: OrderID.self)
        let load = Task {
            defer { acknowledge.finish() }
            // Too little to move the log into the file, so that the two copied files belong together.
            _ = try await concurrently(16) { _ in
                for _ in 0..<10 {
                    let order = samples.order()
                    _ = try await journal.append(samples.intake(order) { _ in acknowledge.yield(order) })
                }
            }
        }

        var known: [OrderID] = []
        for await order in acknowledged {
            known.append(order)
            guard known.count.isMultiple(of: 30) else { continue }
            let copy = try TemporaryFolder()
            try FileManager.default.createDirectory(atPath: copy.path + "/data", withIntermediateDirectories: true)
            for name in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: folder.file + name, toPath: copy.file + name)
            }
            let survivor = try copy.journal()
            for order in known { #expect(try await survivor.facts(of: order).count == 1) }
            try await expectBalance(survivor)
            await survivor.close()
            copy.remove()
        }

        try await load.value
        #expect(known.count == 160)
        await journal.close()
    }

    @Test("a full disk refuses new work, finishes old and recovers by itself")
    func survivesFullDisk() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let samples = Samples()
        let intake = samples.intake(samples.order())
        _ = try await journal.append(intake)
        let delivery = try #require(intake.entries.first?.deliveries.first?.id)
        try await journal.begin(samples.start(delivery))
        try journal.limitSize(pages: 1)
        let large = String(repeating: "x", count: 20_000)

        let failures = try await concurrently(32) { number -> JournalFailure? in
            do throws(JournalFailure) {
                if number == 16 {
                    _ = try await journal.settle(samples.settlement(delivery))
                } else {
                    _ = try await journal.append(
                        Intake(messages: [samples.message("\(number)", large)], at: Samples.moment()))
                }
                return nil
            } catch {
                return error
            }
        }.compactMap(\.self)

        #expect(failures == Array(repeating: .full, count: 31))
        #expect(try await journal.delivery(delivery)?.state == .confirmed)
        try await expectBalance(journal)
        try journal.limitSize(pages: 1_000_000)
        _ = try await journal.append(Intake(messages: [samples.message("after", large)], at: Samples.moment()))
        #expect(try await journal.books().messages == 2)
        try await expectBalance(journal)
        await journal.close()
    }

    @Test("a limit in bytes refuses what does not fit")
    func limitsBytes() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var limits = SQLiteJournal.Limits()
        limits.maximumBytes = 400_000
        let journal = try folder.journal(limits: limits)
        let samples = Samples()
        await expect(.full) {
            let text = String(repeating: "x", count: 500_000)
            _ = try await journal.append(Intake(messages: [samples.message("m", text)], at: Samples.moment()))
        }
        _ = try await journal.append(samples.intake(samples.order()))
        try await expectBalance(journal)
        await journal.close()
    }

    @Test("a queue of two places serves any number of callers")
    func boundsQueue() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var limits = SQLiteJournal.Limits()
        limits.queuedSteps = 2
        limits.stepsPerCommit = 1
        let journal = try folder.journal(limits: limits)
        let samples = Samples()
        _ = try await concurrently(64) { _ in try await journal.append(samples.intake(samples.order())) }
        #expect(try await journal.books().messages == 64)
        await journal.close()
    }

    @Test("closing finishes the steps under way and refuses the others")
    func closesInOrder() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var limits = SQLiteJournal.Limits()
        limits.queuedSteps = 8
        let journal = try folder.journal(limits: limits)
        let samples = Samples()
        let outcomes = try await concurrently(200) { number -> JournalFailure? in
            if number == 100 { await journal.close() }
            do throws(JournalFailure) {
                _ = try await journal.append(samples.intake(samples.order()))
                return nil
            } catch {
                return error
            }
        }
        let again = try folder.journal()
        #expect(try await again.books().messages == outcomes.filter { $0 == nil }.count)
        #expect(outcomes.allSatisfy { $0 == nil || $0 == .closed })
        await again.close()
    }

    @Test(
        "an error of a disk that has no room says so",
        arguments: [
            (13, 0, true), (778, ENOSPC, true), (1034, ENOSPC, true), (4874, EDQUOT, true), (14, ENOSPC, true),
            (778, EIO, false), (11, ENOSPC, false), (5, 0, false),
        ] as [(Int32, Int32, Bool)])
    func readsDiskErrors(_ code: Int32, _ systemError: Int32, isFull: Bool) {
        #expect((JournalFailure(sqliteCode: code, systemError: systemError, or: 1) == .full) == isFull)
    }
}
