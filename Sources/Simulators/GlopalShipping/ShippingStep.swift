/// A harmonised tracking code.
///
/// Source: contract B9 (assumed; the real codes are not published).
enum ShippingStep: String, Sendable, CaseIterable {
    case created
    case pickedUp = "picked_up"
    case inTransit = "in_transit"
    case customs
    case outForDelivery = "out_for_delivery"
    case delivered
    case exception
    case returned

    /// The usual way behind the close-out.
    static let route: [ShippingStep] = [.pickedUp, .inTransit, .customs, .outForDelivery, .delivered]

    var isFinal: Bool { self == .delivered || self == .returned }
    var isAbroad: Bool { [.customs, .outForDelivery, .delivered, .exception].contains(self) }

    var description: String {
        switch self {
        case .created: "Shipment registered"
        case .pickedUp: "Picked up by the carrier"
        case .inTransit: "On its way"
        case .customs: "Cleared by customs"
        case .outForDelivery: "Out for delivery"
        case .delivered: "Delivered"
        case .exception: "Delivery attempt failed"
        case .returned: "Returned to the sender"
        }
    }
}
