/// The people and places of an order.
public struct Parties: Sendable, Equatable {
    /// Who bought.
    public var buyer: Party?
    /// Who is billed.
    public var billTo: Party?
    /// Who receives.
    public var shipTo: Party?
    /// The hub or forwarder that the merchant ships to instead.
    public var hub: Party?
    /// Who imports.
    public var importer: Party?
    /// Who exports.
    public var exporter: Party?

    /// Creates parties of which none is stated.
    public init() {}
}
