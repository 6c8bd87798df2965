/// An external id: an opaque text in the name space of one system and store.
///
/// `007051` is not `7051`: values are compared byte for byte and never read as numbers.
public struct Reference: Sendable, Hashable {
    /// The kind of thing that the id names.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case order, internalOrder = "internal-order", number, cart, quote, line, shipment, parcel, payment, refund
        case `return`, document
    }

    /// The installed adapter's id whose system gave the id.
    public var system: String
    /// The store within the system, when ids are unique per store only.
    public var scope: String?
    /// The kind of thing named.
    public var kind: CodeValue<Kind>
    /// The id itself, opaque.
    public var value: String
    /// What the system uses the id for, in its own word.
    public var role: String?

    /// Creates a reference to a thing of a known kind.
    public init(system: String, scope: String? = nil, kind: Kind, value: String, role: String? = nil) {
        self.init(system: system, scope: scope, kind: .known(kind), value: value, role: role)
    }

    /// Creates a reference to a thing of any kind.
    public init(system: String, scope: String? = nil, kind: CodeValue<Kind>, value: String, role: String? = nil) {
        self.system = system
        self.scope = scope
        self.kind = kind
        self.value = value
        self.role = role
    }

    /// Whether this reference alone identifies one order at its system.
    ///
    /// Numbers printed for people are not identities: two stores may print the same one.
    public var identifiesOrder: Bool { kind == .known(.order) }
}
