/// Parcels handed over together.
struct ShippingCloseout: Sendable {
    let id: String
    let login: String
    let podReference: String?
    let shipments: [Int]
    /// When the manifest is there; tracking begins then.
    let dueAt: Timestamp
    var isDone = false
}
