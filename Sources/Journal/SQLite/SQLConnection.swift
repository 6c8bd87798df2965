import Canonical
import GRDB
import GRDBSQLite

/// One connection inside of a GRDB access, with statements that GRDB keeps prepared.
///
/// The rows and arguments go through SQLite's own functions: GRDB's argument and row values cost a multiple of the
/// statement itself at the rate of the hot path.
struct SQLConnection {
    let database: Database
    /// Where arguments are kept while a statement runs; nil lets SQLite copy them.
    ///
    /// With it, statements run one by one.
    var room: ArgumentRoom?

    /// Runs a statement that gives no rows.
    ///
    /// - Returns: The number of rows changed.
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    @discardableResult
    func run<each Value: SQLValue>(_ sql: String, _ values: repeat each Value) throws(JournalFailure) -> Int {
        let code = try runReportingConstraint(sql, repeat each values)
        guard code == SQLITE_DONE else { throw failure(code) }
        return Int(sqlite3_changes(handle))
    }

    /// Runs a statement whose failing constraint is an answer, not a failure of the store.
    ///
    /// - Returns: `SQLITE_DONE` or `SQLITE_CONSTRAINT`.
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    func runReportingConstraint<each Value: SQLValue>(
        _ sql: String, _ values: repeat each Value
    ) throws(JournalFailure) -> Int32 {
        let statement = try prepared(sql, repeat each values)
        defer { release(statement) }
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW { code = sqlite3_step(statement) }
        guard code == SQLITE_DONE || code & 0xFF == SQLITE_CONSTRAINT else { throw failure(code) }
        return code == SQLITE_DONE ? code : SQLITE_CONSTRAINT
    }

    /// The first row that a statement gives.
    ///
    /// - Throws: ``JournalFailure``: `storage`, or what `read` throws.
    func first<Result, each Value: SQLValue>(
        _ sql: String, _ values: repeat each Value, read: (SQLRow) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> Result? {
        let statement = try prepared(sql, repeat each values)
        defer { release(statement) }
        let code = sqlite3_step(statement)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw failure(code) }
        return try read(SQLRow(statement: statement))
    }

    /// All rows that a statement gives; the statement bounds them.
    ///
    /// - Throws: ``JournalFailure``: `storage`, or what `read` throws.
    func all<Result, each Value: SQLValue>(
        _ sql: String, _ values: repeat each Value, read: (SQLRow) throws(JournalFailure) -> Result
    ) throws(JournalFailure) -> [Result] {
        let statement = try prepared(sql, repeat each values)
        defer { release(statement) }
        var results: [Result] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return results }
            guard code == SQLITE_ROW else { throw failure(code) }
            results.append(try read(SQLRow(statement: statement)))
        }
    }

    /// The row id of the last row inserted.
    var lastRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Rows changed since the connection was opened.
    var changes: Int32 { sqlite3_total_changes(handle) }

    /// Whether a transaction is open; SQLite ends it by itself after some failures of the disk.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    private var handle: OpaquePointer? { database.sqliteConnection }

    private func prepared<each Value: SQLValue>(
        _ sql: String, _ values: repeat each Value
    ) throws(JournalFailure) -> OpaquePointer {
        let statement: OpaquePointer
        do {
            statement = try database.cachedStatement(sql: sql).sqliteStatement
        } catch {
            throw JournalFailure(storeError: error)
        }
        var index: Int32 = 0
        var code = SQLITE_OK
        for value in repeat each values {
            index += 1
            code |= value.bind(to: statement, at: index, in: room)
        }
        guard code == SQLITE_OK else {
            release(statement)
            throw .storage("an argument is too large for the store")
        }
        return statement
    }

    /// Makes the cached statement ready for its next use and lets go of its copies of the arguments.
    private func release(_ statement: OpaquePointer) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        room?.clear()
    }

    private func failure(_ code: Int32) -> JournalFailure {
        JournalFailure(
            sqliteCode: sqlite3_extended_errcode(handle), systemError: sqlite3_system_errno(handle), or: code)
    }
}
