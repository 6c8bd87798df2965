import Canonical
import Journal
import Testing

/// What every store of the journal keeps, whatever it is made of.
///
/// A store runs the suite by giving two functions; no clause knows the store.
struct JournalContract: Sendable {
    /// One promise and its check.
    struct Clause: Sendable, CustomTestStringConvertible {
        /// The sentence that is promised.
        let promise: String
        /// Fails the running test when the promise is broken.
        let check: @Sendable (JournalContract) async throws -> Void

        init(_ promise: String, _ check: @escaping @Sendable (JournalContract) async throws -> Void) {
            self.promise = promise
            self.check = check
        }

        var testDescription: String { promise }
    }

    /// Opens a new and empty journal.
    let open: @Sendable () async throws -> any Journal
    /// Closes a journal and opens the same one again.
    let reopen: @Sendable (any Journal) async throws -> any Journal

    /// All promises.
    static let clauses =
        intakeClauses + duplicateClauses + deliveryClauses + stepClauses + messageClauses + requestClauses
        + readingClauses + booksClauses
}
