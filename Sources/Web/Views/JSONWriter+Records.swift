import Canonical
import Journal

/// The journal's records as the API shows them.
extension JSONWriter {
    mutating func value(_ summary: OrderSummary) {
        beginObject()
        field("id", summary.id.value)
        field("version", summary.version)
        field("origin", summary.origin)
        field("phase", summary.phase.rawValue)
        field("total", summary.total)
        field("createdAt", summary.createdAt)
        field("updatedAt", summary.updatedAt)
        object("links") { $0.field("self", PathText.order(summary.id.value)) }
        endObject()
    }

    mutating func value(_ delivery: DeliveryRecord, attempts: [AttemptRecord]? = nil) {
        beginObject()
        field("id", delivery.id.value)
        field("order", delivery.orderID.value)
        field("fact", delivery.factID.value)
        field("kind", delivery.kind.rawValue)
        field("target", delivery.target)
        field("operation", delivery.operation)
        field("route", delivery.route)
        field("state", delivery.state.rawValue)
        field("attempts", delivery.attempts)
        if delivery.state == .waiting || delivery.state == .inDoubt { field("dueAt", delivery.dueAt) }
        field("reason", delivery.reason)
        field("createdAt", delivery.createdAt)
        field("updatedAt", delivery.updatedAt)
        if let attempts { list("history", attempts) { $0.value($1) } }
        endObject()
    }

    mutating func value(_ attempt: AttemptRecord) {
        beginObject()
        field("number", attempt.number)
        field("request", attempt.request)
        field("requestSize", attempt.requestSize)
        field("startedAt", attempt.startedAt)
        field("finishedAt", attempt.finishedAt)
        field("status", attempt.status)
        field("outcome", attempt.outcome)
        field("reason", attempt.reason)
        endObject()
    }

    mutating func value(_ message: HeldMessage) {
        beginObject()
        field("id", message.id)
        field("adapter", message.adapter)
        field("key", message.key)
        field("size", message.size)
        field("reason", message.hold)
        field("receivedAt", message.receivedAt)
        endObject()
    }

    mutating func value(_ entry: Timeline.Entry) {
        beginObject()
        field("at", entry.at)
        field("what", entry.what)
        field("who", entry.who)
        field("text", entry.text)
        field("fact", entry.fact?.value)
        field("delivery", entry.delivery?.value)
        endObject()
    }

    mutating func value(_ books: Books) {
        beginObject()
        field("balanced", books.isBalanced)
        object("messages") {
            $0.field("accepted", books.messages)
            $0.field("translated", books.translatedMessages)
            $0.field("held", books.heldMessages)
            $0.field("closed", books.closedMessages)
        }
        field("facts", books.facts)
        field("orders", books.orders)
        object("deliveries") { writer in
            writer.field("promised", books.promisedDeliveries)
            writer.object("states") { writer in
                for state in DeliveryState.allCases {
                    writer.key(state.rawValue)
                    writer.int(books.deliveries[state] ?? 0)
                }
            }
        }
        field("differences", books.differences)
        endObject()
    }
}
