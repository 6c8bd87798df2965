package import Canonical
import GRDB

extension SQLiteJournal {
    package func order(identifiedBy reference: Reference) async throws(JournalFailure) -> OrderID? {
        guard reference.identifiesOrder else { return nil }
        return try point { connection throws(JournalFailure) in
            try connection.first(
                """
                SELECT orders.id FROM refs JOIN orders ON orders.row = refs.order_row
                WHERE value = ? AND kind = ? AND system = ? AND scope = ? AND owner = 0
                """, reference.value, reference.kind.raw, reference.system, reference.scope ?? ""
            ) { row in OrderID(row.text(0)) }
        }
    }

    package func knownFacts(
        from source: String, keys: [String]
    ) async throws(JournalFailure) -> [String: FactID] {
        try point { connection throws(JournalFailure) in
            var known: [String: FactID] = [:]
            for key in keys {
                known[key] = try connection.first(
                    "SELECT id FROM facts WHERE duplicate_key = ? AND source = ?", key, source
                ) { row in FactID(row.text(0)) }
            }
            return known
        }
    }

    package func storedMessages(
        from adapter: String, keys: [String]
    ) async throws(JournalFailure) -> Set<String> {
        try point { connection throws(JournalFailure) in
            var stored: Set<String> = []
            for key in keys {
                let isStored =
                    try connection.first(
                        """
                        SELECT hold_code IS NULL OR ended_at IS NOT NULL FROM messages
                        WHERE key = ? AND adapter = ? AND conflicts_with IS NULL
                        """, key, adapter
                    ) { row in row.int64(0) != 0 } ?? false
                if isStored { stored.insert(key) }
            }
            return stored
        }
    }

    package func facts(of order: OrderID) async throws(JournalFailure) -> [Fact] {
        try point { connection throws(JournalFailure) in
            try connection.facts("orders.id = ? ORDER BY order_version", order)
        }
    }

    package func references(of order: OrderID) async throws(JournalFailure) -> [Reference] {
        try point { connection throws(JournalFailure) in
            try connection.all(
                """
                SELECT system, scope, kind, value, role FROM refs
                WHERE order_row = (SELECT row FROM orders WHERE id = ?)
                ORDER BY learnt, system, kind, value
                """, order
            ) { row in
                Reference(
                    system: row.text(0), scope: row.text(1).isEmpty ? nil : row.text(1), kind: CodeValue(row.text(2)),
                    value: row.text(3), role: row.optionalText(4))
            }
        }
    }

    package func fact(_ id: FactID) async throws(JournalFailure) -> Fact? {
        try point { connection throws(JournalFailure) in try connection.facts("facts.id = ?", id).first }
    }

    package func message(of fact: FactID) async throws(JournalFailure) -> [UInt8]? {
        try point { connection throws(JournalFailure) in
            try connection.first(
                "SELECT raw FROM facts JOIN messages ON messages.row = facts.message WHERE facts.id = ?", fact
            ) { row in row.bytes(0) }
        }
    }

    package func deliveries(of order: OrderID) async throws(JournalFailure) -> [DeliveryRecord] {
        try point { connection throws(JournalFailure) in
            try connection.deliveries(
                "deliveries.order_row = (SELECT row FROM orders WHERE id = ?) ORDER BY deliveries.seq", order)
        }
    }

    package func delivery(_ id: DeliveryID) async throws(JournalFailure) -> DeliveryRecord? {
        try point { connection throws(JournalFailure) in try connection.deliveries("deliveries.id = ?", id).first }
    }

    package func attempts(of delivery: DeliveryID) async throws(JournalFailure) -> [AttemptRecord] {
        try point { connection throws(JournalFailure) in
            try connection.all(
                """
                SELECT number, request, request_size, started_at, finished_at, status, outcome, reason_code,
                    reason_message, reason_pointer
                FROM attempts WHERE delivery = (SELECT seq FROM deliveries WHERE id = ?) ORDER BY number
                """, delivery
            ) { row in
                AttemptRecord(
                    number: row.int(0), request: row.text(1), requestSize: row.int(2), startedAt: row.instant(3),
                    finishedAt: row.optionalInstant(4), status: row.optionalInt(5), outcome: row.optionalText(6),
                    reason: row.hold(7))
            }
        }
    }

    package func rememberedSteps(of delivery: DeliveryID) async throws(JournalFailure) -> [String: JSONText] {
        let rows = try point { connection throws(JournalFailure) in
            try connection.all(
                "SELECT step, value FROM remembered WHERE delivery = (SELECT seq FROM deliveries WHERE id = ?)",
                delivery
            ) { row in (step: row.text(0), value: row.bytes(1)) }
        }
        var remembered: [String: JSONText] = [:]
        for row in rows {
            do throws(JSONSyntaxError) {
                remembered[row.step] = try JSONText(validating: row.value)
            } catch {
                throw .storage("what the step \(row.step) of delivery \(delivery) gave cannot be read")
            }
        }
        return remembered
    }

    package func notes(of order: OrderID) async throws(JournalFailure) -> [TimelineNote] {
        try point { connection throws(JournalFailure) in
            try connection.all(
                """
                SELECT at, code, message, actor FROM notes
                WHERE order_row = (SELECT row FROM orders WHERE id = ?) ORDER BY number
                """, order
            ) { row in
                TimelineNote(at: row.instant(0), code: row.text(1), message: row.text(2), actor: row.text(3))
            }
        }
    }

    package func heldMessage(_ id: String) async throws(JournalFailure) -> HeldMessage? {
        try point { connection throws(JournalFailure) in try connection.heldMessages("AND id = ?", id).first }
    }

    package func heldBytes(_ id: String) async throws(JournalFailure) -> [UInt8]? {
        try point { connection throws(JournalFailure) in
            try connection.first(
                "SELECT raw FROM messages WHERE hold_code IS NOT NULL AND ended_at IS NULL AND id = ?", id
            ) { row in row.bytes(0) }
        }
    }

    package func cursor(of adapter: String) async throws(JournalFailure) -> String? {
        try point { connection throws(JournalFailure) in
            try connection.first("SELECT value FROM cursors WHERE adapter = ?", adapter) { row in row.text(0) }
        }
    }

    /// Reads some rows by their keys on the caller's own thread.
    ///
    /// Two changes of threads cost more than such a read, and there are more readers than threads that run tasks.
    func point<Value>(
        _ body: (SQLConnection) throws(JournalFailure) -> Value
    ) throws(JournalFailure) -> Value {
        try checkOpen()
        // One statement sees one state of the file, so these need no transaction.
        return try Self.access { try store.unsafeRead { try body(SQLConnection(database: $0)) } }
    }
}
