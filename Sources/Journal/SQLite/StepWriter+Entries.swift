import Canonical
import GRDBSQLite

extension StepWriter {
    /// Stores a fact with its order's new version, references, deliveries and notes.
    ///
    /// - Throws: ``JournalFailure``: `stale` when the order has another version or a reference is another order's.
    mutating func store(
        _ entry: Intake.Entry, message: Int64?, at now: Instant
    ) throws(JournalFailure) -> Receipt.EntryResult {
        guard entry.fact.orderID == entry.summary.id else {
            throw .conflict("fact \(entry.fact.id) and its summary are about different orders")
        }
        if let known = try knownFact(source: entry.fact.source, key: entry.fact.duplicateKey) {
            return known
        }
        let order = try store(entry.summary)
        let fact = try insertFact(entry, order: order, message: message)
        try store(entry.references, of: order)
        var sequences: [Int64] = []
        sequences.reserveCapacity(entry.deliveries.count)
        for delivery in entry.deliveries {
            sequences.append(try insert(delivery, fact: fact, order: order, at: now))
        }
        try store(entry.notes, of: order)
        return .stored(sequences: sequences)
    }

    /// The fact that a source stated under a key, as the result of an entry that states it again.
    func knownFact(source: String, key: String) throws(JournalFailure) -> Receipt.EntryResult? {
        try connection.first(
            """
            SELECT facts.id, orders.id FROM facts JOIN orders ON orders.row = facts.order_row
            WHERE duplicate_key = ? AND source = ?
            """, key, source
        ) { row in .duplicate(FactID(row.text(0)), order: OrderID(row.text(1))) }
    }

    /// Stores references of an order.
    ///
    /// - Throws: ``JournalFailure``: `stale` with the order that has an identifying reference already.
    func store(_ references: [Reference], of order: Int64) throws(JournalFailure) {
        for reference in references {
            let isNew =
                try connection.run(
                    """
                    INSERT INTO refs (value, kind, system, scope, owner, order_row, role, learnt)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,
                        (SELECT coalesce(max(learnt), 0) + 1 FROM refs WHERE order_row = ?6))
                    ON CONFLICT DO NOTHING
                    """, reference.value, reference.kind.raw, reference.system, reference.scope ?? "",
                    reference.identifiesOrder ? 0 : order, order, reference.role) == 1
            guard !isNew, reference.identifiesOrder else { continue }
            let owner = try connection.first(
                """
                SELECT orders.row, orders.id FROM refs JOIN orders ON orders.row = refs.order_row
                WHERE value = ? AND kind = ? AND system = ? AND scope = ? AND owner = 0
                """, reference.value, reference.kind.raw, reference.system, reference.scope ?? ""
            ) { row in (row: row.int64(0), id: OrderID(row.text(1))) }
            if let owner, owner.row != order { throw .stale(owner.id) }
        }
    }

    /// Stores notes on an order's timeline.
    ///
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    func store(_ notes: [TimelineNote], of order: Int64) throws(JournalFailure) {
        for note in notes {
            try connection.run(
                """
                INSERT INTO notes (order_row, number, at, code, message, actor)
                VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM notes WHERE order_row = ?1), ?2, ?3, ?4, ?5)
                """, order, note.at, note.code, note.message, note.actor)
        }
    }

    /// Stores an order's new version.
    ///
    /// - Returns: The order's row.
    private func store(_ summary: OrderSummary) throws(JournalFailure) -> Int64 {
        let total = summary.total.map { "\($0.amount)" }
        let currency = summary.total?.currency.code
        if summary.version == 1 {
            let isNew =
                try connection.run(
                    """
                    INSERT INTO orders (id, version, origin, phase, total, currency, created_at, updated_at)
                    VALUES (?, 1, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
                    """, summary.id, summary.origin, summary.phase.rawValue, total, currency, summary.createdAt,
                    summary.updatedAt) == 1
            guard isNew else { throw .stale(summary.id) }
            return connection.lastRow
        }
        let row = try connection.first(
            "SELECT row FROM orders WHERE id = ? AND version = ?", summary.id, summary.version - 1
        ) { row in row.int64(0) }
        guard let row else { throw .stale(summary.id) }
        try connection.run(
            "UPDATE orders SET version = ?, phase = ?, total = ?, currency = ?, updated_at = ? WHERE row = ?",
            summary.version, summary.phase.rawValue, total, currency, summary.updatedAt, row)
        return row
    }

    private mutating func insertFact(
        _ entry: Intake.Entry, order: Int64, message: Int64?
    ) throws(JournalFailure) -> Int64 {
        let fact = entry.fact
        let code = try connection.runReportingConstraint(
            """
            INSERT INTO facts (id, order_row, order_version, kind, source, origin, occurred_at, occurred_raw,
                occurred_zone, received_at, duplicate_key, cause, revision, traceparent, message, promised, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, fact.id, order, entry.summary.version, fact.kind.rawValue, fact.source, fact.origin, fact.occurredAt,
            fact.occurredAt?.raw, fact.occurredAt.map { $0.hadZone ? 1 : 0 }, fact.receivedAt, fact.duplicateKey,
            fact.cause, fact.revision, fact.traceparent, message, entry.deliveries.count, entry.encoded)
        guard code == SQLITE_DONE else { throw .conflict("fact \(fact.id) is stored already under another key") }
        lastFact = connection.lastRow
        return connection.lastRow
    }

    private mutating func insert(
        _ delivery: Intake.NewDelivery, fact: Int64, order: Int64, at now: Instant
    ) throws(JournalFailure) -> Int64 {
        guard delivery.state == .waiting || delivery.state == .held || delivery.state == .superseded else {
            throw .conflict("delivery \(delivery.id) cannot begin as \(delivery.state.rawValue)")
        }
        let code = try connection.runReportingConstraint(
            """
            INSERT INTO deliveries (id, fact, order_row, target, operation, route, priority, state, open, attempts,
                due_at, reason_code, reason_message, reason_pointer, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?10, ?, ?, ?, ?10, ?10)
            """, delivery.id, fact, order, delivery.target, delivery.operation, delivery.route, delivery.priority,
            delivery.state, delivery.state.openMark, now, delivery.reason?.code, delivery.reason?.message,
            delivery.reason?.pointer)
        guard code == SQLITE_DONE else { throw .conflict("delivery \(delivery.id) is stored already") }
        tally(delivery.target, delivery.state, 1)
        return connection.lastRow
    }
}

extension DeliveryState {
    /// The value of the column `open`: 0 finished, 1 the engine works on it, 2 somebody is waited for.
    var openMark: Int { isFinal ? 0 : isOpen ? 1 : 2 }
}
