/// What a caller of the canonical API may do; each role includes the ones before.
package enum AccessRole: String, Sendable, CaseIterable, Comparable {
    /// Reads.
    case viewer
    /// Reads, states facts and decides.
    case `operator`
    /// Everything.
    case admin

    private var rank: Int {
        switch self {
        case .viewer: 0
        case .operator: 1
        case .admin: 2
        }
    }

    /// Orders roles by what they include.
    package static func < (lhs: AccessRole, rhs: AccessRole) -> Bool { lhs.rank < rhs.rank }
}
