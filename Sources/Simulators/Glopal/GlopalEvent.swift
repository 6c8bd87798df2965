/// One entry of a store's stream of events.
///
/// Source: contract A4 (found: F1, F3; the names beyond those are assumed there).
package struct GlopalEvent: Sendable, Equatable {
    /// An opaque id: 16 upper-case letters and digits in no order.
    package let id: String
    /// What happened, as `order.ready`.
    package let name: String
    /// When, UTC.
    package let at: Timestamp
    /// The order it happened to.
    package let orderID: String
    /// The merchant's ids as they were then.
    package let external: GlopalOrder.External?
    /// The return request of a `return.*` event.
    package let entityID: String?

    func document(_ absence: GlopalAbsence) -> Document {
        var members: [Document.Member] = [
            .init("event_id", .text(id)), .init("event_name", .text(name)), .init("event_at", .text(at.text)),
            .init("order_id", .text(orderID)),
        ]
        external.member(absence).map { members.append($0) }
        members.append(.init("entity_id", Document(entityID)))
        return .object(members)
    }
}
