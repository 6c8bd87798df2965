import Canonical
import GRDBSQLite

/// The current row of a statement; valid only inside of the closure that it is given to.
struct SQLRow {
    let statement: OpaquePointer

    /// Whether the column has no value.
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

    /// The column's whole number; 0 when it has no value.
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

    /// The column's whole number; 0 when it has no value.
    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(statement, column)) }

    /// The column's whole number.
    func optionalInt(_ column: Int32) -> Int? { isNull(column) ? nil : int(column) }

    /// The column's moment.
    func instant(_ column: Int32) -> Instant { Instant(microseconds: int64(column)) }

    /// The column's moment.
    func optionalInstant(_ column: Int32) -> Instant? { isNull(column) ? nil : instant(column) }

    /// The column's text; empty when it has no value.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The column's text.
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The column's bytes; empty when it has no value.
    func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Whether the column holds exactly these bytes.
    ///
    /// - Returns: The offset in bytes of the first difference; nil when there is none.
    func firstDifference(_ column: Int32, from other: [UInt8]) -> Int? {
        let count = Int(sqlite3_column_bytes(statement, column))
        let stored = UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)
        if let offset = zip(stored, other).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset {
            return offset
        }
        return count == other.count ? nil : min(count, other.count)
    }

    /// The hold whose code, message and pointer begin at the column; nil without a code.
    func hold(_ column: Int32) -> Hold? {
        guard let code = optionalText(column) else { return nil }
        return Hold(code: code, message: text(column + 1), pointer: optionalText(column + 2))
    }

    /// The value of an enumeration that is stored as its raw text.
    func value<Value: RawRepresentable>(
        _ column: Int32, as type: Value.Type
    ) throws(JournalFailure) -> Value where Value.RawValue == String {
        let raw = text(column)
        guard let value = Value(rawValue: raw) else {
            throw .storage("the file holds the unknown \(type) \"\(raw)\"")
        }
        return value
    }
}
