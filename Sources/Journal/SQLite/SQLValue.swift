import Canonical
import GRDBSQLite

/// A value that a statement takes as an argument.
protocol SQLValue {
    /// Hands the value to the statement; the statement keeps a copy.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

/// Tells SQLite to copy an argument, because Swift's storage may move after the call.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension String: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement, index, $0, Int32(clamping: bytes.count), copied)
            }
        }
    }
}

extension Array: SQLValue where Element == UInt8 {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, !bytes.isEmpty else {
                return sqlite3_bind_zeroblob(statement, index, 0)
            }
            return sqlite3_bind_blob64(statement, index, start, sqlite3_uint64(bytes.count), copied)
        }
    }
}

extension Int64: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }
}

extension Int: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case .none: sqlite3_bind_null(statement, index)
        }
    }
}

extension Instant: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { microseconds.bind(to: statement, at: index) }
}

extension OrderID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { value.bind(to: statement, at: index) }
}

extension FactID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { value.bind(to: statement, at: index) }
}

extension DeliveryID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { value.bind(to: statement, at: index) }
}

extension DeliveryState: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32 { rawValue.bind(to: statement, at: index) }
}
