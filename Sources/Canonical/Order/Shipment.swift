/// Goods that left, or came back.
public struct Shipment: Sendable, Equatable {
    /// Which way the goods go.
    public enum Direction: String, Sendable, Hashable { case outbound, inbound }

    /// A quantity of one order line.
    public struct LineQuantity: Sendable, Equatable {
        /// The order line's id, when known.
        public var line: String?
        /// The SKU, when the line's id is not known.
        public var sku: String?
        /// The quantity in the line's unit.
        public var quantity: ExactDecimal
        /// The reason, in the source's word.
        public var reason: String?

        /// Creates a quantity of a line.
        public init(line: String? = nil, sku: String? = nil, quantity: ExactDecimal, reason: String? = nil) {
            self.line = line
            self.sku = sku
            self.quantity = quantity
            self.reason = reason
        }
    }

    /// One package.
    public struct Parcel: Sendable, Equatable {
        /// The parcel's id at its system.
        public var id: String?
        /// Carrier's tracking number.
        public var trackingNumber: String?
        /// Where the buyer can follow it.
        public var trackingURL: String?
        /// Contents.
        public var lines: [LineQuantity] = []
        /// Weight in grams.
        public var weight: ExactDecimal?
        /// Size in millimetres.
        public var dimensions: Line.Dimensions?
        /// Papers of this parcel.
        public var documents: [Document] = []

        /// Creates a parcel of which nothing is stated.
        public init() {}
    }

    /// Something that was not shipped as ordered.
    public struct Exception: Sendable, Equatable {
        /// What happened.
        public enum Kind: String, Sendable, Hashable {
            case outOfStock = "out-of-stock", later, cancelledOnRequest = "cancelled-on-request"
        }

        /// What happened.
        public var kind: CodeValue<Kind>
        /// To which quantity.
        public var line: LineQuantity

        /// Creates an exception for a quantity of a line.
        public init(kind: CodeValue<Kind>, line: LineQuantity) {
            self.kind = kind
            self.line = line
        }
    }

    /// The shipment's id at its system.
    public var id: String?
    /// Which way the goods go; outbound unless stated.
    public var direction: CodeValue<Direction> = .known(.outbound)
    /// The carrier's name or code.
    public var carrier: String?
    /// The carrier's service.
    public var service: String?
    /// Tracking number of the whole shipment.
    public var trackingNumber: String?
    /// Where the buyer can follow it.
    public var trackingURL: String?
    /// The tracking status, in the source's word.
    public var status: String?
    /// When it left.
    public var shippedAt: Instant?
    /// When it arrived.
    public var deliveredAt: Instant?
    /// Its packages.
    public var parcels: [Parcel] = []
    /// What was not shipped as ordered.
    public var exceptions: [Exception] = []

    /// Creates an outbound shipment of which nothing else is stated.
    public init() {}
}
