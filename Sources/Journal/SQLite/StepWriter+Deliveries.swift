import Canonical

extension StepWriter {
    /// A delivery's columns that decide what may happen to it.
    private struct KnownDelivery {
        var sequence: Int64
        var order: Int64
        var target: String
        var operation: String
        var state: DeliveryState
        var attempts: Int
    }

    /// Records that an attempt leaves.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the delivery is in another state or at another attempt.
    mutating func begin(_ attempt: AttemptStart) throws(JournalFailure) {
        guard attempt.from == .waiting || attempt.from == .inDoubt else {
            throw .conflict("an attempt cannot begin from \(attempt.from.rawValue)")
        }
        let delivery = try known(attempt.delivery)
        guard delivery.state == attempt.from else { throw refusal(attempt.delivery, delivery) }
        guard attempt.number == delivery.attempts + 1 else {
            throw .conflict(
                "delivery \(attempt.delivery) has \(delivery.attempts) attempts, so \(attempt.number) is not next")
        }
        // The mark `open` stays 1, and leaving it out leaves the partial index alone.
        try connection.run(
            """
            UPDATE deliveries SET state = 'sending', attempts = ?, reason_code = NULL, reason_message = NULL,
                reason_pointer = NULL, updated_at = ? WHERE seq = ?
            """, attempt.number, attempt.at, delivery.sequence)
        try connection.run(
            "INSERT INTO attempts (delivery, number, request, request_size, started_at) VALUES (?, ?, ?, ?, ?)",
            delivery.sequence, attempt.number, attempt.request, attempt.requestSize, attempt.at)
        tally(delivery.target, delivery.state, -1)
        tally(delivery.target, .sending, 1)
    }

    /// Keeps what a step gave, instead of what it gave before.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the attempt or look-up that the step belongs to is not under way.
    mutating func remember(_ step: RememberedStep) throws(JournalFailure) {
        let delivery = try known(step.delivery)
        let isUnderWay =
            step.attempt.map { delivery.state == .sending && delivery.attempts == $0 } ?? (delivery.state == .inDoubt)
        guard isUnderWay else { throw refusal(step.delivery, delivery) }
        try connection.run(
            "INSERT OR REPLACE INTO remembered (delivery, step, stored_at, value) VALUES (?, ?, ?, ?)",
            delivery.sequence, step.step, step.at, step.value.bytes)
    }

    /// Records what came of an attempt or look-up.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when nothing is under way, `stale` as ``store(_:message:at:)``.
    mutating func settle(_ settlement: Settlement) throws(JournalFailure) -> Receipt {
        let delivery = try known(settlement.delivery)
        if let attempt = settlement.attempt {
            guard delivery.state == .sending, delivery.attempts == attempt else {
                throw refusal(settlement.delivery, delivery)
            }
            try connection.run(
                """
                UPDATE attempts SET finished_at = ?, status = ?, outcome = ?, reason_code = ?, reason_message = ?,
                    reason_pointer = ? WHERE delivery = ? AND number = ?
                """, settlement.at, settlement.status, settlement.outcome, settlement.reason?.code,
                settlement.reason?.message, settlement.reason?.pointer, delivery.sequence, attempt)
        } else {
            guard delivery.state == .inDoubt else { throw refusal(settlement.delivery, delivery) }
        }
        guard settlement.state != .sending else { throw .conflict("a settlement cannot end in sending") }
        try update(
            delivery, to: settlement.state, dueAt: settlement.dueAt, reason: settlement.reason, at: settlement.at)
        try store(settlement.references, of: delivery.order)
        let entries = try store(settlement.entries, of: [], at: settlement.at)
        try store(settlement.notes, of: delivery.order)
        return Receipt(messages: [], entries: entries)
    }

