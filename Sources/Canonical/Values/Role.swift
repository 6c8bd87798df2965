/// The side of the order that an amount is stated for.
///
/// Amounts of two roles are never added to each other.
public enum Role: String, Sendable, Hashable, CaseIterable {
    /// The merchant's own books.
    case merchant
    /// What the buyer saw and paid.
    case customer
    /// What is paid out between provider and merchant.
    case settlement
    /// What is declared at the border.
    case customs
}
