public import AdapterKit
public import Canonical

/// Asks where the parcels of orders under way are.
///
/// Source: tracking (found: the service pulls the carriers' news; that it pushes them is hinted at and not described).
extension GlopalShippingAdapter: Following {
    /// How often to ask.
    public var pollInterval: Duration { configuration.pollInterval }

    /// What an order has here as long as there is something to ask for.
    public var followedKind: Reference.Kind { .parcel }

    /// Asks about every parcel with an air waybill of the orders.
    ///
    /// An order or parcel that cannot be asked about is asked about in the next round; it does not hold up the others.
    /// - Throws: `ExchangeFailure` when nothing at all could be asked, `TranslationProblem` when we are not let in.
    public func poll(
        after cursor: String?, about orders: [Order], through exchange: any Exchange
    ) async throws -> PollPage {
        var messages: [PollPage.Message] = []
        var failure: (any Error)?
        for order in orders {
            do {
                messages += try await news(of: order, exchange)
            } catch {
                // Whoever is not let in once is not let in again in this round.
                if error is TranslationProblem { throw error }
                failure = failure ?? error
            }
        }
        if messages.isEmpty, let failure { throw failure }
        return PollPage(messages: messages, cursor: nil, hasMore: false)
    }

    /// One answer of tracking about one parcel.
    private struct Answer {
        var awb: String
        var wmsID: String?
        var raw: [UInt8]
        var envelope: GlopalShippingEnvelope
        var way: GlopalShippingWay
    }

    private func news(of order: Order, _ exchange: any Exchange) async throws -> [PollPage.Message] {
        var answers: [Answer] = []
        let parcels = names(of: order).parcels
        for (awb, wmsID) in parcels {
            let call = GlopalShippingCall.tracking(Name.awb, awb, configuration)
            let (response, sentAt) = try await send(call.request, through: exchange)
            switch GlopalShippingAnswer.judge(response, mayBeRepeated: true, sentAt: sentAt) {
            case .done(let envelope):
                guard let reader = trackedReaders(envelope).first else { continue }
                answers.append(
                    Answer(
                        awb: awb, wmsID: wmsID, raw: response.body, envelope: envelope, way: GlopalShippingWay(reader)))
            case .other(.rejected(let reason), _) where response.status == 401 || response.status == 403:
                throw TranslationProblem(code: reason.code, pointer: "", message: reason.message)
            case .other(.retry(let reason, let after), _):
                throw ExchangeFailure(effect: .none, message: "tracking: \(reason)", retryAfter: after)
            // A parcel that tracking does not know yet is no news: it begins with the close-out.
            case .other: continue
            }
        }
        return answers.compactMap { message($0, answers, isComplete: answers.count == parcels.count, of: order) }
    }

    /// The facts of one answer; nil when nothing happened to the parcel yet.
    private func message(
        _ answer: Answer, _ all: [Answer], isComplete: Bool, of order: Order
    ) -> PollPage.Message? {
        let (shipment, position) = place(answer, in: order)
        var facts = answer.way.news.map { fact(about: $0, answer, shipment, position, order) }
        if let arrival = arrival(of: answer, all, isComplete: isComplete, order) { facts.append(arrival) }
        guard !facts.isEmpty else { return nil }
        facts[0].content.residue = answer.envelope.reading.residue().map {
            Residue(adapter: id, pointer: $0.pointer.description, value: $0.text)
        }
        return PollPage.Message(
            raw: answer.raw, key: "\(answer.awb):\(Digest.sha256(answer.raw).prefix(16))", content: .success(facts))
    }

    /// The order's shipment that a parcel belongs to, and the parcel's position in it.
    private func place(_ answer: Answer, in order: Order) -> (Shipment?, Int?) {
        for shipment in order.shipments where shipment.direction != .known(.inbound) {
            let fulfillment = GlopalShippingParcels.fulfillmentID(of: shipment, key: "")
            let position = shipment.parcels.indices.first { position in
                let parcel = shipment.parcels[position]
                return parcel.trackingNumber == answer.awb
                    || answer.wmsID != nil
                        && GlopalShippingParcels.wmsID(of: parcel, at: position, in: fulfillment) == answer.wmsID
            }
            if let position { return (shipment, position) }
            if shipment.trackingNumber == answer.awb { return (shipment, nil) }
            if let id = shipment.id, id == answer.way.shipment.fulfillmentID { return (shipment, nil) }
        }
        return (nil, nil)
    }

    private func fact(
        about event: GlopalShippingWay.Event, _ answer: Answer, _ known: Shipment?, _ position: Int?, _ order: Order
    ) -> IncomingFact {
        var shipment = Shipment()
        shipment.id = known?.id
        shipment.carrier = answer.way.shipment.carrier
        shipment.status = event.code
        if let parcel = position.flatMap({ known?.parcels[$0] }),
            parcel.id != nil || parcel.trackingNumber == answer.awb
        {
            var news = Shipment.Parcel()
            news.id = parcel.id
            news.trackingNumber = answer.awb
            news.trackingURL = answer.way.shipment.trackingURL
            shipment.parcels = [news]
        } else if known?.parcels.isEmpty ?? true {
            shipment.trackingNumber = answer.awb
            shipment.trackingURL = answer.way.shipment.trackingURL
        }
        var content = FactContent()
        content.shipment = shipment
        let moment = event.happenedAt.map { ":\($0.spelling)" } ?? ""
        return IncomingFact(
            kind: .shipmentTracking, orderID: order.id, subject: [],
            duplicateKey: "tracking:\(answer.awb):\(event.code)\(moment)", occurredAt: event.happenedAt,
            content: content)
    }

    /// That a shipment arrived, which it has when all its parcels have.
    private func arrival(of answer: Answer, _ all: [Answer], isComplete: Bool, _ order: Order) -> IncomingFact? {
        let (known, _) = place(answer, in: order)
        let together = all.filter { place($0, in: order).0?.id == known?.id }
        let ends = together.compactMap(\.way.delivery)
        guard isComplete, !together.isEmpty, ends.count == together.count else { return nil }
        var shipment = Shipment()
        shipment.id = known?.id
        shipment.status = GlopalShippingAssumptions.deliveredStatus
        if known?.id == nil { shipment.trackingNumber = answer.awb }
        var content = FactContent()
        content.shipment = shipment
        return IncomingFact(
            kind: .shipmentDelivered, orderID: order.id, subject: [],
            duplicateKey: "delivered:\(known?.id ?? answer.awb):\(order.id.value)",
            occurredAt: ends.compactMap(\.happenedAt).max(), content: content)
    }
}
