import Canonical

/// Counts the books in one state of the file, and names what does not balance.
struct BookKeeper {
    /// Differences named of one kind; the rest is counted.
    private static let namedDifferences = 20

    let connection: SQLConnection

    /// The books, counted row by row.
    ///
    /// - Throws: ``JournalFailure``: `storage`.
    func books() throws(JournalFailure) -> Books {
        var books = Books()
        try countMessages(&books)
        try countFacts(&books)
        try countDeliveries(&books)
        for check in Self.checks { books.differences += try differences(check) }
        return books
    }

    private func countMessages(_ books: inout Books) throws(JournalFailure) {
        let counts = try connection.all("SELECT state, count(*) FROM messages GROUP BY state") { row in
            (state: row.text(0), count: row.int(1))
        }
        for (state, count) in counts {
            books.messages += count
            switch state {
            case "stored", "resolved": books.translatedMessages += count
            case "held", "conflict": books.heldMessages += count
            case "closed": books.closedMessages += count
            default: books.differences.append("\(count) messages are in the unknown state \"\(state)\"")
            }
        }
    }

    private func countFacts(_ books: inout Books) throws(JournalFailure) {
        let facts = try connection.first("SELECT count(*), coalesce(sum(promised), 0) FROM facts") { row in
            (count: row.int(0), promised: row.int(1))
        }
        books.facts = facts?.count ?? 0
        books.promisedDeliveries = facts?.promised ?? 0
        books.orders = try connection.first("SELECT count(*) FROM orders") { row in row.int(0) } ?? 0
    }

    private func countDeliveries(_ books: inout Books) throws(JournalFailure) {
        let counts = try connection.all(
            "SELECT state, open, count(*) FROM deliveries GROUP BY state, open"
        ) { row in (state: row.text(0), mark: row.int(1), count: row.int(2)) }
        for (text, mark, count) in counts {
            guard let state = DeliveryState(rawValue: text) else {
                books.differences.append("\(count) deliveries are in the unknown state \"\(text)\"")
                continue
            }
            books.deliveries[state, default: 0] += count
            if mark != state.openMark {
                books.differences.append("\(count) deliveries are \(text) and listed as if they were not")
            }
        }
        let counted = books.deliveries.values.reduce(0, +)
        if counted != books.promisedDeliveries {
            books.differences.append("\(books.promisedDeliveries) deliveries were promised and \(counted) are there")
        }
    }

    private func differences(_ check: String) throws(JournalFailure) -> [String] {
        var sentences = try connection.all("\(check) LIMIT \(Self.namedDifferences + 1)") { row in row.text(0) }
        if sentences.count > Self.namedDifferences {
            sentences[Self.namedDifferences] = "there are more differences like the one before"
        }
        return sentences
    }

    /// Each gives one sentence for every difference.
    private static let checks = [
        """
        SELECT 'order ' || orders.id || ' has version ' || orders.version || ' and ' || count(facts.seq) || ' facts'
        FROM orders LEFT JOIN facts ON facts.order_row = orders.row GROUP BY orders.row
        HAVING count(facts.seq) <> orders.version OR max(facts.order_version) IS NOT orders.version
        """,
        """
        SELECT 'fact ' || facts.id || ' promised ' || promised || ' deliveries and has ' || coalesce(made.count, 0)
        FROM facts LEFT JOIN (SELECT fact, count(*) AS count FROM deliveries GROUP BY fact) AS made
        ON made.fact = facts.seq WHERE promised <> coalesce(made.count, 0)
        """,
        """
        SELECT 'fact ' || facts.id || ' belongs to no order' FROM facts
        LEFT JOIN orders ON orders.row = facts.order_row WHERE orders.row IS NULL
        """,
        """
        SELECT 'fact ' || facts.id || ' came with a message that is ' || coalesce(messages.state, 'missing')
        FROM facts LEFT JOIN messages ON messages.row = facts.message WHERE facts.message IS NOT NULL
        AND (messages.row IS NULL OR messages.state NOT IN ('stored', 'resolved')
            OR facts.seq NOT BETWEEN messages.first_fact AND messages.last_fact)
        """,
        """
        SELECT 'delivery ' || deliveries.id || ' carries no stored fact' FROM deliveries
        LEFT JOIN facts ON facts.seq = deliveries.fact WHERE facts.order_row IS NOT deliveries.order_row
        """,
        """
        SELECT 'delivery ' || deliveries.id || ' counts ' || attempts || ' attempts and has ' || count(number)
        FROM deliveries LEFT JOIN attempts AS made ON made.delivery = deliveries.seq
        GROUP BY deliveries.seq HAVING count(number) <> attempts
        """,
        """
        SELECT 'delivery ' || deliveries.id || ' is ' || state || ' and an attempt of it is under way'
        FROM attempts JOIN deliveries ON deliveries.seq = attempts.delivery
        WHERE attempts.outcome IS NULL AND (state <> 'sending' OR attempts.number <> deliveries.attempts)
        """,
        """
        SELECT 'delivery ' || deliveries.id || ' is sending and no attempt of it is under way' FROM deliveries
        WHERE open > 0 AND state = 'sending' AND NOT EXISTS (
            SELECT 1 FROM attempts WHERE attempts.delivery = deliveries.seq AND attempts.outcome IS NULL)
        """,
        """
        SELECT 'message ' || id || ' waits and its state is ' || state FROM messages
        WHERE (hold_code IS NOT NULL AND ended_at IS NULL) <> (state IN ('held', 'conflict'))
        """,
        """
        SELECT 'reference of ' || refs.system || ' belongs to no order' FROM refs
        LEFT JOIN orders ON orders.row = refs.order_row WHERE orders.row IS NULL
        """,
        """
        SELECT 'the tally of ' || target || ' says ' || sum(told) || ' deliveries ' || state || ' and ' || sum(counted)
            || ' are there'
        FROM (SELECT target, state, count AS told, 0 AS counted FROM tallies
            UNION ALL SELECT target, state, 0, count(*) FROM deliveries GROUP BY target, state)
        GROUP BY target, state HAVING sum(told) <> sum(counted)
        """,
    ]
}
