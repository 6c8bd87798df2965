import Canonical

extension StepWriter {
    /// Performs a step that a keyed request asks for, and keeps the request with its answer.
    ///
    /// - Throws: ``JournalFailure``: `conflict`, before anything is changed, when a request with the key was done.
    mutating func once<Outcome: Sendable>(
        _ request: KeyedRequest<Outcome>?, at now: Instant,
        _ step: (inout StepWriter) throws(JournalFailure) -> Outcome
    ) throws(JournalFailure) -> Outcome {
        guard let request else { return try step(&self) }
        let isKnown = try connection.first(
            "SELECT 1 FROM requests WHERE key = ? AND caller = ?", request.key, request.caller
        ) { _ in true }
        guard isKnown == nil else { throw .conflict("a request with this key was done meanwhile") }
        let outcome = try step(&self)
        guard let answer = request.answer(outcome) else { return outcome }
        try connection.run(
            "INSERT INTO requests (caller, key, fingerprint, stored_at, status, answer) VALUES (?, ?, ?, ?, ?, ?)",
            request.caller, request.key, request.fingerprint, now, answer.status, answer.body)
        return outcome
    }
}

extension SQLiteJournal {
    package func keptRequest(_ key: String, of caller: String) async throws(JournalFailure) -> KeptRequest? {
        try point { connection throws(JournalFailure) in
            try connection.first(
                "SELECT fingerprint, status, answer, stored_at FROM requests WHERE key = ? AND caller = ?", key, caller
            ) { row in
                KeptRequest(
                    fingerprint: row.text(0), answer: KeptAnswer(status: row.int(1), body: row.bytes(2)),
                    storedAt: row.instant(3))
            }
        }
    }
}
