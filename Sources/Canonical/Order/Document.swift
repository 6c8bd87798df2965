/// A paper that belongs to an order, shipment or parcel.
public struct Document: Sendable, Equatable {
    /// How far the paper is.
    public enum State: String, Sendable, Hashable { case required, requested, available }

    /// What the paper is, in the source's word.
    public var kind: String
    /// How far it is.
    public var state: CodeValue<State>
    /// Its file format (`pdf`, `zpl`, …).
    public var format: String?
    /// Where it can be fetched.
    public var url: String?
    /// The name of its stored content, when the gateway holds it.
    public var contentHash: String?
    /// Size of the stored content in bytes.
    public var size: Int?
    /// The document's id at its system.
    public var reference: String?

    /// Creates a document.
    public init(kind: String, state: CodeValue<State>) {
        self.kind = kind
        self.state = state
    }
}
