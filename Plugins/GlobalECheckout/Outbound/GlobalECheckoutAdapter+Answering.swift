public import AdapterKit
import Canonical

/// Answers `order.details`, `edit.quote`, `shipping.documents` and `tracking`.
///
/// All take the order that the gateway knows, or the parameter `OrderId`; a quote takes the members of Edit Order.
extension GlobalECheckoutAdapter: Answering {
    /// Asks and answers as canonical JSON, money as text.
    ///
    /// - Throws: `QuestionFailure` with the refusal, or `ExchangeFailure`.
    public func answer(_ question: Question, through exchange: any Exchange) async throws -> Answer {
        guard let inquiry = GlobalEInquiry(rawValue: question.name) else {
            throw QuestionFailure(
                Reason(code: "question.unknown", message: "Global-e answers no \(question.name)"), status: 404)
        }
        let parameters = question.parameters?.document.root
        let known = question.order?.globalEOrderID(at: id)
        guard let orderID = known ?? parameters?.filled("OrderId", "order_id") else {
            throw QuestionFailure(
                Reason(code: "field.missing", message: "name an order that Global-e has, or give OrderId"), status: 422)
        }
        switch inquiry {
        case .orderDetails: return try answer(with: try await details(orderID, exchange))
        case .editQuote: return try await quote(question, orderID, exchange)
        case .shippingDocuments: return try await documents(orderID, exchange)
        case .tracking: return Self.tracking(try await details(orderID, exchange), orderID)
        }
    }

    private func details(_ orderID: String, _ exchange: any Exchange) async throws -> JSONNode {
        switch try await orderDetails(orderID, through: exchange) {
        case .details(let node): return node
        case .unreadable(let reason):
            throw QuestionFailure(reason, status: reason.code == "globale.not-found" ? 404 : 502)
        }
    }

    /// A Merchant.Order as the canonical order that it is.
    private func answer(with node: JSONNode) throws -> Answer {
        let order: Order
        do throws(TranslationProblem) {
            order = try self.order(of: node)
        } catch {
            throw QuestionFailure(
                Reason(code: "globale.unreadable", message: "Global-e's order cannot be read: \(error.pointer)"),
                status: 502)
        }
        var writer = JSONWriter(capacity: 8_192)
        order.write(to: &writer)
        return try Self.answer(writer.bytes)
    }

    private static func answer(_ bytes: [UInt8]) throws -> Answer {
        do {
            return Answer(json: try JSONText(validating: bytes, limits: GlobalEJSON.limits))
        } catch {
            throw QuestionFailure(Reason(code: "globale.unreadable", message: "\(error)"), status: 502)
        }
    }

    /// Edit Order's quote, which changes nothing (stated).
    private func quote(_ question: Question, _ orderID: String, _ exchange: any Exchange) async throws -> Answer {
        let call: GlobalECall
        do throws(TranslationProblem) {
            call = try editQuote(question, orderID)
        } catch {
            throw QuestionFailure(
                Reason(code: error.code, message: "\(error.pointer): \(error.message)"), status: 422)
        }
        return try answer(with: try await root(of: call, exchange))
    }

