import AdapterKit
import Canonical

extension GlopalOrderDetails {
    /// What the document says, given the event that led to it; without an event all that it says.
    ///
    /// The current status decides, not the event's name: an `order.ready` may be stale (derived from the documents).
    /// - Throws: `TranslationProblem` when the return that the event is about is not in the document.
    func facts(about event: GlopalEvent?) throws(TranslationProblem) -> [IncomingFact] {
        if let event, event.isAboutReturn {
            // The event's id names a position in `returns` (found); both are compared as text, never as numbers.
            guard let entity = event.entityID, let item = order.returns.first(where: { $0.id == entity }) else {
                throw TranslationProblem(
                    code: "glopal.return-missing", pointer: "/returns",
                    message: "no return of the order has the id that the event names")
            }
            return [fact(about: item, at: event.occurredAt)]
        }
        let refunds = order.refunds.enumerated().map { index, refund in fact(about: refund, at: index) }
        let returns = event == nil ? order.returns.map { fact(about: $0, at: nil) } : []
        return statusFacts(about: event) + refunds + returns
    }

    private func statusFacts(about event: GlopalEvent?) -> [IncomingFact] {
        typealias Event = GlopalAssumptions.Event
        var facts: [IncomingFact] = []
        // Only a READY order becomes ACCEPTED (stated): one that was quicker than we are was ready all the same.
        let wasReady = event?.name == Event.ready && (status == .accepted || status == .completed)
        if wasReady { facts.append(statusFact(.orderReady, .ready, at: event?.occurredAt)) }
        switch status {
        case .received: facts.append(statusFact(.orderReceived, status, at: time(event, Event.received)))
        case .ready: facts.append(statusFact(.orderReady, status, at: time(event, Event.ready)))
        case .accepted: facts.append(statusFact(.orderAccepted, status, at: time(event, Event.accepted)))
        case .completed:
            if acceptance != nil { facts.append(statusFact(.orderAccepted, .accepted, at: nil)) }
            facts.append(statusFact(.orderCompleted, status, at: time(event, Event.completed)))
        case .cancelled:
            facts.append(statusFact(.orderCancelled, status, at: time(event, Event.cancelled)))
        case .other: facts.append(statusFact(.orderStatus, status, at: nil))
        }
        return facts
    }

    private func time(_ event: GlopalEvent?, _ name: String) -> Instant? {
        event?.name == name ? event?.occurredAt : nil
    }

    /// One fact per order and status, however many events tell it.
    private func statusFact(_ kind: FactKind, _ status: Status, at time: Instant?) -> IncomingFact {
        var content = FactContent()
        // An order that was cancelled before it was imported is known all the same; that it is cancelled keeps it from
        // being sent anywhere.
        content.order = order
        if kind == .orderCancelled { content.cancellation = cancellation ?? FactContent.Cancellation() }
        content.references = order.references
        if kind == .orderAccepted { content.acceptance = acceptance }
        if kind == .orderStatus { content.status = status.raw }
        return IncomingFact(
            kind: kind, subject: [subject], duplicateKey: Self.statusKey(orderID, status), occurredAt: time,
            content: content)
    }

    /// The duplicate key of a status, the same whether it is read or follows from an answer.
    static func statusKey(_ orderID: String, _ status: Status) -> String { "\(orderID):\(status.raw)" }

    private func fact(about refund: Refund, at index: Int) -> IncomingFact {
        var content = FactContent()
        content.refund = refund
        if let id = refund.id {
            content.references = [
                Reference(system: subject.system, scope: subject.scope, kind: .refund, value: id)
            ]
        }
        return IncomingFact(
            kind: .refundIssued, subject: [subject], duplicateKey: Self.refundKey(orderID, refund, index),
            occurredAt: refund.createdAt, content: content)
    }

    /// The duplicate key of a refund, the same whether it is read or answered.
    static func refundKey(_ orderID: String, _ refund: Refund, _ index: Int) -> String {
        "\(orderID):refund:\(refund.id ?? "#\(index)@\(refund.createdAt?.spelling ?? "")")"
    }

    private func fact(about item: Return, at time: Instant?) -> IncomingFact {
        var content = FactContent()
        content.return = item
        content.references = [
            Reference(system: subject.system, scope: subject.scope, kind: .return, value: item.id)
        ]
        if let rma = item.rma {
            content.references.append(
                Reference(system: subject.system, scope: subject.scope, kind: .return, value: rma, role: "rma"))
        }
        let state = item.state?.raw ?? ""
        let kind: FactKind
        switch item.state {
        case .known(.requested): kind = .returnRequested
        // A parcel that is registered with the carrier is an authorised return that moved on.
        case .known(.authorised), .known(.pending): kind = .returnAuthorized
        case .known(.cancelled): kind = .returnCancelled
        case .known(.delivered): kind = .returnReceived
        case .unknown, nil:
            kind = .orderStatus
            content.status = "return:\(state)"
        }
        return IncomingFact(
            kind: kind, subject: [subject], duplicateKey: "\(orderID):return:\(item.id):\(state)", occurredAt: time,
            content: content)
    }
}
