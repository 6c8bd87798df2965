import AdapterKit
import Canonical

/// Who pays how much of a refund, in the order's currency.
///
/// Source: Order API 2.3.2 (stated: a split payment has a liability split, and the provider can be asked to pay).
struct GlopalSplit: Sendable, Equatable {
    var merchant: ExactDecimal
    var provider: ExactDecimal

    /// The sum of both shares; nil when it has no room.
    var sum: ExactDecimal? { try? merchant.adding(provider) }
}
