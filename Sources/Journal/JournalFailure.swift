package import Canonical

/// Why a step was not recorded; nothing of the step is stored then.
package enum JournalFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// An order changed since it was read, or its reference was taken by another order: read and try again.
    case stale(OrderID)
    /// The thing is not in the state that the step starts from.
    case conflict(String)
    /// The disk is full: refuse new work, try later.
    case full
    /// The store failed; the message is for the person on call and holds no data.
    case storage(String)
    /// The journal was closed.
    case closed

    /// One sentence for the person on call.
    package var description: String {
        switch self {
        case .stale(let order): "order \(order) changed meanwhile"
        case .conflict(let text): text
        case .full: "the disk of the journal is full"
        case .storage(let text): "the journal's store failed: \(text)"
        case .closed: "the journal is closed"
        }
    }
}
