import Synchronization

/// The decisions that came with a key, so that a repeated request gets the first one's answer.
///
/// Bounded: the oldest is forgotten first. A decision that is repeated later still cannot do harm: the journal refuses
/// to move what does not wait for anybody.
final class DecisionMemory: Sendable {
    /// An answer to give again.
    struct Answer: Sendable {
        var status: Int
        var json: [UInt8]
    }

    /// What a key is at the moment it is shown.
    enum Standing: Sendable {
        /// Nobody showed it before: decide, then call ``finish(_:with:)``.
        case new
        /// The first request with it is under way.
        case underWay
        /// It belongs to another request.
        case reused
        /// The first request ended with this answer.
        case known(Answer)
    }

    private struct Entry {
        var fingerprint: String
        var answer: Answer?
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var sequence: [String] = []
    }

    private let limit: Int
    /// Guards the entries and the sequence in which they came.
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Shows a key with what tells its request from others.
    func begin(_ key: String, fingerprint: String) -> Standing {
        state.withLock { state in
            if let entry = state.entries[key] {
                guard entry.fingerprint == fingerprint else { return .reused }
                return entry.answer.map(Standing.known) ?? .underWay
            }
            state.entries[key] = Entry(fingerprint: fingerprint)
            state.sequence.append(key)
            if state.sequence.count > limit { state.entries[state.sequence.removeFirst()] = nil }
            return .new
        }
    }

    /// Keeps the answer; without one the key is free again, because nothing was decided.
    func finish(_ key: String, with answer: Answer?) {
        state.withLock { state in
            if let answer {
                state.entries[key]?.answer = answer
            } else {
                state.entries[key] = nil
                state.sequence.removeAll { $0 == key }
            }
        }
    }
}