    private func editQuote(_ question: Question, _ orderID: String) throws(TranslationProblem) -> GlobalECall {
        guard let root = question.parameters?.document.root, root.kind == .object else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/NewProducts", message: "the change that is to be quoted is missing")
        }
        var order = question.order ?? Order(id: OrderID(""), origin: Origin(adapter: id))
        if order.globalEOrderID(at: id) == nil {
            order.references.append(Reference(system: id, kind: .order, value: orderID))
        }
        let fact = Fact(
            id: FactID(""), orderID: order.id, kind: .editRequested, source: id, origin: id,
            receivedAt: Instant(microseconds: 0), duplicateKey: "", content: FactContent())
        let delivery = OutboundDelivery(
            id: DeliveryID(""), operation: GlobalEOperation.editOrder.rawValue, fact: fact, order: order,
            idempotencyKey: "", attempt: 1)
        return try translator(delivery).editCall(root, .quoteEdit)
    }

    /// The papers that exist already.
    private func documents(_ orderID: String, _ exchange: any Exchange) async throws -> Answer {
        let root = try await root(of: GlobalECallTranslator.existingDocumentsCall(orderID), exchange)
        let papers = GlobalEDocumentsAnswer(root)
        let bytes = globalEJSON { writer in
            writer.object { writer in
                writer.key("documents")
                writer.array { writer in
                    for (index, document) in papers.documents.enumerated() {
                        writer.object { writer in
                            writer.key("document")
                            document.write(to: &writer)
                            writer.member("parcel", filled: papers.parcels[index].code)
                            writer.member("trackingNumber", filled: papers.parcels[index].trackingNumber)
                            if let content = papers.contents.first(where: { $0.document == index }) {
                                writer.key("base64")
                                writer.raw(content.node)
                            }
                        }
                    }
                }
                let parcels = root.any("ParcelsTracking")
                Self.write(root.any("TrackingDetails") ?? root, parcels, to: &writer)
            }
        }
        return try Self.answer(bytes)
    }

    /// The way of an order's goods, as its details tell it.
    private static func tracking(_ details: JSONNode, _ orderID: String) -> Answer {
        let international = details.any("InternationalDetails")
        let bytes = globalEJSON { writer in
            writer.object { writer in
                writer.member("orderId", filled: orderID)
                if let international {
                    write(international, international.any("ParcelsTracking"), to: &writer)
                    writer.member("status", filled: stated(international.filled("ShippingMethodStatusCode")))
                    writer.member("statusName", filled: stated(international.filled("ShippingMethodStatusName")))
                    writer.member("updatedAt", filled: international.filled("ShipmentStatusUpdateTime"))
                    writer.member("location", filled: international.filled("ShipmentLocation"))
                }
            }
        }
        // Texts and raw nodes of a parsed answer make valid JSON.
        return (try? answer(bytes)) ?? Answer(json: JSONText(details))
    }

    private static func write(_ whole: JSONNode, _ parcels: JSONNode?, to writer: inout JSONWriter) {
        writer.member("trackingNumber", filled: whole.filled("TrackingNumber", "OrderTrackingNumber"))
        writer.member("trackingUrl", filled: url(whole.filled("TrackingURL", "OrderTrackingUrl")))
        writer.key("parcels")
        writer.array { writer in
            for parcel in parcels?.elements.map({ $0 }) ?? [] where parcel.kind == .object {
                writer.object { writer in
                    writer.member("code", filled: parcel.filled("ParcelCode"))
                    writer.member("trackingNumber", filled: parcel.filled("ParcelTrackingNumber", "TrackingNumber"))
                    writer.member("trackingUrl", filled: url(parcel.filled("ParcelTrackingUrl", "TrackingURL")))
                }
            }
        }
    }

    /// An address, decoded where the whole of it is encoded, which most samples do (contract 1.5).
    private static func url(_ text: String?) -> String? {
        guard let text, !text.contains("://"), let decoded = PercentEncoding.decoded(text), decoded.contains("://")
        else { return text }
        return decoded
    }

    /// A status, unless it is one of the words for none (contract 1.4).
    private static func stated(_ text: String?) -> String? {
        guard let text, !["undefined", "n/a"].contains(text.lowercased()) else { return nil }
        return text
    }

    private func root(of call: GlobalECall, _ exchange: any Exchange) async throws -> JSONNode {
        let response = try await read(call, through: exchange)
        let answer = GlobalEAnswer(response, from: call.endpoint)
        let rules = GlobalEOutcome(endpoint: call.endpoint, mayBeRepeated: true, isRepetition: false, now: exchange.now)
        switch rules.outcome(of: answer, response) {
        case .confirmed:
            guard let root = answer.reading?.document.root else {
                throw QuestionFailure(
                    Reason(code: "globale.unreadable", message: "Global-e's answer is empty"), status: 502)
            }
            return root
        case .retry(let reason, _): throw QuestionFailure(reason, status: 503)
        case .unknown(let reason): throw QuestionFailure(reason, status: 502)
        case .rejected(let reason):
            let isOurs = reason.code == "globale.unauthorised" || response.status == 404
            throw QuestionFailure(reason, status: isOurs ? 502 : 422)
        }
    }
}
