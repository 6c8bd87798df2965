/// Goods on their way back.
public struct Return: Sendable, Equatable {
    /// How far the return is.
    public enum State: String, Sendable, Hashable { case requested, authorised, pending, delivered, cancelled }

    /// The return's id at its system; opaque.
    public var id: String
    /// Return merchandise authorisation number.
    public var rma: String?
    /// How far it is; unknown states are kept.
    public var state: CodeValue<State>?
    /// What comes back, with reasons.
    public var lines: [Shipment.LineQuantity] = []
    /// The carrier.
    public var carrier: String?
    /// Carrier's tracking number.
    public var trackingNumber: String?
    /// Where to follow it.
    public var trackingURL: String?
    /// When the buyer asked.
    public var requestedAt: Instant?

    /// Creates a return.
    public init(id: String) { self.id = id }
}
