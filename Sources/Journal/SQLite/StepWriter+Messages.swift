import Canonical

extension StepWriter {
    /// A message of the intake after its own insertion was tried.
    struct PlacedMessage {
        var result: Receipt.MessageResult
        /// The row that facts point to; nil when the message's facts must not be stored.
        var row: Int64?
    }

    /// Stores messages with their facts and the cursor.
    ///
    /// - Throws: ``JournalFailure`` as ``Journal/append(_:)``.
    mutating func append(_ intake: Intake) throws(JournalFailure) -> Receipt {
        let firstFact = try nextFact()
        let lastFact = firstFact + Int64(intake.entries.count) - 1
        var placed: [PlacedMessage] = []
        placed.reserveCapacity(intake.messages.count)
        for message in intake.messages {
            placed.append(try place(message, facts: firstFact...max(firstFact, lastFact), at: intake.at))
        }
        let entries = try store(intake.entries, of: placed, at: intake.at)
        if let cursor = intake.cursor {
            try connection.run(
                "INSERT OR REPLACE INTO cursors (adapter, value, stored_at) VALUES (?, ?, ?)", cursor.adapter,
                cursor.value, intake.at)
        }
        return Receipt(messages: placed.map(\.result), entries: entries)
    }

    /// Stores entries whose messages are placed.
    ///
    /// - Throws: ``JournalFailure``: `conflict` when an entry belongs to no message that can have facts.
    mutating func store(
        _ entries: [Intake.Entry], of messages: [PlacedMessage], at now: Instant
    ) throws(JournalFailure) -> [Receipt.EntryResult] {
        var results: [Receipt.EntryResult] = []
        results.reserveCapacity(entries.count)
        for entry in entries {
            guard let index = entry.message else {
                results.append(try store(entry, message: nil, at: now))
                continue
            }
            guard messages.indices.contains(index) else {
                throw .conflict("fact \(entry.fact.id) names a message that the step does not bring")
            }
            switch messages[index].result {
            case .stored:
                results.append(try store(entry, message: messages[index].row, at: now))
            case .duplicate, .conflict:
                let known = try knownFact(source: entry.fact.source, key: entry.fact.duplicateKey)
                results.append(known ?? .duplicate(nil, order: nil))
            case .held, .heldAgain:
                throw .conflict("fact \(entry.fact.id) belongs to a message that is held")
            }
        }
        return results
    }

    /// The sequence that the next fact will get.
    mutating func nextFact() throws(JournalFailure) -> Int64 {
        if let lastFact { return lastFact + 1 }
        let last = try connection.first("SELECT max(seq) FROM facts") { row in row.int64(0) } ?? 0
        lastFact = last
        return last + 1
    }

    private func place(
        _ message: Intake.Message, facts: ClosedRange<Int64>, at now: Instant
    ) throws(JournalFailure) -> PlacedMessage {
        let isNew =
            try connection.run(
                """
                INSERT INTO messages (id, adapter, key, received_at, state, first_fact, last_fact, hold_code,
                    hold_message, hold_pointer, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (key, adapter) WHERE conflicts_with IS NULL DO NOTHING
                """, message.id, message.adapter, message.key, now, message.hold == nil ? "stored" : "held",
                facts.lowerBound, facts.upperBound, message.hold?.code, message.hold?.message, message.hold?.pointer,
                message.raw) == 1
        guard isNew else { return try placeRepeated(message, facts: facts, at: now) }
        return PlacedMessage(result: message.hold == nil ? .stored : .held, row: connection.lastRow)
    }

    /// What the journal knows of a message whose key comes again.
    private struct KnownMessage {
        var row: Int64
        var facts: (first: Int64, last: Int64)
        var difference: Int?
        var isHeld: Bool
    }

    private func placeRepeated(
        _ message: Intake.Message, facts: ClosedRange<Int64>, at now: Instant
    ) throws(JournalFailure) -> PlacedMessage {
        let known = try connection.first(
            """
            SELECT row, first_fact, last_fact, hold_code IS NOT NULL AND ended_at IS NULL, raw FROM messages
            WHERE key = ? AND adapter = ? AND conflicts_with IS NULL
            """, message.key, message.adapter
        ) { row in
            KnownMessage(
                row: row.int64(0), facts: (row.int64(1), row.int64(2)),
                difference: message.comparesBytes ? row.firstDifference(4, from: message.raw) : nil,
                isHeld: row.int64(3) != 0)
        }
        guard let known else { throw .storage("a message that is stored cannot be found") }
        if let offset = known.difference {
            try keepConflict(message, with: known.row, at: offset, now: now)
            return PlacedMessage(result: .conflict(offset: offset), row: nil)
        }
        if known.isHeld { return try placeHeldAgain(message, known, facts: facts, at: now) }
        let stored = try connection.all(
            """
            SELECT facts.id, orders.id FROM facts JOIN orders ON orders.row = facts.order_row
            WHERE seq BETWEEN ? AND ? AND message = ? ORDER BY seq
            """, known.facts.first, known.facts.last, known.row
        ) { row in (fact: FactID(row.text(0)), order: OrderID(row.text(1))) }
        // A message whose only fact came with another one before has none of its own, and says that one.
        if stored.isEmpty,
            case .duplicate(let fact?, let order) = try knownFact(source: message.adapter, key: message.key)
        {
            return PlacedMessage(result: .duplicate(facts: [fact], order: order), row: nil)
        }
        return PlacedMessage(result: .duplicate(facts: stored.map(\.fact), order: stored.first?.order), row: nil)
    }

    /// A message that waits and comes again: it ends when it can be read by now, and waits for the newest reason if not.
    private func placeHeldAgain(
        _ message: Intake.Message, _ known: KnownMessage, facts: ClosedRange<Int64>, at now: Instant
    ) throws(JournalFailure) -> PlacedMessage {
        if let hold = message.hold {
            try connection.run(
                "UPDATE messages SET hold_code = ?, hold_message = ?, hold_pointer = ? WHERE row = ?", hold.code,
                hold.message, hold.pointer, known.row)
            return PlacedMessage(result: .heldAgain, row: nil)
        }
        // Where bytes do not count, the facts are those of the newer ones.
        try connection.run(
            """
            UPDATE messages SET state = 'resolved', first_fact = ?, last_fact = ?, ended_at = ?, ended_by = ?,
                ended_reason = ?, raw = ? WHERE row = ?
            """, facts.lowerBound, facts.upperBound, now, message.adapter, "it came again and could be read",
            message.raw, known.row)
        return PlacedMessage(result: .stored, row: known.row)
    }

    /// Keeps a message whose key was used for other bytes; a repetition of the very same conflict is kept once.
    private func keepConflict(
        _ message: Intake.Message, with original: Int64, at offset: Int, now: Instant
    ) throws(JournalFailure) {
        let isKept =
            try connection.first(
                "SELECT 1 FROM messages WHERE conflicts_with = ? AND raw = ?", original, message.raw
            ) { _ in true } ?? false
        guard !isKept else { return }
        try connection.run(
            """
            INSERT INTO messages (id, adapter, key, received_at, state, first_fact, last_fact, conflicts_with,
                hold_code, hold_message, raw) VALUES (?, ?, ?, ?, 'conflict', 0, 0, ?, ?, ?, ?)
            """, message.id, message.adapter, message.key, now, original, HeldMessage.conflictCode,
            "the key was used earlier for other bytes; the first difference is at byte \(offset)", message.raw)
    }
}
