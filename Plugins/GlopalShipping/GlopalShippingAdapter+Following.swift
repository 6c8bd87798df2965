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

    /// Asks about every parcel under way with an air waybill of the orders.
    ///
    /// An order or parcel that cannot be asked about is asked about in the next round and does not hold up the others. Who
    /// is not let in, or asked to slow down, asks no further in this round; what was gathered until then is kept.
    /// - Throws: `ExchangeFailure` when nothing could be asked, `TranslationProblem` when we are not let in.
    public func poll(
        after cursor: String?, about orders: [Order], through exchange: any Exchange
    ) async throws -> PollPage {
        var round = Round()
        for order in orders where !round.isOver {
            let news = try await news(of: order, exchange, &round)
            round.messages += news
        }
        if round.messages.isEmpty, let failure = round.failure { throw failure }
        return PollPage(messages: round.messages, cursor: nil, hasMore: false)
    }

    /// What one round of questions has brought so far.
    private struct Round {
        var messages: [PollPage.Message] = []
        /// The first thing that went wrong, else what ended the round.
        var failure: (any Error)?
        /// Whether further questions would fare as the last one did.
        var isOver = false
    }

    /// One answer of tracking about one parcel.
    private struct Answer {
        var parcel: FollowedParcel
        var raw: [UInt8]
        var envelope: GlopalShippingEnvelope
        var way: GlopalShippingWay
    }

    /// What became of the question about one parcel.
    private enum Asked {
        case answered(Answer)
        /// Tracking does not know it yet, which is no news: it begins with the close-out.
        case unknown
        /// A person has to see it; told once by its key.
        case unreadable(PollPage.Message)
    }

    private func news(
        of order: Order, _ exchange: any Exchange, _ round: inout Round
    ) async throws -> [PollPage.Message] {
        var answers: [Answer] = []
        var messages: [PollPage.Message] = []
        let parcels = FollowedParcel.all(names(of: order))
        for parcel in parcels where parcel.isUnderWay(at: exchange.now, order) && !round.isOver {
            do {
                switch try await ask(about: parcel, exchange) {
                case .answered(let answer):
                    answers.append(answer)
                    if let message = message(answer, of: order) { messages.append(message) }
                case .unknown: break
                case .unreadable(let message): messages.append(message)
                }
            } catch let end as RoundEnd {
                round.failure = end.cause
                round.isOver = true
            } catch {
                // Whatever is the matter, the next order is asked about; this one's gathered news are kept.
                round.failure = round.failure ?? error
                break
            }
        }
        return messages + arrivals(answers, parcels, of: order)
    }

    /// Why a round ends before all was asked.
    private struct RoundEnd: Error {
        var cause: any Error
    }

    private func ask(about parcel: FollowedParcel, _ exchange: any Exchange) async throws -> Asked {
        let call = GlopalShippingCall.tracking(Name.awb, parcel.awb, configuration)
        let (response, sentAt) = try await send(call.request, through: exchange)
        switch GlopalShippingAnswer.judge(response, mayBeRepeated: true, sentAt: sentAt) {
        case .done(let envelope):
            guard let reader = trackedReaders(envelope).first else {
                return unreadable(GlopalShippingAnswer.protocolError, parcel, response)
            }
            return .answered(
                Answer(parcel: parcel, raw: response.body, envelope: envelope, way: GlopalShippingWay(reader)))
        case .other(.retry(let reason, let after), _):
            let failure = ExchangeFailure(effect: .none, message: "tracking: \(reason)", retryAfter: after)
            if response.status == 429 { throw RoundEnd(cause: failure) }
            throw failure
        case .other(.rejected(let reason), let envelope):
            if response.status == 401 || response.status == 403 {
                throw RoundEnd(cause: TranslationProblem(code: reason.code, pointer: "", message: reason.message))
            }
            if Self.saysAbsent(envelope, response.status) { return .unknown }
            guard (200..<300).contains(response.status) else {
                throw TranslationProblem(code: reason.code, pointer: "", message: reason.message)
            }
            return unreadable(reason, parcel, response)
        case .other(.unknown(let reason), _): return unreadable(reason, parcel, response)
        case .other(.confirmed, _): return unreadable(GlopalShippingAnswer.protocolError, parcel, response)
        }
    }

    /// An answer that brings no news and ought to: held once for each parcel and reason.
    private func unreadable(_ reason: Reason, _ parcel: FollowedParcel, _ response: WireResponse) -> Asked {
        let problem = TranslationProblem(code: reason.code, pointer: "", message: reason.message)
        return .unreadable(
            PollPage.Message(
                raw: response.body, key: "unreadable:\(parcel.awb):\(reason.code)", content: .failure(problem)))
    }

    /// The facts of one answer; nil when nothing happened to the parcel yet.
    private func message(_ answer: Answer, of order: Order) -> PollPage.Message? {
        var facts = answer.way.news.compactMap { fact(about: $0, answer, order) }
        guard !facts.isEmpty else { return nil }
        facts[0].content.residue = answer.envelope.reading.residue().map {
            Residue(adapter: id, pointer: $0.pointer.description, value: $0.text)
        }
        return PollPage.Message(
            raw: answer.raw, key: "\(answer.parcel.awb):\(Digest.sha256(answer.raw).prefix(16))",
            content: .success(facts))
    }

    private func fact(
        about event: GlopalShippingWay.Event, _ answer: Answer, _ order: Order
    ) -> IncomingFact? {
        let known = answer.parcel.shipment
        // News that would be added as another shipment are not told.
        guard var shipment = known.map({ $0.anchor(in: order) }) ?? Shipment() else { return nil }
        shipment.carrier = answer.way.shipment.carrier
        shipment.status = event.code
        if let parcel = answer.parcel.position.flatMap({ known?.parcels[$0] }),
            parcel.id != nil || parcel.trackingNumber == answer.parcel.awb
        {
            var news = Shipment.Parcel()
            news.id = parcel.id
            news.trackingNumber = answer.parcel.awb
            news.trackingURL = answer.way.shipment.trackingURL
            if known?.id != nil { shipment.parcels = [news] }
        } else if known == nil || known?.id != nil && known?.parcels.isEmpty == true {
            shipment.trackingNumber = answer.parcel.awb
            shipment.trackingURL = answer.way.shipment.trackingURL
        }
        var content = FactContent()
        content.shipment = shipment
        let moment = event.happenedAt.map { ":\($0.spelling)" } ?? ""
        return IncomingFact(
            kind: .shipmentTracking, orderID: order.id, subject: [],
            duplicateKey: "tracking:\(answer.parcel.awb):\(event.code)\(moment)", occurredAt: event.happenedAt,
            content: content)
    }

    /// That shipments arrived, which they have when all their parcels have; each a message of its own.
    ///
    /// The answer that completes a shipment may be known already, or belong to a parcel that has no news: an arrival that
    /// came with it would be lost, or stored twice. So its key is that of its fact.
    private func arrivals(
        _ answers: [Answer], _ parcels: [FollowedParcel], of order: Order
    ) -> [PollPage.Message] {
        var messages: [PollPage.Message] = []
        for (position, group) in FollowedParcel.grouped(parcels) {
            let known = position.map { order.shipments[$0] }
            let mine = answers.filter { answer in group.contains { $0.awb == answer.parcel.awb } }
            let ends = mine.compactMap { answer in answer.way.delivery.map { (answer, $0) } }
            guard ends.count == group.count, FollowedParcel.covers(group, known),
                let last = ends.max(by: { ($0.1.happenedAt?.microseconds ?? 0) < ($1.1.happenedAt?.microseconds ?? 0) }
                ),
                var shipment = known.map({ $0.anchor(in: order) }) ?? Shipment()
            else { continue }
            shipment.status = GlopalShippingAssumptions.deliveredStatus
            if known == nil { shipment.trackingNumber = group[0].awb }
            var content = FactContent()
            content.shipment = shipment
            let key = "delivered:\(known?.id ?? group[0].awb):\(order.id.value)"
            let fact = IncomingFact(
                kind: .shipmentDelivered, orderID: order.id, subject: [], duplicateKey: key,
                occurredAt: last.1.happenedAt, content: content)
            messages.append(PollPage.Message(raw: last.0.raw, key: key, content: .success([fact])))
        }
        return messages
    }
}
