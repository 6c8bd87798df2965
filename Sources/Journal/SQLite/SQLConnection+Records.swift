import Canonical

extension SQLConnection {
    /// Deliveries that fulfil a condition on the tables `deliveries`, `facts` and `orders`, with what follows it.
    ///
    /// - Throws: ``JournalFailure``: `storage`.
    func deliveries<each Value: SQLValue>(
        _ condition: String, _ values: repeat each Value
    ) throws(JournalFailure) -> [DeliveryRecord] {
        try all(
            """
            SELECT deliveries.id, deliveries.seq, orders.id, facts.id, facts.kind, target, operation, route, priority,
                state, attempts, due_at, reason_code, reason_message, reason_pointer, deliveries.created_at,
                deliveries.updated_at, attempts_before
            FROM deliveries JOIN facts ON facts.seq = deliveries.fact JOIN orders ON orders.row = deliveries.order_row
            WHERE \(condition)
            """, repeat each values
        ) { row throws(JournalFailure) in
            DeliveryRecord(
                id: DeliveryID(row.text(0)), sequence: row.int64(1), orderID: OrderID(row.text(2)),
                factID: FactID(row.text(3)), kind: try row.value(4, as: FactKind.self), target: row.text(5),
                operation: row.text(6), route: row.text(7), priority: row.int(8),
                state: try row.value(9, as: DeliveryState.self), attempts: row.int(10), dueAt: row.instant(11),
                reason: row.hold(12), createdAt: row.instant(15), updatedAt: row.instant(16),
                attemptsBefore: row.int(17))
        }
    }

    /// Facts that fulfil a condition on the tables `facts` and `orders`, with what follows it.
    ///
    /// - Throws: ``JournalFailure``: `storage`, also for content that this version cannot read.
    func facts<each Value: SQLValue>(
        _ condition: String, _ values: repeat each Value
    ) throws(JournalFailure) -> [Fact] {
        try all(
            """
            SELECT facts.id, orders.id, kind, source, facts.origin, occurred_at, occurred_raw, occurred_zone,
                received_at, duplicate_key, cause, revision, traceparent, data
            FROM facts JOIN orders ON orders.row = facts.order_row WHERE \(condition)
            """, repeat each values
        ) { row throws(JournalFailure) in
            var occurredAt = row.optionalInstant(5)
            occurredAt?.raw = row.optionalText(6)
            occurredAt?.hadZone = row.int(7) != 0
            let id = FactID(row.text(0))
            return Fact(
                id: id, orderID: OrderID(row.text(1)), kind: try row.value(2, as: FactKind.self), source: row.text(3),
                origin: row.text(4), occurredAt: occurredAt, receivedAt: row.instant(8), duplicateKey: row.text(9),
                cause: row.optionalText(10).map { FactID($0) }, revision: row.optionalText(11),
                traceparent: row.optionalText(12), content: try content(row.bytes(13), of: id))
        }
    }

    /// Orders that fulfil a condition on the table `orders`, or on a join with it, with what follows the condition.
    ///
    /// - Throws: ``JournalFailure``: `storage`.
    func orders<each Value: SQLValue>(
        from tables: String = "orders", _ condition: String, _ values: repeat each Value
    ) throws(JournalFailure) -> [OrderSummary] {
        try all(
            """
            SELECT id, version, origin, phase, total, currency, created_at, updated_at FROM \(tables) WHERE \(condition)
            """, repeat each values
        ) { row throws(JournalFailure) in
            OrderSummary(
                id: OrderID(row.text(0)), version: row.int(1), origin: row.text(2),
                phase: try row.value(3, as: Phase.self), total: try money(row.optionalText(4), row.text(5)),
                createdAt: row.instant(6), updatedAt: row.instant(7))
        }
    }

    private func content(_ bytes: [UInt8], of fact: FactID) throws(JournalFailure) -> FactContent {
        do {
            let reading = JSONReading(try JSONDocument.parse(bytes))
            return try FactContent(reading: reading.root)
        } catch {
            // The error's text would name values of the order.
            throw .storage("the content of fact \(fact) cannot be read")
        }
    }

    private func money(_ amount: String?, _ currency: String) throws(JournalFailure) -> Money? {
        guard let amount else { return nil }
        guard let currency = Currency(currency) else {
            throw .storage("the file holds a currency without three letters")
        }
        do throws(DecimalSyntaxError) {
            return Money(try ExactDecimal(amount), currency)
        } catch {
            throw .storage("the file holds a total that is no decimal")
        }
    }
}
