import AdapterKit
import Canonical

/// A parcel's way so far.
///
/// Source: tracking (found: carriers' news are harmonised; the members of an event are assumed).
struct GlopalShippingWay {
    /// One thing that happened on the way.
    struct Event: Equatable {
        /// Harmonised; an open set.
        var code: String
        var happenedAt: Instant?
    }

    let shipment: GlopalShippingShipmentReading
    /// The service's own word for where the parcel is.
    let status: String?
    let events: [Event]

    /// Reads a shipment of a tracking answer.
    init(_ reader: JSONReader) {
        typealias Reply = GlopalShippingAssumptions.Reply
        shipment = GlopalShippingShipmentReading(reader)
        status = reader.text(Reply.status)
        events = reader.groups(Reply.events).compactMap { event in
            guard let code = event.text(Reply.code) else { return nil }
            return Event(code: code, happenedAt: event.moment(Reply.eventAt))
        }
    }

    /// Whether the parcel arrived, and when.
    var delivery: Event? {
        let word = GlopalShippingAssumptions.deliveredStatus
        return events.last { $0.code == word } ?? (status == word ? Event(code: word, happenedAt: nil) : nil)
    }

    /// What is worth telling: each event, else the status when it says more than that the parcel exists.
    var news: [Event] {
        let told = events.filter { !GlopalShippingAssumptions.silentStatuses.contains($0.code) }
        guard told.isEmpty, let status, !GlopalShippingAssumptions.silentStatuses.contains(status) else { return told }
        return [Event(code: status, happenedAt: nil)]
    }

    /// Writes the way in canonical form.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("fulfillmentId", shipment.fulfillmentID)
            writer.field("trackingNumber", shipment.awb)
            writer.field("carrier", shipment.carrier)
            writer.field("trackingUrl", shipment.trackingURL)
            writer.field("status", status ?? events.last?.code)
            writer.key("events")
            writer.array { writer in
                for event in events {
                    writer.object { writer in
                        writer.field("code", event.code)
                        writer.field("at", event.happenedAt?.spelling)
                    }
                }
            }
        }
    }
}
