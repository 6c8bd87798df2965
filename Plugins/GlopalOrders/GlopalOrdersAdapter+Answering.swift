public import AdapterKit
import Canonical

/// Answers `order.details` and `refund.quote`.
///
/// Both take the order that the gateway knows, or the parameter `order_id`; the quote also an `amount` in the order's
/// currency as `"50.00"` or `{"amount": "50.00", "currency": "EUR"}`, without which all that is left is quoted.
extension GlopalOrdersAdapter: Answering {
    /// Asks and answers as canonical JSON, money as text.
    ///
    /// - Throws: `QuestionFailure` with the refusal, or `ExchangeFailure`.
    public func answer(_ question: Question, through exchange: any Exchange) async throws -> Answer {
        guard let inquiry = Inquiry(rawValue: question.name) else {
            throw QuestionFailure(
                Reason(code: "question.unknown", message: "Glopal orders answer no \(question.name)"), status: 404)
        }
        let parameters = question.parameters?.document.root
        let orderID = try orderID(question, parameters)
        switch inquiry {
        case .details: return try await answerDetails(orderID, exchange)
        case .quote: return try await answerQuote(orderID, question.order, parameters?["amount"], exchange)
        }
    }

    private func orderID(_ question: Question, _ parameters: JSONNode?) throws(QuestionFailure) -> String {
        do {
            if let order = question.order { return try orderID(of: order) }
            if let id = parameters?["order_id"]?.stringValue {
                try checkPath(id, at: "/order_id")
                return id
            }
        } catch {
            throw QuestionFailure(Reason(code: error.code, message: error.message), status: 422)
        }
        throw QuestionFailure(
            Reason(code: "field.missing", message: "name the order, or give order_id"), status: 422)
    }

    private func answerDetails(_ orderID: String, _ exchange: any Exchange) async throws -> Answer {
        let response = try await exchange.send(detailsRequest(orderID))
        guard response.status == 200 else { throw Self.failure(response) }
        do {
            var writer = JSONWriter(capacity: 4_096)
            try translator.read(response.body).order.write(to: &writer)
            return Answer(json: GlopalOrderTranslator.validated(writer))
        } catch {
            throw QuestionFailure(Reason(code: error.code, message: "\(error)"), status: 502)
        }
    }

    private func answerQuote(
        _ orderID: String, _ order: Order?, _ amount: JSONNode?, _ exchange: any Exchange
    ) async throws -> Answer {
        let asked = try Self.amount(amount, order?.currencies[.customer])
        let response = try await quote(asked?.amount, orderID, exchange)
        guard response.status == 200 else { throw Self.failure(response) }
        // Without an order the quote's own word about its currency is all there is.
        let stated = (try? JSONDocument.parse(response.body))?.root[GlopalAssumptions.Reply.currency]?.stringValue
        guard let currency = order?.currencies[.customer] ?? asked?.currency ?? stated.flatMap({ Currency($0) }) else {
            throw QuestionFailure(
                Reason(code: "glopal.quote", message: "the quote names no currency"), status: 502)
        }
        do {
            return Answer(json: try GlopalRefundQuote(response.body, orderCurrency: currency).json)
        } catch {
            throw QuestionFailure(Reason(code: "glopal.quote", message: "\(error)"), status: 502)
        }
    }

    /// The asked amount; its currency, when given, has to be the order's.
    private static func amount(
        _ node: JSONNode?, _ currency: Currency?
    ) throws(QuestionFailure) -> (amount: ExactDecimal, currency: Currency?)? {
        guard let node, !node.isNull else { return nil }
        let plain = node.kind == .object ? node["amount"] : node
        let given = node["currency"]?.stringValue.flatMap { Currency($0) }
        guard let spelling = plain?.stringValue ?? plain?.numberSpelling, let amount = try? ExactDecimal(spelling),
            amount > 0
        else {
            throw QuestionFailure(
                Reason(code: "field.number", message: "amount has to be a number above zero"), status: 422)
        }
        if let given, let currency, given != currency {
            throw QuestionFailure(
                Reason(code: "money.currency", message: "refunds are in the order's currency, \(currency.code)"),
                status: 422)
        }
        return (amount, given)
    }

    private static func failure(_ response: WireResponse) -> QuestionFailure {
        let reason = GlopalAnswer.reason(response)
        switch response.status {
        case 404: return QuestionFailure(reason, status: 404)
        case 408, 429, 500...: return QuestionFailure(reason, status: 503)
        case 401, 403, ..<400: return QuestionFailure(reason, status: 502)
        default: return QuestionFailure(reason, status: 422)
        }
    }
}
