extension Order {
    /// The order that its first fact makes.
    public static func started(by fact: Fact) -> Order {
        var order = Order(id: fact.orderID, origin: Origin(adapter: fact.origin, receivedAt: fact.receivedAt))
        order.apply(fact)
        return order
    }

    /// Folds one more fact into the order; every fact has a meaning in every state, so this never fails.
    ///
    /// The same facts in the same sequence give the same order on every machine. What an order has no place for stays in
    /// the fact: a request's members, and the residue of facts that carry no order.
    public mutating func apply(_ fact: Fact) {
        version += 1
        if let incoming = fact.content.order { adopt(incoming, from: fact) }
        merge(fact.content.references, of: fact.source)
        switch fact.kind {
        case .orderReceived, .orderChanged: advance(to: .received)
        case .orderReady: advance(to: .ready)
        case .orderAccepted: foldAcceptance(fact)
        case .orderRefused: end(as: .refused)
        case .orderCancelled: end(as: .cancelled)
        case .orderCompleted: axes.isCompleted = true
        case .orderStatus: keep(status: fact.content.status)
        case .paymentCaptured: foldCapture(fact.content.payment)
        case .shipmentDispatched: foldDispatch(fact)
        case .shipmentTracking: foldTracking(fact)
        case .shipmentDelivered: foldDelivery(fact)
        case .refundRequested: foldRefund(fact.content.refund, isIssued: false)
        case .refundIssued: foldRefund(fact.content.refund, isIssued: true)
        case .returnRequested: foldReturn(fact.content.return, axis: .requested, state: .requested)
        case .returnAuthorized: foldReturn(fact.content.return, axis: .authorised, state: .authorised)
        case .returnCancelled: foldReturn(fact.content.return, axis: .cancelled, state: .cancelled)
        case .returnReceived: foldReturn(fact.content.return, axis: .received, state: .delivered)
        case .documentsRequired: requireDocuments(fact.content.documents)
        case .documentsRequested: foldDocuments(fact.content.documents, state: .requested)
        case .documentsAvailable: provideDocuments(fact.content.documents)
        // What they ask for becomes true with the facts that answer them.
        case .editRequested, .replacementRequested, .productsUpdated, .operationTold: break
        }
    }

    /// Adds references that are not known yet; one without a system belongs to the system that says it.
    mutating func merge(_ incoming: [Reference], of source: String) {
        for var reference in incoming {
            if reference.system.isEmpty { reference.system = source }
            let known = references.firstIndex {
                $0.system == reference.system && $0.scope == reference.scope && $0.kind == reference.kind
                    && $0.value == reference.value
            }
            if let known {
                references[known].role = references[known].role ?? reference.role
            } else {
                references.append(reference)
            }
        }
    }

    /// Moves acceptance forward; a cancelled or refused order does not come back.
    mutating func advance(to next: Axes.Acceptance) {
        if Self.rank(.known(next)) > Self.rank(axes.acceptance) { axes.acceptance = .known(next) }
    }

    private static func rank(_ acceptance: CodeValue<Axes.Acceptance>) -> Int {
        switch acceptance {
        case .unknown: 0
        case .known(.received): 1
        case .known(.ready): 2
        case .known(.acceptSubmitted): 3
        case .known(.accepted): 4
        case .known(.refused): 5
        case .known(.cancelled): 6
        }
    }

    /// Where the origin confirms acceptances itself, another system's is submitted until it does.
    private mutating func foldAcceptance(_ fact: Fact) {
        let isFinal = fact.source == origin.adapter || !origin.confirmsAcceptance
        advance(to: isFinal ? .accepted : .acceptSubmitted)
        guard let acceptance = fact.content.acceptance else { return }
        addMerchantID(acceptance.orderID, kind: .order, of: fact.source)
        addMerchantID(acceptance.orderNumber, kind: .number, of: fact.source)
    }

    /// The adapter may have named the same id with a scope or a role already.
    private mutating func addMerchantID(_ value: String, kind: Reference.Kind, of source: String) {
        let isKnown = references.contains { $0.system == source && $0.kind == .known(kind) && $0.value == value }
        if !isKnown, !value.isEmpty { references.append(Reference(system: source, kind: kind, value: value)) }
    }

    /// An order that ended waits for no paper and ships nothing more.
    private mutating func end(as ending: Axes.Acceptance) {
        advance(to: ending)
        releaseDocuments()
        recount()
    }

    /// A status of the provider's own says more than nothing and less than an acceptance that we know.
    private mutating func keep(status: String?) {
        guard let status, Self.rank(axes.acceptance) == 0 else { return }
        axes.acceptance = .unknown(status)
    }
}
