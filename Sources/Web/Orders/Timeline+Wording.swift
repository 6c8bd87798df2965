import Canonical
import Journal

extension Timeline {
    static func entry(_ fact: Fact) -> Entry {
        Entry(
            at: fact.receivedAt, what: fact.kind.rawValue, who: fact.source, text: sentence(about: fact), fact: fact.id)
    }

    static func entry(_ note: TimelineNote) -> Entry {
        Entry(at: note.at, what: note.code, who: note.actor, text: note.message)
    }

    static func entries(of trip: Trip) -> [Entry] {
        let delivery = trip.delivery
        let sentence =
            "\(delivery.kind.rawValue) goes to \(delivery.target) as \(delivery.operation), by route \(delivery.route)"
        let begun = Entry(
            at: delivery.createdAt, what: "delivery.created", who: "gateway", text: sentence, delivery: delivery.id)
        return [begun] + trip.attempts.map { entry($0, of: delivery) } + state(of: delivery)
    }

    private static func entry(_ attempt: AttemptRecord, of delivery: DeliveryRecord) -> Entry {
        var text = "attempt \(attempt.number): \(attempt.request), \(attempt.requestSize) bytes"
        if let status = attempt.status { text += "; answered \(status)" }
        if let finished = attempt.finishedAt {
            text += " after \((finished.microseconds - attempt.startedAt.microseconds) / 1_000) ms"
        }
        if let reason = attempt.reason { text += "; \(reason.message)" }
        return Entry(
            at: attempt.startedAt, what: "attempt.\(attempt.outcome ?? "sending")", who: delivery.target, text: text,
            delivery: delivery.id)
    }

    /// The state, where no attempt tells it already.
    private static func state(of delivery: DeliveryRecord) -> [Entry] {
        switch delivery.state {
        case .waiting, .sending, .confirmed, .inDoubt: []
        case .held, .needsAttention, .closed, .superseded:
            [
                Entry(
                    at: delivery.updatedAt, what: "delivery.\(delivery.state.rawValue)", who: delivery.target,
                    text: delivery.reason.map { "\($0.code): \($0.message)" } ?? delivery.operation,
                    delivery: delivery.id)
            ]
        }
    }

    private static func sentence(about fact: Fact) -> String {
        let content = fact.content
        var parts: [String] = []
        if let acceptance = content.acceptance {
            parts.append("accepted as \(acceptance.orderID), number \(acceptance.orderNumber)")
        }
        if let reason = content.cancellation?.reason { parts.append("reason \(reason)") }
        if let status = content.status {
            parts.append(fact.kind == .operationTold ? "told \(status)" : "status \(status)")
        }
        if let shipment = content.shipment { parts.append(words(of: shipment)) }
        parts += content.documents.map { words(of: $0) }
        for reference in content.references {
            parts.append("\(reference.kind.raw) \(reference.value) at \(reference.system)")
        }
        if let occurredAt = fact.occurredAt { parts.append("happened at \(occurredAt.rfc3339)") }
        let said = "\(fact.source) stated \(fact.kind.rawValue)"
        return parts.isEmpty ? said : "\(said): \(parts.joined(separator: "; "))"
    }

    /// `DHL parcel JD014600001, parcel JD014600002, in_transit`.
    private static func words(of shipment: Shipment) -> String {
        var numbers = shipment.parcels.compactMap { parcel in
            (parcel.trackingNumber ?? parcel.id).map { "parcel \($0)" }
        }
        if numbers.isEmpty, let number = shipment.trackingNumber { numbers = ["parcel \(number)"] }
        if numbers.isEmpty { numbers = ["shipment" + (shipment.id.map { " \($0)" } ?? "")] }
        if let carrier = shipment.carrier { numbers[0] = "\(carrier) \(numbers[0])" }
        if let status = shipment.status { numbers.append(status) }
        return numbers.joined(separator: ", ")
    }

    /// `label PDF of 1204 bytes, sha256 1f0e…`.
    private static func words(of document: Document) -> String {
        var text = document.kind
        if let format = document.format { text += " \(format)" }
        if let size = document.size { text += " of \(size) bytes" }
        // As much of the hash as tells two papers apart at a glance; `order show` has all of it.
        if let hash = document.contentHash { text += ", sha256 \(hash.suffix(64).prefix(12))" }
        return text
    }
}
