import AdapterKit
import Canonical

/// One entry of the provider's stream of events.
///
/// Source: Order API 2.3.2 (found: member names; derived: `event_id` is not sortable, the array's order decides).
struct GlopalEvent: Sendable, Equatable {
    /// Opaque; the cursor when it is the last one handled.
    var id: String
    /// An open set, see `GlopalAssumptions.Event`.
    var name: String
    /// The provider's order id, opaque while reading; nil when the event has none.
    var orderID: String?
    /// The id of the return that the event is about.
    var entityID: String?
    /// When it happened, UTC.
    var occurredAt: Instant?
    /// The event's own bytes.
    var raw: [UInt8]

    /// Reads an event; identity is strict, all else tolerant.
    ///
    /// - Throws: `JSONReadError` when the event has no id or no name.
    init(_ reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        id = try reader.string("event_id")
        name = try reader.string("event_name")
        guard !id.isEmpty else { throw reader.fail(.badValue, at: "event_id", "an event id is needed here") }
        orderID = reader.filledText("order_id")
        entityID = reader.filledText("entity_id")
        occurredAt = reader.moment("event_at")
        raw = Array(reader.node.rawBytes)
    }

    /// Whether the event is about a return and not about the order as a whole.
    var isAboutReturn: Bool { name.hasPrefix(GlopalAssumptions.Event.returnPrefix) }
}
