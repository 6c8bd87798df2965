/// Where an order stands.
///
/// Source: contract A3 (stated).
package enum GlopalOrderStatus: String, Sendable {
    /// The checkout is completed; payment and screening are open.
    case received = "RECEIVED"
    /// Payment and screening have passed.
    case ready = "READY"
    /// The merchant's ids are attached.
    case accepted = "ACCEPTED"
    /// Processing has ended.
    case completed = "COMPLETED"
    /// Cancelled by either side; terminal.
    case cancelled = "CANCELLED"
}
