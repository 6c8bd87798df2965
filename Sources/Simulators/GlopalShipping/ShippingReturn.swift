/// A return that the service has authorised.
struct ShippingReturn: Sendable {
    let rmaNumber: String
    let login: String
    let reference: String
    let contents: [ShippingParcel.Content]
    /// The parcel on its way back, once processing has started.
    var shipment: Int?
}
