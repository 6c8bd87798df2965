public import AdapterKit
import Canonical

/// Answers what the service calculates, classifies, checks and tracks.
///
/// Each question takes an order, or the call's own members as parameters.
extension GlopalShippingAdapter: Answering {
    /// Asks and answers as canonical JSON, money as text.
    ///
    /// - Throws: `QuestionFailure` with the refusal, or `ExchangeFailure`.
    public func answer(_ question: Question, through exchange: any Exchange) async throws -> Answer {
        guard let inquiry = Inquiry(rawValue: question.name) else {
            throw QuestionFailure(
                Reason(code: "question.unknown", message: "Glopal shipping answers no \(question.name)"), status: 404)
        }
        if inquiry == .tracking { return try await answerTracking(question, exchange) }
        let call: GlopalShippingCall
        let gross: Money?
        do {
            let options = try GlopalShippingQuoteOptions(question.parameters?.document.root, configuration)
            call = try self.call(inquiry, question, options)
            gross = options.isReverse ? try Self.gross(of: question.order, options) : nil
        } catch {
            throw QuestionFailure(Reason(code: error.code, message: "\(error)"), status: 422)
        }
        let envelope = try await ask(call, exchange)
        switch inquiry {
        case .address: return Self.answer { Self.write(address: envelope, to: &$0) }
        default:
            let cost = GlopalShippingLandedCost(envelope)
            if let problem = cost.problem(gross: gross) { throw QuestionFailure(problem, status: 502) }
            return Self.answer { cost.write(to: &$0) }
        }
    }

    private func call(
        _ inquiry: Inquiry, _ question: Question, _ options: GlopalShippingQuoteOptions
    ) throws(TranslationProblem) -> GlopalShippingCall {
        typealias Endpoint = GlopalShippingAssumptions.Endpoint
        let endpoint: Endpoint =
            switch inquiry {
            case .landedCost, .tracking: .calculateOrder
            case .productCost: .calculateProduct
            case .classification: .classify
            case .prohibitions: .discoverProhibitions
            case .address: .addressCheck
            }
        guard let order = question.order else { return try plainCall(inquiry, endpoint, question.parameters) }
        switch inquiry {
        case .landedCost, .tracking:
            return try GlopalShippingCall.quote(order, configuration, options: options)
        case .productCost:
            return try GlopalShippingCall.quote(order, configuration, options: options, at: .calculateProduct)
        case .address:
            return GlopalShippingCall.addressCheck(
                try GlopalShippingAddress(consigneeOf: order), configuration)
        case .classification, .prohibitions:
            let goods = try GlopalShippingGoods(order)
            let country = inquiry == .prohibitions ? try GlopalShippingAddress(consigneeOf: order).country : nil
            return GlopalShippingCall(endpoint, configuration) { writer in
                if let country {
                    writer.field(Name.fromCountry, configuration.fromCountry)
                    writer.field(Name.toCountry, country)
                }
                goods.writeQuotedProducts(to: &writer)
            }
        }
    }

    /// A call with the members that the question brings, as they are.
    private func plainCall(
        _ inquiry: Inquiry, _ endpoint: GlopalShippingAssumptions.Endpoint, _ parameters: JSONText?
    ) throws(TranslationProblem) -> GlopalShippingCall {
        guard let members = parameters?.document.root, members.kind == .object, members.count > 0 else {
            throw TranslationProblem(
                code: "field.missing", pointer: "", message: "name the order, or give the call's own members")
        }
        return GlopalShippingCall(endpoint, configuration) { writer in
            if members[Name.fromCountry] == nil, inquiry != .address, inquiry != .classification {
                writer.field(Name.fromCountry, configuration.fromCountry)
            }
            for member in members.members {
                writer.key(member.key)
                writer.raw(member.value)
            }
        }
    }

