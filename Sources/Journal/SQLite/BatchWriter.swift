import GRDB

/// Commits a batch of steps in one transaction.
struct BatchWriter {
    private typealias Outcome = GroupCommit.Outcome

    let store: DatabasePool

    /// Performs the steps and flushes them; every answer is given after the flush.
    ///
    /// When the disk is full, new work is refused and the rest of the batch tries alone, because an outcome fits where a
    /// message does not.
    func commit(_ steps: [Step]) -> [GroupCommit.Outcome] {
        let outcomes = transaction(steps)
        guard let outcomes else { return commitWithoutIntakes(steps) }
        return outcomes
    }

    private func commitWithoutIntakes(_ steps: [Step]) -> [Outcome] {
        let others = steps.filter { !$0.isIntake }
        let canHelp = !others.isEmpty && others.count < steps.count
        let outcomes = canHelp ? transaction(others) : nil
        var remaining = (outcomes ?? others.map { _ in .failure(.full) })[...]
        return steps.map { step in
            if step.isIntake { return .failure(.full) }
            return remaining.popFirst() ?? .failure(.full)
        }
    }

    /// One transaction; nil when the disk was full for it as a whole.
    private func transaction(_ steps: [Step]) -> [Outcome]? {
        let result: Result<[Outcome], JournalFailure> = store.writeWithoutTransaction { database in
            let connection = SQLConnection(database: database, room: ArgumentRoom(bytes: 131_072))
            do throws(JournalFailure) {
                if let outcomes = try Self.write(steps, to: connection, isolating: false) { return .success(outcomes) }
                Self.rollBack(connection)
                return .success(try Self.write(steps, to: connection, isolating: true) ?? [])
            } catch {
                Self.rollBack(connection)
                return .failure(error)
            }
        }
        switch result {
        case .success(let outcomes): return outcomes
        case .failure(.full): return nil
        case .failure(let failure): return steps.map { _ in .failure(failure) }
        }
    }

    /// Performs and commits the steps.
    ///
    /// Savepoints copy every page that a step changes, for the rare step that fails after its first change. So the batch
    /// goes without them first, and once more with them when there was such a step.
    /// - Returns: The outcomes; nil when a step that was not isolated left changes behind.
    private static func write(
        _ steps: [Step], to connection: SQLConnection, isolating: Bool
    ) throws(JournalFailure) -> [Outcome]? {
        try connection.run("BEGIN IMMEDIATE")
        var writer = StepWriter(connection: connection)
        var outcomes: [Outcome] = []
        outcomes.reserveCapacity(steps.count)
        for step in steps {
            let changes = connection.changes
            do throws(JournalFailure) {
                outcomes.append(.success(isolating ? try writer.performIsolated(step) : try writer.perform(step)))
            } catch {
                // Where SQLite ended the transaction, the steps before this one are undone too.
                guard connection.isInTransaction else { throw error }
                guard isolating || connection.changes == changes else { return nil }
                outcomes.append(.failure(error))
            }
        }
        try writer.writeTallies()
        try connection.run("COMMIT")
        return outcomes
    }

    private static func rollBack(_ connection: SQLConnection) {
        guard connection.isInTransaction else { return }
        do throws(JournalFailure) {
            try connection.run("ROLLBACK")
        } catch {
            // SQLite ends the transaction even when it reports an error here; the next batch begins afresh.
        }
    }
}
