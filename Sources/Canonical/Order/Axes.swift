/// The independent dimensions of an order's state.
public struct Axes: Sendable, Equatable {
    /// Whether provider and merchant agree that the order stands.
    public enum Acceptance: String, Sendable, Hashable {
        case received, ready, acceptSubmitted = "accept-submitted", accepted, refused, cancelled
    }
    /// How far the money is.
    public enum PaymentState: String, Sendable, Hashable {
        case none, pending, authorised, captured, partRefunded = "part-refunded", refunded, voided, disputed
    }
    /// How far the goods are.
    public enum Fulfilment: String, Sendable, Hashable {
        case none, partShipped = "part-shipped", shipped, delivered, returned
    }
    /// How far a return is.
    public enum ReturnState: String, Sendable, Hashable { case none, requested, authorised, received, cancelled }
    /// Whether a paper or a check is missing.
    public enum Compliance: String, Sendable, Hashable { case clear, documentsRequired = "documents-required", blocked }

    /// Acceptance; a provider's status without a meaning of ours is kept.
    public var acceptance: CodeValue<Acceptance> = .unknown("")
    /// Payment.
    public var payment: CodeValue<PaymentState> = .known(.none)
    /// Fulfilment.
    public var fulfilment: CodeValue<Fulfilment> = .known(.none)
    /// Return.
    public var `return`: CodeValue<ReturnState> = .known(.none)
    /// Compliance.
    public var compliance: CodeValue<Compliance> = .known(.clear)
    /// Whether the provider declared the order's processing finished.
    public var isCompleted = false

    /// Creates the axes of an order that nothing is known about.
    public init() {}
}
