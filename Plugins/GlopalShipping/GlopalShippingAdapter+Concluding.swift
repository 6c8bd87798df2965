import AdapterKit
import Canonical

/// What the answers of calls that worked bring.
extension GlopalShippingAdapter {
    typealias Name = GlopalShippingAssumptions.Name
    typealias Reply = GlopalShippingAssumptions.Reply

    /// The quote's id, which a later order is created from.
    ///
    /// A quote that refuses goods, or cannot be relied on, leaves no id: an order must not be created from it.
    func quoted(
        _ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery, _ screening: GlopalShippingScreening
    ) -> DeliveryResult {
        if let refusal = screening.refusal { return DeliveryResult(.rejected(refusal)) }
        let failed = envelope.failedMembers(of: Name.products)
        guard failed.isEmpty else { return DeliveryResult(.rejected(Self.refusal(failed))) }
        // What does not fit the order was refused by `prepare`.
        let options = try? GlopalShippingQuoteOptions(delivery.fact.content.request?.document.root, configuration)
        let gross = options.flatMap { $0.isReverse ? try? Self.gross(of: delivery.order, $0) : nil }
        if let problem = GlopalShippingLandedCost(envelope).problem(gross: gross) {
            return DeliveryResult(.rejected(problem))
        }
        guard let transaction = envelope.root.text(Name.transactionID) else {
            let reason = Reason(code: "glopal-shipping.quote", message: "the quote has no id to create an order from")
            return DeliveryResult(.rejected(reason))
        }
        return DeliveryResult(
            .confirmed,
            references: [
                Reference(system: id, kind: .quote, value: transaction, role: GlopalShippingNames.Role.quote)
            ])
    }

    /// The order's id at the service, and the reference that it goes by.
    ///
    /// An order whose goods are refused exists all the same, which is kept in mind: looked up it must not pass for a success.
    func created(
        _ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery, _ screening: GlopalShippingScreening
    ) -> DeliveryResult {
        let names = names(of: delivery.order)
        let order = envelope.root.group(Reply.order)
        var references = createdReferences(names, delivery)
        if let value = order?.text(Reply.orderID) { references.append(names.made(.order, value)) }
        if let value = order?.text(Name.transactionID), value != names.quote {
            references.append(names.made(.quote, value, role: "order"))
        }
        let failed = envelope.failedMembers(of: Name.products)
        let refusal = screening.refusal ?? (failed.isEmpty ? nil : Self.refusal(failed))
        guard let refusal else { return DeliveryResult(.confirmed, references: references) }
        return DeliveryResult(.rejected(refusal), references: references + [names.refusal(delivery.operation)])
    }

    /// The reference that the order was created with.
    func createdReferences(_ names: GlopalShippingNames, _ delivery: OutboundDelivery) -> [Reference] {
        // The reference was sent, so it was fit to be.
        guard let reference = try? names.reference(delivery.fact.content.acceptance) else { return [] }
        return [names.made(.internalOrder, reference, role: GlopalShippingNames.Role.orderReference)]
    }

    /// Labels, papers and air waybills of the parcels that got them; those that did not make the delivery fail.
    func labelled(
        _ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery, _ screening: GlopalShippingScreening
    ) -> DeliveryResult {
        // The parcels were sent, so they could be worked out.
        guard let parcels = try? parcels(of: delivery) else {
            return DeliveryResult(.unknown(GlopalShippingAnswer.protocolError))
        }
        let read = envelope.root.groups(Reply.shipments).map { GlopalShippingShipmentReading($0) }
        let isWhole = read.count == parcels.parcels.count
        // Without an id of the parcel its place tells which it is, if the answer has all of them.
        let made = read.enumerated().filter { !$0.element.hasFailed }
            .map { GlopalShippingScribe.Labelled(reading: $0.element, position: isWhole ? $0.offset : nil) }
        let names = names(of: delivery.order)
        var result = GlopalShippingScribe(names: names)
            .labelled(made, parcels, delivery, residue: residue(of: envelope))
        if screening.refusal != nil {
            result.references.append(names.refusal(delivery.operation, parcels.fulfillmentID))
        }
        let failed = envelope.failedMembers(of: Reply.shipments)
        if !failed.isEmpty {
            result.outcome = .rejected(Self.refusal(failed, of: read.count))
        } else if made.isEmpty || made.contains(where: { $0.reading.awb == nil }) {
            let reason = Reason(
                code: "glopal-shipping.no-label", message: "the service says that it worked and gives no air waybill")
            result.outcome = .rejected(reason)
        } else if !isWhole {
            let message = "\(parcels.parcels.count) parcels were announced, and the answer has \(read.count)"
            result.outcome = .rejected(Reason(code: "glopal-shipping.labels-differ", message: message))
        }
        return result
    }

    /// The manifest; parcels that were on one already are as good as closed.
    func closedOut(_ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery) -> DeliveryResult {
        let request = delivery.fact.content.request?.document.root
        if GlopalShippingEnvelope.flag(request?[Name.dryRun]) == true {
            let message = "the close-out was a dry run: nothing is on a manifest"
            return DeliveryResult(
                .confirmed, warnings: [Reason(code: "glopal-shipping.dry-run", message: message)])
        }
        let failed = envelope.failedMembers(of: Reply.parcels)
        let refused = failed.filter { member in
            !member.notices.contains { GlopalShippingAssumptions.meansClosedAlready($0.code) }
        }
        let isOpen = Set(refused.map(\.position))
        let scribe = GlopalShippingScribe(names: names(of: delivery.order))
        let total = envelope.root.node[Reply.parcels]?.count ?? 0
        var result = scribe.closedOut(envelope, delivery, refused: isOpen, residue: residue(of: envelope))
        if failed.count > refused.count {
            let message = "\(failed.count - refused.count) of the parcels were on a manifest already"
            result.warnings.append(Reason(code: "glopal-shipping.closed-already", message: message))
        }
        if !refused.isEmpty {
            result.outcome = .rejected(Self.refusal(refused, of: total))
            if refused.count == total { result.followUps = [] }
        }
        return result
    }

    /// The authorisation, with label and papers when the return begins at once.
    func authorized(_ envelope: GlopalShippingEnvelope, _ delivery: OutboundDelivery) -> DeliveryResult {
        // The return was sent, so it could be worked out.
        guard let item = try? GlopalShippingReturn(delivery) else {
            return DeliveryResult(.unknown(GlopalShippingAnswer.protocolError))
        }
        let scribe = GlopalShippingScribe(names: names(of: delivery.order))
        return scribe.authorized(envelope, item, delivery, residue: residue(of: envelope))
    }

    /// What of the answer nobody read, the bytes of labels and papers among it.
    private func residue(of envelope: GlopalShippingEnvelope) -> () -> [Residue] {
        let adapter = id
        return {
            envelope.reading.residue().map {
                Residue(adapter: adapter, pointer: $0.pointer.description, value: $0.text)
            }
        }
    }

    /// Why members of a batch failed.
    static func refusal(
        _ failed: [(position: Int, notices: [GlopalShippingEnvelope.Notice])], of total: Int? = nil
    ) -> Reason {
        let reason = GlopalShippingAnswer.refusal(failed.flatMap(\.notices))
        guard let total, failed.count < total else { return reason }
        let code = reason.code == "glopal-shipping.failed" ? "glopal-shipping.partly-failed" : reason.code
        return Reason(code: code, message: "\(failed.count) of \(total) failed, the others are done: \(reason.message)")
    }
}
