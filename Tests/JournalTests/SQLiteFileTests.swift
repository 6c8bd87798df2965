import Canonical
import Foundation
import GRDB
import Testing

@testable import Journal

@Suite("The journal's file")
struct SQLiteFileTests {
    @Test("file, log and folder are closed to other users")
    func isPrivate() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        try await journal.probe(at: Samples.moment())
        for name in ["", "-wal", "-shm", ".lock"] { #expect(try mode(folder.file + name) == 0o600, "\(name)") }
        #expect(try mode(folder.path + "/data") == 0o700)
        await journal.close()
    }

    @Test("a file that others could read is closed to them when it is opened")
    func closesOpenFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        await (try folder.journal()).close()
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file)
        let journal = try folder.journal()
        #expect(try mode(folder.file) == 0o600)
        await journal.close()
    }

    @Test("every commit is flushed, and foreign keys are checked")
    func isSynchronous() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let settings = try await journal.store.writeWithoutTransaction { database in
            try ["synchronous", "journal_mode", "foreign_keys"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(settings == ["2", "wal", "1"])
        await journal.close()
    }

    @Test("one gateway owns a file until it closes it")
    func ownsFile() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let failure = #expect(throws: JournalFailure.self) { try folder.journal() }
        #expect(failure?.description.contains("belongs to a running gateway (process") == true)
        await journal.close()
        await (try folder.journal()).close()
    }

    @Test(
        "a file that a newer version migrated is refused",
        arguments: [.readWrite, .readOnly, .operate] as [SQLiteJournal.Mode])
    func refusesNewer(_ mode: SQLiteJournal.Mode) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        try await journal.store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('0999 future')") }
        await journal.close()
        let failure = #expect(throws: JournalFailure.self) { try folder.journal(mode) }
        #expect(failure?.description.hasPrefix("a newer version wrote") == true)
    }

    @Test("only the gateway migrates a file", arguments: [.readOnly, .operate] as [SQLiteJournal.Mode])
    func refusesOlder(_ mode: SQLiteJournal.Mode) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let missing = #expect(throws: JournalFailure.self) { try folder.journal(mode) }
        #expect(missing?.description.hasPrefix("there is no journal at") == true)
        let journal = try folder.journal()
        try await journal.store.write { try $0.execute(sql: "DELETE FROM grdb_migrations") }
        await journal.close()
        let older = #expect(throws: JournalFailure.self) { try folder.journal(mode) }
        #expect(older?.description.hasPrefix("an older version wrote") == true)
    }

    @Test("the migrations make the same tables from nothing as before")
    func migrates() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let journal = try folder.journal()
        let (applied, tables) = try await journal.store.read { database in
            (
                try String.fetchAll(database, sql: "SELECT identifier FROM grdb_migrations ORDER BY 1"),
                try String.fetchAll(database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
            )
        }
        #expect(
            applied == [
                "0001 journal", "0002 attempts before a decision", "0003 references as learnt and by system",
                "0004 keyed requests",
                "0005 remembered steps",
            ])
        #expect(
            tables == [
                "attempts", "cursors", "deliveries", "facts", "grdb_migrations", "messages", "meta", "notes", "orders",
                "refs", "remembered", "requests", "tallies",
            ])
        await journal.close()
    }

    @Test("something that is no journal is refused with a reason")
    func refusesForeignFile() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
        try Data("this is a letter and no journal at all".utf8).write(to: URL(fileURLWithPath: folder.file))
        let failure = #expect(throws: JournalFailure.self) { try folder.journal() }
        guard case .storage? = failure else {
            Issue.record("refused as \(String(describing: failure))")
            return
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
