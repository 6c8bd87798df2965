import Canonical

/// Performs steps inside of one open transaction.
struct StepWriter {
    /// A change of how many deliveries of a target are in a state.
    struct TallyChange {
        var target: String
        var state: DeliveryState
        var difference: Int
    }

    let connection: SQLConnection
    /// What the steps so far did to the tallies; written once, before the commit.
    private(set) var tallyChanges: [TallyChange] = []

    /// The sequence of the last fact; nil when it has to be looked up.
    var lastFact: Int64?

    init(connection: SQLConnection) {
        self.connection = connection
    }

    /// Performs a step without a way back.
    ///
    /// - Throws: ``JournalFailure``; whatever the step changed before is still there.
    mutating func perform(_ step: Step) throws(JournalFailure) -> StepResult {
        let tallied = tallyChanges.count
        do throws(JournalFailure) {
            return try result(of: step)
        } catch {
            tallyChanges.removeLast(tallyChanges.count - tallied)
            lastFact = nil
            throw error
        }
    }

    /// Performs a step in a savepoint, so that a failing one is undone alone.
    ///
    /// - Throws: ``JournalFailure``; the step left nothing, or SQLite ended the whole transaction.
    mutating func performIsolated(_ step: Step) throws(JournalFailure) -> StepResult {
        try connection.run("SAVEPOINT step")
        do throws(JournalFailure) {
            let result = try perform(step)
            try connection.run("RELEASE step")
            return result
        } catch {
            if connection.isInTransaction {
                try connection.run("ROLLBACK TO step")
                try connection.run("RELEASE step")
            }
            throw error
        }
    }

    /// Writes what the steps did to the tallies.
    ///
    /// - Throws: ``JournalFailure``: `full` or `storage`.
    mutating func writeTallies() throws(JournalFailure) {
        var sums: [String: [DeliveryState: Int]] = [:]
        for change in tallyChanges { sums[change.target, default: [:]][change.state, default: 0] += change.difference }
        tallyChanges = []
        for (target, states) in sums {
            for (state, difference) in states where difference != 0 {
                try connection.run(
                    """
                    INSERT INTO tallies (target, state, count) VALUES (?1, ?2, ?3)
                    ON CONFLICT (target, state) DO UPDATE SET count = count + ?3
                    """, target, state, difference)
            }
        }
    }

    /// Counts deliveries that came into a state or left it.
    mutating func tally(_ target: String, _ state: DeliveryState, _ difference: Int) {
        tallyChanges.append(TallyChange(target: target, state: state, difference: difference))
    }

    private mutating func result(of step: Step) throws(JournalFailure) -> StepResult {
        switch step {
        case .append(let intake):
            return .receipt(
                try once(intake.request, at: intake.at) { writer throws(JournalFailure) in try writer.append(intake) })
        case .begin(let attempt): try begin(attempt)
        case .remember(let step): try remember(step)
        case .settle(let settlement): return .receipt(try settle(settlement))
        case .move(let move):
            return .moved(
                try once(move.request, at: move.at) { writer throws(JournalFailure) in try writer.move(move) })
        case .recover(let now): return .recovered(try recover(at: now))
        case .resolve(let resolution):
            return .receipt(
                try once(resolution.request, at: resolution.at) { writer throws(JournalFailure) in
                    try writer.resolve(resolution)
                })
        case .probe(let now):
            try connection.run("INSERT OR REPLACE INTO meta (name, value) VALUES ('probe', ?)", now)
        }
        return .done
    }
}
