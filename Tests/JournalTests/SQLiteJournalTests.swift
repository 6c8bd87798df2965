import Canonical
import Journal
import Testing

@Suite("The journal in SQLite")
struct SQLiteJournalTests {
    @Test("SQLite keeps every clause of the journal's contract", arguments: JournalContract.clauses)
    func keepsContract(_ clause: JournalContract.Clause) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let contract = JournalContract(
            open: { try folder.journal() },
            reopen: { journal in
                await journal.close()
                return try folder.journal()
            })
        try await clause.check(contract)
    }
}
