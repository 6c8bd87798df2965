package import Canonical
import GRDB

extension SQLiteJournal {
    package func orders(_ query: OrderQuery, limit: Int) async throws(JournalFailure) -> [OrderSummary] {
        // Our ids are printable, so this one is after them all, and the index still gives the page its beginning.
        let before = query.before?.value ?? "\u{7F}"
        return try await list { connection throws(JournalFailure) in
            try connection.orders(
                "id < ?1 AND (?2 IS NULL OR phase = ?2) AND \(Self.condition(query)) ORDER BY id DESC LIMIT ?3", before,
                query.phase?.rawValue, max(0, limit), query.name, query.system, query.kind)
        }
    }

    /// The condition that an order has the id which is asked for; the query's parts are ?4, ?5 and ?6.
    private static func condition(_ query: OrderQuery) -> String {
        let narrowing = "(?5 IS NULL OR system = ?5) AND (?6 IS NULL OR kind = ?6)"
        // A system and a kind tell the ids of systems apart; ours has neither.
        let isAnyones = query.system == nil && query.kind == nil
        guard query.name == nil else {
            // The one key of references starts with the value, so that any kind is found by it.
            let ours = isAnyones ? "SELECT row FROM orders WHERE id = ?4 UNION " : ""
            return "row IN (\(ours)SELECT order_row FROM refs WHERE value = ?4 AND \(narrowing))"
        }
        // Every part stands in the statement, whether it is asked for or not.
        guard !isAnyones else { return "?4 IS NULL AND ?5 IS NULL AND ?6 IS NULL" }
        return "?4 IS NULL AND EXISTS (SELECT 1 FROM refs WHERE order_row = orders.row AND \(narrowing))"
    }

    package func ordersUnderWay(
        with kind: Reference.Kind, of system: String, after: OrderID?, limit: Int
    ) async throws(JournalFailure) -> [OrderSummary] {
        try await list { connection throws(JournalFailure) in
            // The index of references leads, in sequence of their orders, so that a page reads no more than it needs.
            try connection.orders(
                from: "refs CROSS JOIN orders ON orders.row = refs.order_row",
                """
                system = ? AND kind = ? AND order_row > coalesce((SELECT row FROM orders WHERE id = ?), 0)
                AND phase NOT IN ('completed', 'delivered', 'returned', 'cancelled')
                GROUP BY order_row ORDER BY order_row LIMIT ?
                """, system, kind.rawValue, after?.value ?? "", max(0, limit))
        }
    }

    package func openDeliveries(
        to target: String, after sequence: Int64, limit: Int
    ) async throws(JournalFailure) -> [DeliveryRecord] {
        try await list { connection throws(JournalFailure) in
            try connection.deliveries(
                "target = ? AND open > 0 AND deliveries.seq > ? ORDER BY deliveries.seq LIMIT ?", target, sequence,
                max(0, limit))
        }
    }

    package func targetsWithOpenDeliveries() async throws(JournalFailure) -> [String] {
        try await list { connection throws(JournalFailure) in
            // Leaps from target to target through the index, where DISTINCT would read every open delivery.
            try connection.all(
                """
                WITH RECURSIVE next (target) AS (
                    SELECT min(target) FROM deliveries WHERE open > 0
                    UNION ALL
                    SELECT (SELECT min(target) FROM deliveries WHERE open > 0 AND target > next.target)
                    FROM next WHERE next.target IS NOT NULL
                )
                SELECT target FROM next WHERE target IS NOT NULL
                """
            ) { row in row.text(0) }
        }
    }

    package func deliveriesNeedingAttention(
        after sequence: Int64, limit: Int
    ) async throws(JournalFailure) -> [DeliveryRecord] {
        try await list { connection throws(JournalFailure) in
            try connection.deliveries(
                "open = 2 AND deliveries.seq > ? ORDER BY deliveries.seq LIMIT ?", sequence, max(0, limit))
        }
    }

    package func messagesNeedingAttention(
        after id: String, limit: Int
    ) async throws(JournalFailure) -> [HeldMessage] {
        try await list { connection throws(JournalFailure) in
            // Ids sort by time, and in their order the index holds what waits; by row SQLite would read every message.
            try connection.heldMessages("AND id > ? ORDER BY id LIMIT ?", id, max(0, limit))
        }
    }

    package func deliveryCounts() async throws(JournalFailure) -> [DeliveryCount] {
        let moment = now()
        return try await list { connection throws(JournalFailure) in
            let oldest = try connection.all(
                "SELECT target, state, min(created_at) FROM deliveries WHERE open > 0 GROUP BY target, state"
            ) { row in (key: [row.text(0), row.text(1)], createdAt: row.instant(2)) }
            let ages = Dictionary(oldest.map { ($0.key, moment.since($0.createdAt)) }, uniquingKeysWith: max)
            return try connection.all(
                "SELECT target, state, count FROM tallies WHERE count <> 0 ORDER BY target, state"
            ) { row throws(JournalFailure) in
                let age = ages[[row.text(0), row.text(1)]] ?? .zero
                return DeliveryCount(
                    target: row.text(0), state: try row.value(1, as: DeliveryState.self), count: row.int(2),
                    oldestAgeSeconds: max(0, age / .seconds(1)))
            }
        }
    }

    /// Reads many rows in one state of the file, on a thread of the store.
    func list<Value: Sendable>(
        _ body: @escaping @Sendable (SQLConnection) throws(JournalFailure) -> Value
    ) async throws(JournalFailure) -> Value {
        try checkOpen()
        let result: Result<Value, JournalFailure> = await withCheckedContinuation { caller in
            store.asyncRead { access in
                do {
                    caller.resume(returning: .success(try body(SQLConnection(database: access.get()))))
                } catch {
                    caller.resume(returning: .failure(JournalFailure(storeError: error)))
                }
            }
        }
        return try result.get()
    }
}

extension SQLConnection {
    /// Messages that wait for a person, with what follows the condition that they do.
    ///
    /// The length of a blob stands before it, so that no bytes of a message are read.
    ///
    /// - Throws: ``JournalFailure``: `storage`.
    func heldMessages<each Value: SQLValue>(
        _ rest: String, _ values: repeat each Value
    ) throws(JournalFailure) -> [HeldMessage] {
        try all(
            """
            SELECT id, adapter, key, length(raw), hold_code, hold_message, hold_pointer, received_at FROM messages
            WHERE hold_code IS NOT NULL AND ended_at IS NULL \(rest)
            """, repeat each values
        ) { row throws(JournalFailure) in
            guard let hold = row.hold(4) else { throw .storage("a held message has no reason") }
            return HeldMessage(
                id: row.text(0), adapter: row.text(1), key: row.text(2), size: row.int(3), hold: hold,
                receivedAt: row.instant(7))
        }
    }
}
