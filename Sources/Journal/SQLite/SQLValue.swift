import Canonical
import GRDBSQLite

/// A value that a statement takes as an argument.
protocol SQLValue {
    /// Hands a copy of the value to the statement.
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32
}

/// Tells SQLite to copy an argument into memory of its own.
private let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

extension String: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            let count = Int32(clamping: bytes.count)
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, copied) }
            if let kept = room?.keep(UnsafeRawBufferPointer(bytes)) {
                return sqlite3_bind_text(statement, index, kept.assumingMemoryBound(to: CChar.self), count, nil)
            }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(statement, index, $0, count, copied)
            }
        }
    }
}

extension Array: SQLValue where Element == UInt8 {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        withUnsafeBytes { bytes in
            let count = sqlite3_uint64(bytes.count)
            guard let start = bytes.baseAddress, count > 0 else { return sqlite3_bind_zeroblob(statement, index, 0) }
            if let kept = room?.keep(bytes) { return sqlite3_bind_blob64(statement, index, kept, count, nil) }
            return sqlite3_bind_blob64(statement, index, start, count, copied)
        }
    }
}

extension Int64: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index, in: room)
        case .none: sqlite3_bind_null(statement, index)
        }
    }
}

extension Instant: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        microseconds.bind(to: statement, at: index, in: room)
    }
}

extension OrderID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        value.bind(to: statement, at: index, in: room)
    }
}

extension FactID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        value.bind(to: statement, at: index, in: room)
    }
}

extension DeliveryID: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        value.bind(to: statement, at: index, in: room)
    }
}

extension DeliveryState: SQLValue {
    func bind(to statement: OpaquePointer, at index: Int32, in room: ArgumentRoom?) -> Int32 {
        rawValue.bind(to: statement, at: index, in: room)
    }
}
