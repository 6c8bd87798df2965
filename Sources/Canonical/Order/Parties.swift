/// The people and places of an order.
public struct Parties: Sendable, Equatable {
    /// Who bought.
    @Boxed public var buyer: Party?
    /// Who is billed.
    @Boxed public var billTo: Party?
    /// Who receives.
    @Boxed public var shipTo: Party?
    /// The hub or forwarder that the merchant ships to instead.
    @Boxed public var hub: Party?
    /// Who imports.
    @Boxed public var importer: Party?
    /// Who exports.
    @Boxed public var exporter: Party?

    /// Creates parties of which none is stated.
    public init() {}
}
