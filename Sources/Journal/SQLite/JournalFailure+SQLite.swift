import GRDB
import GRDBSQLite

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

extension JournalFailure {
    /// Reads SQLite's answer; texts of statements and arguments stay out of the message.
    ///
    /// A file system with a quota answers `EDQUOT`, and one that allocates late says "no space" only at the flush; SQLite
    /// reports both as an I/O error, which is why the system's own error number decides with it.
    init(sqliteCode extended: Int32, systemError: Int32, or fallback: Int32) {
        let code = extended == SQLITE_OK ? fallback : extended
        let isInputOutput = code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CANTOPEN
        if code & 0xFF == SQLITE_FULL || (isInputOutput && (systemError == ENOSPC || systemError == EDQUOT)) {
            self = .full
        } else {
            self = .storage("\(String(cString: sqlite3_errstr(code))) (SQLite code \(code))")
        }
    }

    /// Reads an error of GRDB.
    init(storeError error: any Error) {
        switch error {
        case let failure as JournalFailure:
            self = failure
        case let failure as DatabaseError where failure.resultCode == .SQLITE_FULL:
            self = .full
        case let failure as DatabaseError:
            self = .storage(
                "\(failure.message ?? "no reason given") (SQLite code \(failure.extendedResultCode.rawValue))")
        default:
            self = .storage("\(type(of: error))")
        }
    }
}
