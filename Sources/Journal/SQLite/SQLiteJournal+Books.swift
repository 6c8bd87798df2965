import Canonical
import GRDB

extension SQLiteJournal {
    package func books() async throws(JournalFailure) -> Books {
        try await list { connection throws(JournalFailure) in try BookKeeper(connection: connection).books() }
    }
}