    /// Moves a delivery and notes on the timeline who did it.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when the delivery is in none of the states that the move starts from.
    mutating func move(_ move: DeliveryMove) throws(JournalFailure) -> DeliveryRecord {
        let delivery = try known(move.delivery)
        guard move.from.contains(delivery.state) else { throw refusal(move.delivery, delivery) }
        guard move.to != .sending else { throw .conflict("only an attempt makes a delivery \(move.to.rawValue)") }
        if delivery.state == .sending {
            try abandonAttempts(of: delivery.sequence, reason: move.reason ?? Self.interrupted)
        }
        try update(delivery, to: move.to, dueAt: move.dueAt, reason: move.reason, at: move.at)
        if move.to == .waiting {
            try connection.run(
                "UPDATE deliveries SET attempts_before = attempts WHERE seq = ?", delivery.sequence)
        }
        let change = "\(delivery.operation) at \(delivery.target): \(delivery.state.rawValue) to \(move.to.rawValue)"
        let note = TimelineNote(
            at: move.at, code: "delivery.\(move.to.rawValue)",
            message: move.reason.map { "\(change), \($0.message)" } ?? change, actor: move.actor)
        try store([note], of: delivery.order)
        guard let record = try connection.deliveries("deliveries.seq = ?", delivery.sequence).first else {
            throw .storage("delivery \(move.delivery) cannot be read back")
        }
        return record
    }

    /// Makes every delivery that a dead process was sending `in-doubt`.
    ///
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    mutating func recover(at now: Instant) throws(JournalFailure) -> Int {
        let interrupted = try connection.all(
            """
            SELECT seq, order_row, target, operation, state, attempts FROM deliveries INDEXED BY deliveries_open
            WHERE open > 0 AND state = 'sending'
            """, read: Self.read)
        for delivery in interrupted {
            try abandonAttempts(of: delivery.sequence, reason: Self.interrupted)
            try update(delivery, to: .inDoubt, dueAt: now, reason: Self.interrupted, at: now)
        }
        return interrupted.count
    }

    private static let interrupted = Hold(
        code: "attempt.interrupted", message: "process ended during the attempt")

    private func known(_ id: DeliveryID) throws(JournalFailure) -> KnownDelivery {
        let known = try connection.first(
            "SELECT seq, order_row, target, operation, state, attempts FROM deliveries WHERE id = ?", id,
            read: Self.read)
        guard let known else { throw .conflict("there is no delivery \(id)") }
        return known
    }

    private static func read(_ row: SQLRow) throws(JournalFailure) -> KnownDelivery {
        KnownDelivery(
            sequence: row.int64(0), order: row.int64(1), target: row.text(2), operation: row.text(3),
            state: try row.value(4, as: DeliveryState.self), attempts: row.int(5))
    }

    private func refusal(_ id: DeliveryID, _ delivery: KnownDelivery) -> JournalFailure {
        .conflict("delivery \(id) is \(delivery.state.rawValue) after \(delivery.attempts) attempts")
    }

    private mutating func update(
        _ delivery: KnownDelivery, to state: DeliveryState, dueAt: Instant?, reason: Hold?, at now: Instant
    ) throws(JournalFailure) {
        if delivery.state.openMark == state.openMark {
            try connection.run(
                """
                UPDATE deliveries SET state = ?, due_at = ?, reason_code = ?, reason_message = ?, reason_pointer = ?,
                    updated_at = ? WHERE seq = ?
                """, state, dueAt ?? now, reason?.code, reason?.message, reason?.pointer, now, delivery.sequence)
        } else {
            try connection.run(
                """
                UPDATE deliveries SET state = ?, due_at = ?, reason_code = ?, reason_message = ?, reason_pointer = ?,
                    updated_at = ?, open = ? WHERE seq = ?
                """, state, dueAt ?? now, reason?.code, reason?.message, reason?.pointer, now, state.openMark,
                delivery.sequence)
        }
        tally(delivery.target, delivery.state, -1)
        tally(delivery.target, state, 1)
    }

    /// Ends attempts whose answer nobody will hear; they have no end time, because nobody knows it.
    private func abandonAttempts(of delivery: Int64, reason: Hold) throws(JournalFailure) {
        try connection.run(
            """
            UPDATE attempts SET outcome = 'unknown', reason_code = ?, reason_message = ?, reason_pointer = ?
            WHERE delivery = ? AND outcome IS NULL
            """, reason.code, reason.message, reason.pointer, delivery)
    }
}
