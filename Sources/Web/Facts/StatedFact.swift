import Canonical
import HTTPTypes

/// A fact as a caller of the canonical API states it (CloudEvents 1.0.2).
struct StatedFact: Sendable {
    /// The installed adapter whose system says it.
    var source: String
    var kind: FactKind
    /// Our order id.
    var subject: OrderID?
    var occurredAt: Instant?
    /// What tells a repetition from a new statement, unless the request has a key of its own.
    var duplicateKey: String
    var traceparent: String?
    var content: FactContent
    /// The envelope with its data: what is stored, and compared with a repetition.
    var raw: [UInt8]

    /// External ids that identify the order.
    var names: [Reference] {
        (content.references + (content.order?.references ?? [])).filter(\.identifiesOrder)
    }

    /// References without a system belong to the system that states the fact.
    mutating func nameReferences() {
        Self.fill(&content.references, source)
        guard content.order != nil else { return }
        fillOrder()
    }

    private mutating func fillOrder() {
        guard var order = content.order else { return }
        // Taken out while it changes, so that its arrays are not copied.
        content.order = nil
        Self.fill(&order.references, source)
        for position in order.lines.indices where !order.lines[position].references.isEmpty {
            Self.fill(&order.lines[position].references, source)
        }
        for position in order.links.indices where order.links[position].reference.system.isEmpty {
            order.links[position].reference.system = source
        }
        content.order = order
    }

    private static func fill(_ references: inout [Reference], _ system: String) {
        for position in references.indices where references[position].system.isEmpty {
            references[position].system = system
        }
    }
}

extension FactKind {
    /// Whether a caller may state it; that somebody told a system something is for the gateway to record.
    var canBeStated: Bool { self != .operationTold }
}
