/// How a value between two representable neighbours is settled.
public enum RoundingRule: String, Sendable, Hashable, CaseIterable {
    /// To the nearest neighbour; a tie goes away from zero.
    case halfUp
    /// To the nearest neighbour; a tie goes to the even digit.
    case halfEven
    /// Towards zero, always.
    case down

    /// Says whether a truncated magnitude has to grow by one unit.
    ///
    /// `hasTail` means that digits below `remainder` were cut off already and were not all zero.
    func growsMagnitude(quotientIsOdd: Bool, remainder: UInt128, divisor: UInt128, hasTail: Bool = false) -> Bool {
        // `2 * remainder` could overflow for divisors above half of the range; the complement cannot.
        let complement = divisor - remainder
        switch self {
        case .down:
            return false
        case .halfUp:
            return remainder >= complement
        case .halfEven:
            guard remainder == complement, !hasTail else { return remainder >= complement }
            return quotientIsOdd
        }
    }
}
