/// A name that parcels can be found by.
struct ShippingSelector: Sendable, Hashable {
    /// What the name is of.
    enum Kind: String, Sendable, CaseIterable {
        case shipment = "shipment_id"
        case awb
        case reference
        case wms = "wms_id"
        case fulfillment = "fulfillment_id"
        case pod
        case rma = "rma_number"
    }

    let kind: Kind
    let value: String
    let login: String

    init(_ kind: Kind, _ value: String, _ login: String) {
        self.kind = kind
        self.value = value
        self.login = login
    }
}
