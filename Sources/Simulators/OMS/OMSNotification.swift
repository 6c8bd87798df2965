/// What became of something the OMS told the gateway.
package struct OMSNotification: Sendable, Equatable {
    /// The OMS's id of the event, the header `webhook-id`.
    package let event: String
    /// Whether the gateway took it.
    package let isDelivered: Bool
    /// The HTTP status code of the last answer; none when there was no answer.
    package let status: Int?
    /// How often it was tried.
    package let attempts: Int

    var document: Document {
        [
            "event": .text(event), "delivered": .bool(isDelivered),
            "status": status.map { Document($0) } ?? nil, "attempts": Document(attempts),
        ]
    }
}
