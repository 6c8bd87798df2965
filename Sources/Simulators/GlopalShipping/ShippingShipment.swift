/// A parcel as the service keeps it: an entity of its own, with its own landed cost.
struct ShippingShipment: Sendable {
    /// One thing that happened to the parcel.
    struct Event: Sendable, Equatable {
        let step: ShippingStep
        let country: String
        let at: Timestamp
    }

    let id: Int
    let login: String
    let reference: String
    let fulfillmentID: String?
    let wmsID: String?
    let pod: String?
    let rmaNumber: String?
    let parcelReference: String?
    let contents: [ShippingParcel.Content]
    let cost: ShippingCost
    let from: String
    let to: String
    var label: ShippingLabelFormat?
    /// The close-out that it is in.
    var closeout: String?
    /// When tracking began; nothing is tracked before.
    var activatedAt: Timestamp?
    var events: [Event] = []

    var isLabelled: Bool { label != nil }
    var carrier: String { ["US", "CA", "AU"].contains(to) ? "FedEx" : "DHL" }
    /// The carrier's number on the way to the buyer.
    var awb: String? { isLabelled ? "AWB\(9_800_000_000 + id)_1" : nil }
    /// The carrier's number on the way to the hub.
    var inboundAWB: String? { isLabelled ? "IN\(id)" : nil }
    var trackingURL: String? { awb.map { "https://test.xport.glopalservice.com/track/\($0)" } }
    var carrierTrackingURL: String? { awb.map { "https://\(carrier.lowercased()).example/track?awb=\($0)" } }

    /// What happened until that moment; by the clock only as long as nobody has told a step.
    func events(until now: Timestamp, pace: Duration?) -> [Event] {
        guard let pace, let activatedAt, events.count == 1 else { return events }
        var all = events
        var at = activatedAt
        for step in ShippingStep.route {
            at = at + pace
            guard at <= now else { break }
            all.append(event(step, at: at))
        }
        return all
    }

    func event(_ step: ShippingStep, at moment: Timestamp) -> Event {
        Event(step: step, country: step.isAbroad ? to : from, at: moment)
    }
}
