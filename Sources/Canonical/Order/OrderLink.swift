/// A tie from one order to another.
public struct OrderLink: Sendable, Equatable {
    /// What this order is to the other.
    public enum Kind: String, Sendable, Hashable { case replaces, splitOf = "split-of", mergedInto = "merged-into" }

    /// What this order is to the other.
    public var kind: CodeValue<Kind>
    /// The other order, named by an external id.
    public var reference: Reference

    /// Creates a tie to an order that another system's id names.
    public init(kind: CodeValue<Kind>, reference: Reference) {
        self.kind = kind
        self.reference = reference
    }
}