    /// What the goods cost with everything in it, for a calculation in reverse.
    static func gross(
        of order: Order?, _ options: GlopalShippingQuoteOptions
    ) throws(TranslationProblem) -> Money? {
        guard let order else { return nil }
        let goods = try GlopalShippingGoods(order)
        let shipping =
            options.shipping ?? goods.amount(order.totals.stated.shipping) ?? goods.amount(
                order.totals.computed.shipping) ?? .zero
        do {
            var sum = shipping
            for item in goods.items {
                sum = try sum.adding(item.declaredValue.multiplied(by: ExactDecimal(item.quantity)))
            }
            return Money(sum, goods.currency)
        } catch {
            throw TranslationProblem(code: "money.arithmetic", pointer: "/lines", message: "\(error)")
        }
    }

    private func ask(_ call: GlopalShippingCall, _ exchange: any Exchange) async throws -> GlopalShippingEnvelope {
        let (response, sentAt) = try await send(call.request, through: exchange)
        switch GlopalShippingAnswer.judge(response, mayBeRepeated: true, sentAt: sentAt) {
        case .done(let envelope): return envelope
        case .other(let outcome, let envelope):
            // Whether an address is good is the question; that it is not is an answer.
            if call.endpoint == .addressCheck, case .rejected = outcome, let envelope, envelope.hasFailed,
                (200..<300).contains(response.status)
            {
                return envelope
            }
            throw Self.failure(outcome, response.status)
        }
    }

    private static func failure(_ outcome: Outcome, _ status: Int) -> QuestionFailure {
        switch outcome {
        case .rejected(let reason):
            let isOurs = [401, 403, 404, 405].contains(status) || (300..<400).contains(status)
            return QuestionFailure(reason, status: isOurs ? 502 : 422)
        case .retry(let reason, _): return QuestionFailure(reason, status: 503)
        case .unknown(let reason): return QuestionFailure(reason, status: 502)
        case .confirmed: return QuestionFailure(GlopalShippingAnswer.protocolError, status: 502)
        }
    }

    private static func write(address envelope: GlopalShippingEnvelope, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("isAccepted")
            writer.bool(!envelope.hasFailed)
            writer.field("addressId", envelope.root.text(Reply.addressID))
            for (name, notices) in [("errors", envelope.errors), ("warnings", envelope.warnings)]
            where !notices.isEmpty {
                writer.key(name)
                writer.array { writer in
                    for notice in notices {
                        writer.object { writer in
                            writer.field("code", notice.code)
                            writer.field("field", notice.field)
                        }
                    }
                }
            }
        }
    }

    /// Where the order's parcels are, or whatever one selector names.
    private func answerTracking(_ question: Question, _ exchange: any Exchange) async throws -> Answer {
        let parameters = question.parameters?.document.root
        let selectors = [
            Name.awb, Name.shipmentID, Name.reference, Name.wmsID, Name.fulfillmentID, Name.rmaNumber,
        ]
        var asked = selectors.compactMap { name in
            (parameters?[name]?.stringValue ?? parameters?[name]?.numberSpelling).map { (name, $0) }
        }
        if asked.isEmpty, let order = question.order {
            let names = names(of: order)
            asked = names.parcels.map { (Name.awb, $0.awb) }
            // An order without a label is found by its reference.
            if asked.isEmpty, let reference = try? names.reference(nil) { asked = [(Name.reference, reference)] }
        }
        guard !asked.isEmpty else {
            throw QuestionFailure(
                Reason(code: "field.missing", message: "name the order, or give awb, reference, wms_id or another id"),
                status: 422)
        }
        var ways: [GlopalShippingWay] = []
        for (selector, value) in asked {
            switch try await sight(selector, value, exchange) {
            case .found(let envelope): ways += trackedReaders(envelope).map { GlopalShippingWay($0) }
            case .absent:
                throw QuestionFailure(
                    Reason(code: "glopal-shipping.not-found", message: "the service knows no such \(selector)"),
                    status: 404)
            case .unclear(let reason): throw QuestionFailure(reason, status: 502)
            }
        }
        return Self.answer { writer in
            writer.object { writer in
                writer.key("shipments")
                writer.array { writer in for way in ways { way.write(to: &writer) } }
            }
        }
    }

    private static func answer(_ content: (inout JSONWriter) -> Void) -> Answer {
        var writer = JSONWriter(capacity: 2_048)
        content(&writer)
        do {
            return Answer(json: try JSONText(validating: writer.bytes))
        } catch {
            preconditionFailure("our own JSON is not valid: \(error)")
        }
    }
}
